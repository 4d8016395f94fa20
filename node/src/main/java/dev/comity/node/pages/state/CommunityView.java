package dev.comity.node.pages.state;

import dev.comity.governance.RulesInForce;
import dev.comity.governance.state.CharterState;
import dev.comity.governance.state.MemberState;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.statement.Body;
import dev.comity.node.pages.CommunityPage;
import dev.comity.node.pages.Text;
import dev.comity.rules.Rulebook;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The page of one community. */
final class CommunityView {
  private final Place place;
  private final Map<String, String> slugByOrigin;

  CommunityView(Place place, Map<String, String> slugByOrigin) {
    this.place = place;
    this.slugByOrigin = slugByOrigin;
  }

  CommunityPage page() {
    Body.Charter charter = place.charter();
    return new CommunityPage(
        place.slug(),
        place.title(),
        place.in(charter.purpose()),
        charter.demonstration(),
        charter(place.state().charter().orElseThrow()),
        RulesInForce.rulebooks(place.state()).stream().map(this::rulebook).toList(),
        place.state().parties().values().stream().map(this::member).toList(),
        SystemRows.of(List.of(place)),
        ConcernRows.open(place),
        new ConstitutionView(place).constitution());
  }

  private CommunityPage.Charter charter(CharterState state) {
    Body.Charter charter = state.charter();
    List<CommunityPage.Role> roles =
        charter.roles().entrySet().stream()
            .filter(role -> !role.getKey().equals("operator"))
            .map(role -> role(role.getKey(), place.state().holders(role.getKey())))
            .toList();
    return new CommunityPage.Charter(
        place.entry(state.index()),
        place.state().origin(),
        place.party(place.state().operator()),
        charter.reducer(),
        roles,
        charter.parents().stream().map(this::parent).toList(),
        charter.certificateTerm(),
        charter.responseWindow());
  }

  private CommunityPage.Role role(String role, List<String> holders) {
    return new CommunityPage.Role(role, holders.stream().map(place::party).toList());
  }

  private CommunityPage.Parent parent(Body.Parent parent) {
    return new CommunityPage.Parent(
        parent.log(), Optional.ofNullable(slugByOrigin.get(parent.log())), parent.rulebooks());
  }

  private CommunityPage.Rulebook rulebook(RulebookState state) {
    Rulebook rulebook = state.compiled().rulebook();
    Instant now = place.state().now().orElse(Instant.EPOCH);
    return new CommunityPage.Rulebook(
        place.address(state),
        rulebook.key().version(),
        place.in(rulebook.title()),
        Badges.of(rulebook.standing(now)),
        rulebook.layer().text(),
        rulebook.requirements().size(),
        rulebook.validity().validFrom().toString(),
        rulebook.validity().validTo().map(LocalDate::toString),
        rulebook.validity().review().toString(),
        state.parent(),
        place.entry(state.index()));
  }

  private CommunityPage.Member member(PartyState party) {
    Map<String, MemberState.Grant> held =
        Optional.ofNullable(place.state().members().get(party.id()))
            .<Map<String, MemberState.Grant>>map(MemberState::roles)
            .orElse(Map.of());
    List<String> roles = held.entrySet().stream().map(this::held).toList();
    return new CommunityPage.Member(
        party.id(),
        place.in(party.name()),
        party.kind().name().toLowerCase(Locale.ROOT),
        roles,
        place.entry(party.index()));
  }

  /** A role in words, with its last day if it has one. */
  private String held(Map.Entry<String, MemberState.Grant> role) {
    Text t = place.text();
    String word = t.word("role", role.getKey());
    return role.getValue().until().map(end -> t.of("members.until", word, t.day(end))).orElse(word);
  }
}
