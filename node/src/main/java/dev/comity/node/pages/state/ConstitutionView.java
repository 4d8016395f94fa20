package dev.comity.node.pages.state;

import dev.comity.governance.record.ResponseTimes;
import dev.comity.governance.record.Responses;
import dev.comity.governance.state.CommitmentState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.RecognitionState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.statement.Terms;
import dev.comity.node.pages.Badge;
import dev.comity.node.pages.CommunityPage.Constitution;
import dev.comity.node.pages.CommunityPage.Notice;
import dev.comity.node.pages.CommunityPage.Rule;
import dev.comity.node.pages.Text;
import dev.comity.node.pages.Tone;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** How the community decides and what it has decided, in words. */
final class ConstitutionView {
  /** Of each kind, the newest; the others are in the log and behind the interface. */
  private static final int SHOWN = 20;

  private final Place place;
  private final Text t;

  ConstitutionView(Place place) {
    this.place = place;
    this.t = place.text();
  }

  Constitution constitution() {
    return new Constitution(
        rules(),
        newest(place.state().proposals().values(), ProposalState::index, this::proposal),
        newest(place.state().sanctions().values(), SanctionState::index, this::sanction),
        newest(place.state().commitments().values(), CommitmentState::index, this::commitment),
        newest(place.state().recognitions().values(), RecognitionState::index, this::recognition),
        responses(Responses.of(place.state()).all()));
  }

  private static <T> List<Notice> newest(
      Collection<T> items, ToLongFunction<T> index, Function<T, Notice> notice) {
    return items.stream()
        .sorted(Comparator.comparingLong(index).reversed())
        .limit(SHOWN)
        .map(notice)
        .toList();
  }

  private List<Rule> rules() {
    Terms.Deliberation terms = place.charter().deliberation();
    List<Rule> rules = new ArrayList<>();
    Arrays.stream(Terms.Kind.values())
        .map(kind -> new Rule(t.word("power", kind.text()), power(terms.power(kind))))
        .forEach(rules::add);
    rules.add(new Rule(t.of("power.quorum"), t.of("power.quorum.least", share(terms.quorum()))));
    return rules;
  }

  private String power(Terms.Power power) {
    return switch (power) {
      case Terms.Power.ByRole byRole -> t.of("power.role", t.word("role", byRole.role()));
      case Terms.Power.ByVote vote -> threshold(vote.threshold());
    };
  }

  private String threshold(Terms.Threshold threshold) {
    String base = t.word("base", threshold.base().name().toLowerCase(Locale.ROOT));
    String key = threshold.strict() ? "power.more" : "power.least";
    return t.of(key, share(threshold.share()), base);
  }

  /** One half, two thirds; other fractions as they are. */
  private String share(Terms.Fraction share) {
    return t.word("share", share.n() + "-" + share.d()).replace('-', '/');
  }

  private Notice proposal(ProposalState proposal) {
    ProposalState.Tally tally = proposal.tally();
    String detail =
        t.of(
            "vote.tally",
            tally.yes(),
            tally.no(),
            tally.abstain(),
            proposal.total(),
            t.day(proposal.until()));
    Tone tone =
        switch (proposal.status()) {
          case OPEN -> Tone.OPEN;
          case PASSED, EXECUTED -> Tone.OK;
          case VETOED -> Tone.WARN;
          case DEFEATED, STALE -> Tone.PLAIN;
        };
    return new Notice(
        place.in(proposal.body().title()),
        detail,
        badge(tone, "vote.", proposal.status()),
        place.entry(proposal.index()));
  }

  private Notice sanction(SanctionState sanction) {
    Tone tone =
        switch (sanction.status()) {
          case NOTICED -> Tone.WARN;
          case IMPOSED, FINAL -> Tone.BAD;
          case CURED, LIFTED -> Tone.PLAIN;
        };
    String level = t.word("sanction.level", Integer.toString(sanction.level()));
    return new Notice(
        system(sanction.system()),
        t.of("sanction.line", level, sanction.trigger()),
        badge(tone, "sanction.", sanction.status()),
        place.entry(sanction.index(), sanction.at()));
  }

  private Notice commitment(CommitmentState pledge) {
    Tone tone =
        switch (pledge.standing()) {
          case OPEN -> Tone.OPEN;
          case KEPT -> Tone.OK;
          case LATE -> Tone.WARN;
          case BROKEN -> Tone.BAD;
        };
    return new Notice(
        place.in(pledge.body().text()),
        t.of("commitment.line", system(pledge.body().system()), t.day(pledge.body().due())),
        badge(tone, "commitment.", pledge.standing()),
        place.entry(pledge.index()));
  }

  private Notice recognition(RecognitionState recognition) {
    Instant until = recognition.terms().until();
    boolean over = !place.state().time().isBefore(until);
    String scope =
        recognition.terms().scope().contains("*")
            ? t.of("recognition.all")
            : t.list(recognition.terms().scope());
    return new Notice(
        recognition.log(),
        t.of("recognition.line", scope, t.day(until)),
        over
            ? new Badge(Tone.PLAIN, "recognition.over")
            : new Badge(Tone.OK, "recognition.current"),
        place.entry(recognition.index()));
  }

  private static Badge badge(Tone tone, String prefix, Enum<?> status) {
    return new Badge(tone, prefix + status.name().toLowerCase(Locale.ROOT));
  }

  private String system(String id) {
    return place.in(place.state().system(id).card().name());
  }

  private String responses(ResponseTimes times) {
    if (times.cases() == 0) {
      return t.of("responses.none");
    }
    return times
        .median()
        .map(median -> t.of("responses.median", wait(median), times.cases(), times.open()))
        .orElseGet(() -> t.of("responses.open", times.cases(), times.open()));
  }

  private String wait(Duration median) {
    long days = Math.ceilDiv(median.toSeconds(), Duration.ofDays(1).toSeconds());
    return t.period(Period.ofDays(Math.toIntExact(Math.max(1, days))));
  }
}
