package dev.comity.node.pages;

import java.time.Period;
import java.util.List;
import java.util.Optional;

/** One rulebook version with every requirement. */
public record RulebookPage(
    String slug,
    String community,
    String id,
    String version,
    String title,
    String publisher,
    String layer,
    String module,
    Badge standing,
    String validFrom,
    Optional<String> validTo,
    String review,
    Optional<String> floor,
    EntryRef entry,
    String statement,
    List<Rule> rules)
    implements Page {
  public RulebookPage {
    rules = List.copyOf(rules);
  }

  public long needsCheck() {
    return rules.stream().filter(rule -> rule.source().needsCheck()).count();
  }

  /**
   * One requirement.
   *
   * @param tightening how a community below may tighten it, as text
   * @param maps crosswalk edges: target and relation term
   */
  public record Rule(
      String id,
      String modality,
      String text,
      Source source,
      Optional<String> applies,
      List<Need> needs,
      String check,
      Optional<String> tightening,
      int severity,
      Optional<Period> remedy,
      List<Edge> maps) {
    public Rule {
      needs = List.copyOf(needs);
      maps = List.copyOf(maps);
    }
  }

  /** Where a requirement comes from. A link is kept only if it is plain http or https. */
  public record Source(
      String locator,
      Optional<String> quote,
      Optional<String> url,
      Optional<String> checked,
      Badge status,
      boolean needsCheck) {
    public Source {
      url = url.filter(u -> u.startsWith("https://") || u.startsWith("http://"));
    }
  }

  /** Evidence that the check speaks of. {@code kind} is metric or fact. */
  public record Need(
      String kind,
      String id,
      Optional<String> where,
      Optional<Period> maxAge,
      String independence) {}

  /** A crosswalk edge. */
  public record Edge(String to, String relation) {}
}
