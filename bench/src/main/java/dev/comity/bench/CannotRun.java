package dev.comity.bench;

/** Why there is nothing to report; the message is for the user. */
final class CannotRun extends Exception {
  private static final long serialVersionUID = 1L;

  CannotRun(String message) {
    super(message);
  }
}
