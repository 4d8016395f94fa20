package dev.comity.node.pages.state;

import dev.comity.governance.state.RulebookState;
import dev.comity.node.pages.EntryRef;
import dev.comity.node.pages.SystemPage;
import dev.comity.node.pages.Text;
import dev.comity.rules.Explanations;
import dev.comity.rules.Finding;
import dev.comity.rules.Missing;
import dev.comity.rules.Reason;
import dev.comity.rules.Requirement;
import dev.comity.rules.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows one finding of a decision. */
final class FindingView {
  private final Place place;
  private final Text t;
  private final Explanations explanations;
  private final Map<String, Instant> remedies;

  /** {@code remedies}: deadline per {@code rulebook/requirement}, from the certificate. */
  FindingView(Place place, Map<String, Instant> remedies) {
    this.place = place;
    this.t = place.text();
    this.explanations = Explanations.in(place.language().tag());
    this.remedies = remedies;
  }

  SystemPage.Finding show(RulebookState rulebook, Finding finding) {
    return new SystemPage.Finding(
        finding.requirement(),
        place.href(rulebook) + "#" + finding.requirement(),
        Badges.of(finding),
        finding.modality().text(),
        text(rulebook, finding),
        Optional.of(finding.expression()).filter(expression -> !expression.isBlank()),
        t.of("reason." + finding.reason().text()),
        finding.evidence().stream().map(this::entry).toList(),
        change(finding),
        finding.otherwise().severity(),
        remedyBy(finding));
  }

  private String text(RulebookState rulebook, Finding finding) {
    return rulebook.compiled().rulebook().requirements().stream()
        .filter(requirement -> requirement.id().equals(finding.requirement()))
        .findFirst()
        .map(Requirement::text)
        .map(place::in)
        .orElse(finding.requirement());
  }

  /** Evidence is named by its entry. */
  private EntryRef entry(String reference) {
    long index = Long.parseLong(reference);
    return place.state().evidence().values().stream()
        .filter(item -> item.index() == index)
        .findFirst()
        .map(item -> place.entry(index, item.at()))
        .orElseGet(() -> place.entry(index));
  }

  private List<String> change(Finding finding) {
    List<String> lines = new ArrayList<>();
    for (Missing missing : finding.missing()) {
      lines.add(explanations.phrase(missing));
    }
    if (finding.reason() == Reason.STRADDLES) {
      finding.moreQuestions().values().stream()
          .max(Long::compare)
          .ifPresent(more -> lines.add(t.of("change.more", more)));
    }
    if (finding.counted()) {
      remedy(finding).ifPresent(lines::add);
    }
    return lines;
  }

  private Optional<String> remedy(Finding finding) {
    Optional<String> within =
        finding.otherwise().remedy().map(period -> t.of("change.remedy", t.period(period)));
    return switch (finding.status()) {
      case SATISFIED, NOT_APPLICABLE -> Optional.empty();
      case VIOLATED -> Optional.of(within.orElseGet(() -> t.of("change.refuses")));
      case UNDETERMINED ->
          within.isPresent() ? Optional.empty() : Optional.of(t.of("change.blocks"));
    };
  }

  private Optional<Instant> remedyBy(Finding finding) {
    boolean open = finding.status() == Status.VIOLATED || finding.status() == Status.UNDETERMINED;
    return open && finding.counted()
        ? Optional.ofNullable(remedies.get(finding.rulebook().id() + "/" + finding.requirement()))
        : Optional.empty();
  }
}
