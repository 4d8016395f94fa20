package dev.comity.rules;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The rulebooks contradict each other, so no system could ever meet them together. Blocks their
 * adoption; it never means that a requirement is absent.
 *
 * @param conflicts at least one, in the order of their subjects
 */
public record Unsatisfiable(List<Conflict> conflicts) implements Join {
  public Unsatisfiable {
    conflicts = List.copyOf(conflicts);
    if (conflicts.isEmpty()) {
      throw new IllegalArgumentException("unsatisfiable without a conflict");
    }
  }

  /**
   * One contradiction.
   *
   * @param subject the parameter, or the rulebook version that exists with two different contents
   * @param problem what is asked for at once
   * @param rulebooks the versions that ask for it
   */
  public record Conflict(String subject, String problem, List<RulebookKey> rulebooks) {
    public Conflict {
      rulebooks = List.copyOf(rulebooks);
    }

    @Override
    public String toString() {
      String from = rulebooks.stream().map(RulebookKey::toString).collect(Collectors.joining(", "));
      return subject + ": " + problem + " (" + from + ")";
    }
  }

  /** One line for people. */
  public String explanation() {
    return conflicts.stream().map(Conflict::toString).collect(Collectors.joining("; "));
  }
}
