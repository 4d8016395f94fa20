package dev.comity.rules;

import java.util.Optional;

/**
 * What became of one fixture.
 *
 * @param difference the first difference from what was expected, or why the fixture cannot be read,
 *     in one line; empty when the fixture passes
 */
public record FixtureResult(String name, Optional<String> difference) {
  public boolean passed() {
    return difference.isEmpty();
  }
}
