package dev.comity.node.pages.state;

import dev.comity.governance.RulesInForce;
import dev.comity.governance.state.RulebookState;
import dev.comity.node.pages.RulebookPage;
import dev.comity.node.pages.Text;
import dev.comity.rules.Direction;
import dev.comity.rules.Limit;
import dev.comity.rules.Need;
import dev.comity.rules.Requirement;
import dev.comity.rules.Rulebook;
import dev.comity.rules.Source;
import dev.comity.rules.SourceStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The page of one rulebook. */
final class RulebookView {
  private final Place place;
  private final Text t;

  RulebookView(Place place) {
    this.place = place;
    this.t = place.text();
  }

  /** {@code address} as {@link Place#address} gives it. */
  Optional<RulebookPage> page(String address) {
    return RulesInForce.rulebooks(place.state()).stream()
        .filter(rulebook -> place.address(rulebook).equals(address))
        .findFirst()
        .map(this::page);
  }

  private RulebookPage page(RulebookState state) {
    Rulebook rulebook = state.compiled().rulebook();
    Instant now = place.state().now().orElse(Instant.EPOCH);
    return new RulebookPage(
        place.slug(),
        place.title(),
        rulebook.key().id(),
        rulebook.key().version(),
        place.in(rulebook.title()),
        rulebook.publisher(),
        rulebook.layer().text(),
        rulebook.module(),
        Badges.of(rulebook.standing(now)),
        rulebook.validity().validFrom().toString(),
        rulebook.validity().validTo().map(LocalDate::toString),
        rulebook.validity().review().toString(),
        state.parent(),
        place.entry(state.index()),
        state.statement().hex(),
        rulebook.requirements().stream().map(this::rule).toList());
  }

  private RulebookPage.Rule rule(Requirement requirement) {
    return new RulebookPage.Rule(
        requirement.id(),
        requirement.modality().text(),
        place.in(requirement.text()),
        source(requirement.source()),
        requirement.applies().map(String::strip),
        requirement.needs().stream().map(RulebookView::need).toList(),
        requirement.check().strip(),
        requirement.direction().map(this::bound),
        requirement.otherwise().severity(),
        requirement.otherwise().remedy(),
        requirement.maps().stream()
            .map(edge -> new RulebookPage.Edge(edge.to(), edge.relation().text()))
            .toList());
  }

  private static RulebookPage.Source source(Source source) {
    return new RulebookPage.Source(
        source.locator(),
        source.quote().map(Source.Quote::text),
        source.url(),
        source.checked().map(LocalDate::toString),
        Badges.of(source.status()),
        source.status() == SourceStatus.NEEDS_CHECK);
  }

  private static RulebookPage.Need need(Need need) {
    return new RulebookPage.Need(
        need.kind().text(), need.id(), need.where(), need.maxAge(), need.independence().text());
  }

  private String bound(Direction direction) {
    Limit limit = direction.limit();
    String asked =
        switch (direction.bound()) {
          case MAX -> limit.max().map(BigDecimal::toPlainString).orElse("–");
          case MIN -> limit.min().map(BigDecimal::toPlainString).orElse("–");
          case REQUIRED -> set(limit.required());
          case ALLOWED -> set(limit.allowed());
          case FLAG -> t.of("bound.flag." + limit.flag().orElse(false));
        };
    return t.of("bound." + direction.bound().text(), asked, direction.parameter());
  }

  private String set(Optional<SortedSet<String>> items) {
    return items.map(set -> t.list(List.copyOf(set))).orElse("–");
  }
}
