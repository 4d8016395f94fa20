package dev.comity.rules;

import dev.comity.core.VerificationException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A rulebook whose expressions are compiled and checked. Immutable and safe for concurrent use;
 * compile once and keep.
 */
public final class CompiledRulebook {
  private final Rulebook rulebook;
  private final List<CompiledRequirement> requirements;

  private CompiledRulebook(Rulebook rulebook, List<CompiledRequirement> requirements) {
    this.rulebook = rulebook;
    this.requirements = List.copyOf(requirements);
  }

  /**
   * Throws {@code MALFORMED} with the requirement, the field and the column when an expression is
   * no admissible CEL, has a type error, or when what checks use and what {@code needs} and {@code
   * metrics} declare differ.
   */
  public static CompiledRulebook compile(Rulebook rulebook) throws VerificationException {
    List<CompiledRequirement> compiled = new ArrayList<>();
    for (Requirement requirement : rulebook.requirements()) {
      compiled.add(
          CompiledRequirement.compile(requirement, "requirements[" + compiled.size() + "]"));
    }
    metricsAreThoseUsed(rulebook);
    return new CompiledRulebook(rulebook, compiled);
  }

  /**
   * Reads and compiles, each text once as long as it is remembered; errors name the file and the
   * line too.
   */
  public static CompiledRulebook compile(RulebookFolder folder) throws VerificationException {
    return CompiledTexts.of(folder.digest(), () -> compileText(folder));
  }

  private static CompiledRulebook compileText(RulebookFolder folder) throws VerificationException {
    Rulebook rulebook = Rulebook.read(folder);
    try {
      return compile(rulebook);
    } catch (VerificationException e) {
      throw YamlDocument.parse(RulebookFolder.RULEBOOK, folder.rulebook()).locate(e);
    }
  }

  /** The same rules under another status and from another day: nothing is compiled again. */
  public CompiledRulebook with(RulebookStatus adopted, LocalDate from) {
    return new CompiledRulebook(rulebook.with(adopted, from), requirements);
  }

  public Rulebook rulebook() {
    return rulebook;
  }

  List<CompiledRequirement> requirements() {
    return requirements;
  }

  private static void metricsAreThoseUsed(Rulebook rulebook) throws VerificationException {
    SortedSet<String> unused = new TreeSet<>(rulebook.metrics());
    for (int i = 0; i < rulebook.requirements().size(); i++) {
      List<Need> needs = rulebook.requirements().get(i).needs();
      for (int k = 0; k < needs.size(); k++) {
        Need need = needs.get(k);
        if (need.kind() == Need.Kind.METRIC && !rulebook.metrics().contains(need.id())) {
          throw VerificationException.malformed(
              "requirements[%s].needs[%s].metric: expected an id from the list metrics, found %s; add it there"
                  .formatted(i, k, need.id()));
        }
        unused.remove(need.id());
      }
    }
    if (!unused.isEmpty()) {
      throw VerificationException.malformed(
          "metrics: " + unused.first() + " is used by no requirement; remove it or use it");
    }
  }

  /** Two compilations of equal rulebooks are equal. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof CompiledRulebook that && rulebook.equals(that.rulebook));
  }

  @Override
  public int hashCode() {
    return rulebook.hashCode();
  }

  @Override
  public String toString() {
    return rulebook.key().toString();
  }
}
