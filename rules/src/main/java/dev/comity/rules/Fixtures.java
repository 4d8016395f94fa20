package dev.comity.rules;

import dev.comity.core.VerificationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the fixtures that a rulebook carries. A rulebook whose fixtures fail is not published. */
public final class Fixtures {
  private Fixtures() {}

  /**
   * One result per fixture, in the order of the names. The rulebook is decided as if it were in
   * force and alone, so that a draft can be tested before it binds. Throws {@code MALFORMED} when
   * the rulebook itself cannot be read or compiled.
   */
  public static List<FixtureResult> run(RulebookFolder folder) throws VerificationException {
    return run(folder, CompiledRulebook.compile(folder));
  }

  /** As {@link #run(RulebookFolder)} with {@code rulebook} compiled from {@code folder} before. */
  public static List<FixtureResult> run(RulebookFolder folder, CompiledRulebook rulebook) {
    List<FixtureResult> results = new ArrayList<>();
    for (Map.Entry<String, String> file : folder.fixtures().entrySet()) {
      Optional<String> difference;
      try {
        Fixture fixture = Fixture.read(file.getKey(), file.getValue(), rulebook.rulebook());
        difference = difference(fixture, rulebook);
      } catch (VerificationException e) {
        difference = Optional.of(e.detail());
      }
      results.add(new FixtureResult(file.getKey(), difference));
    }
    return results;
  }

  private static Optional<String> difference(Fixture fixture, CompiledRulebook rulebook) {
    return switch (InForce.joinAll(List.of(rulebook), fixture.now())) {
      case Unsatisfiable conflict ->
          Optional.of(fixture.name() + ": unsatisfiable: " + conflict.explanation());
      case InForce rules ->
          difference(fixture, Decider.decide(rules, fixture.system(), fixture.evidence()));
    };
  }

  private static Optional<String> difference(Fixture fixture, Decision decision) {
    for (Finding finding : decision.findings()) {
      Status expected = fixture.requirements().get(finding.requirement());
      if (finding.status() != expected) {
        return Optional.of(
            "%s: %s expected %s; decided: %s"
                .formatted(
                    fixture.name(),
                    finding.requirement(),
                    expected == null ? "nothing" : expected.text(),
                    Explanations.in("en").line(finding)));
      }
    }
    return decision.outcome() == fixture.outcome()
        ? Optional.empty()
        : Optional.of(
            "%s: outcome expected %s, decided %s"
                .formatted(fixture.name(), fixture.outcome().text(), decision.outcome().text()));
  }
}
