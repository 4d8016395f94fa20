package dev.comity.cli;

/** Exit codes; other programs rely on them. */
final class Exit {
  static final int OK = 0;

  /** What was given does not verify, was refused by a community, or a fixture failed. */
  static final int FAILED = 1;

  /** Unknown commands and options, files that cannot be read or are malformed. */
  static final int BAD_INPUT = 2;

  /** {@code assess}: the evidence does not decide. */
  static final int UNDETERMINED = 3;

  /** {@code assess}: the rules refuse. */
  static final int REFUSED = 4;

  /** A community did not answer, or was busy for too long. */
  static final int UNREACHABLE = 5;

  /** A bug of ours (EX_SOFTWARE). */
  static final int BUG = 70;

  private Exit() {}
}
