package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.evals.EvalLogException;
import java.io.IOException;
import picocli.CommandLine;

/** Turns everything that can go wrong into one line on standard error and an exit code. */
final class Failures {
  private Failures() {}

  static void handleIn(CommandLine root) {
    root.setParameterExceptionHandler((problem, arguments) -> usage(problem));
    root.setExecutionExceptionHandler((problem, command, parsed) -> execution(problem, command));
  }

  private static int usage(CommandLine.ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    say(command, problem(problem, command) + " (see: " + name + " --help)");
    return Exit.BAD_INPUT;
  }

  private static String problem(CommandLine.ParameterException problem, CommandLine command) {
    String commands = String.join(", ", command.getSubcommands().keySet());
    if (problem instanceof CommandLine.UnmatchedArgumentException unmatched
        && !commands.isEmpty()
        && !unmatched.isUnknownOption()) {
      String found = unmatched.getUnmatched().get(0);
      return "unknown command " + found + "; expected one of " + commands;
    }
    return String.valueOf(problem.getMessage());
  }

  private static int execution(Exception problem, CommandLine command) {
    return switch (problem) {
      case CommandFailure failure -> {
        say(command, failure.line());
        yield failure.exitCode();
      }
      case EvalLogException unusable -> {
        say(command, String.valueOf(unusable.getMessage()));
        yield Exit.BAD_INPUT;
      }
      case VerificationException malformed -> {
        say(command, malformed.detail());
        yield Exit.BAD_INPUT;
      }
      case IOException storage -> {
        say(command, InputFile.reason(storage));
        yield Exit.BAD_INPUT;
      }
      default -> bug(problem, command);
    };
  }

  /** What nobody foresaw; the details are for whoever reports it. */
  static int bug(Throwable problem, CommandLine command) {
    boolean debug = Boolean.getBoolean("comity.debug");
    say(
        command,
        "this is a bug: "
            + problem
            + (debug ? "" : "; for details set JAVA_TOOL_OPTIONS=-Dcomity.debug=true"));
    if (debug) {
      problem.printStackTrace(command.getErr());
    }
    command.getErr().flush();
    return Exit.BUG;
  }

  private static void say(CommandLine command, String line) {
    command.getErr().println("comity: " + OneLine.of(line));
    command.getErr().flush();
  }
}
