package dev.comity.node.pages;

import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * One community: its charter, rules, people, systems and open concerns.
 *
 * @param slug the community's name in addresses
 * @param charter the entry that gave the charter; empty before there is one
 */
public record CommunityPage(
    String slug,
    String title,
    String purpose,
    boolean demonstration,
    Charter charter,
    List<Rulebook> rulebooks,
    List<Member> members,
    List<SystemRow> systems,
    List<ConcernRow> concerns,
    Constitution constitution)
    implements Page {
  public CommunityPage {
    rulebooks = List.copyOf(rulebooks);
    members = List.copyOf(members);
    systems = List.copyOf(systems);
    concerns = List.copyOf(concerns);
  }

  /** The charter's terms. {@code reducer} is the version of the rules of procedure. */
  public record Charter(
      EntryRef entry,
      String origin,
      String operator,
      long reducer,
      List<Role> roles,
      List<Parent> parents,
      Period certificateTerm,
      Period responseWindow) {
    public Charter {
      roles = List.copyOf(roles);
      parents = List.copyOf(parents);
    }
  }

  /**
   * How the community decides, and what it has decided; every text is in the reader's language.
   *
   * @param rules by which each kind of decision is made
   * @param responses how long concerns wait for their answer, in a sentence
   */
  public record Constitution(
      List<Rule> rules,
      List<Notice> proposals,
      List<Notice> sanctions,
      List<Notice> commitments,
      List<Notice> recognitions,
      String responses) {
    public Constitution {
      rules = List.copyOf(rules);
      proposals = List.copyOf(proposals);
      sanctions = List.copyOf(sanctions);
      commitments = List.copyOf(commitments);
      recognitions = List.copyOf(recognitions);
    }
  }

  /** A kind of decision and who makes it. */
  public record Rule(String decision, String by) {}

  /** Something that the community has before it, or has settled. */
  public record Notice(String title, String detail, Badge status, EntryRef entry) {}

  /** A role and who holds it. */
  public record Role(String role, List<String> holders) {
    public Role {
      holders = List.copyOf(holders);
    }
  }

  /** A community whose rulebooks bind this one; {@code slug} if this node has it too. */
  public record Parent(String origin, Optional<String> slug, List<String> rulebooks) {
    public Parent {
      rulebooks = List.copyOf(rulebooks);
    }
  }

  /**
   * A rulebook.
   *
   * @param floor origin of the parent that it comes from
   */
  public record Rulebook(
      String id,
      String version,
      String title,
      Badge standing,
      String layer,
      int requirements,
      String validFrom,
      Optional<String> validTo,
      String review,
      Optional<String> floor,
      EntryRef entry) {}

  /** A declared party. */
  public record Member(String id, String name, String kind, List<String> roles, EntryRef entry) {
    public Member {
      roles = List.copyOf(roles);
    }
  }
}
