package dev.comity.governance.invariants;

/** Prints the digest that a walk comes to, for comparing with other virtual machines. */
final class Digests {
  private Digests() {}

  /** Arguments: the seeds. */
  public static void main(String[] args) {
    for (String seed : args) {
      System.out.println("digest " + of(Long.parseLong(seed)));
    }
  }

  static String of(long seed) {
    return Play.of(Constitution.REAL, seed, 250).state().digest().hex();
  }
}
