package dev.comity.cli;

/** A command cannot go on: one line for the user, and the exit code. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(int exitCode, String line) {
    super(line);
    this.exitCode = exitCode;
  }

  static CommandFailure badInput(String line) {
    return new CommandFailure(Exit.BAD_INPUT, line);
  }

  static CommandFailure failed(String line) {
    return new CommandFailure(Exit.FAILED, line);
  }

  static CommandFailure unreachable(String line) {
    return new CommandFailure(Exit.UNREACHABLE, line);
  }

  int exitCode() {
    return exitCode;
  }

  String line() {
    return String.valueOf(getMessage());
  }
}
