package dev.comity.governance;

/**
 * Rulebook versions: dotted whole numbers, ordered number by number; a missing number counts as 0.
 */
final class Versions {
  private static final String SHAPE = "[0-9]{1,9}(\\.[0-9]{1,9}){0,3}";

  private Versions() {}

  /** Whether versions like this can be ordered. */
  static boolean wellFormed(String version) {
    return version.matches(SHAPE);
  }

  /** Both must be well-formed. */
  static int compare(String a, String b) {
    String[] left = a.split("\\.", -1);
    String[] right = b.split("\\.", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      int order =
          Long.compare(
              i < left.length ? Long.parseLong(left[i]) : 0,
              i < right.length ? Long.parseLong(right[i]) : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
