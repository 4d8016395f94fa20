package dev.comity.cli;

import static java.util.Objects.requireNonNull;

import dev.comity.core.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this process, at a fixed time and in an empty environment. */
final class Cli {
  static final Path ROOT = Path.of(System.getProperty("comity.root"));
  static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

  private final Map<String, String> environment;
  private final Clock clock;
  private final List<Long> pauses = new ArrayList<>();

  private Cli(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  static Cli in(Map<String, String> environment) {
    return new Cli(environment, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  static Cli at(Clock clock) {
    return new Cli(Map.of(), clock);
  }

  /** What a command printed, and how it ended. */
  record Ran(int exitCode, String out, String err) {
    List<String> outLines() {
      return out.lines().toList();
    }

    List<String> errLines() {
      return err.lines().toList();
    }
  }

  static Ran comity(Object... arguments) {
    return in(Map.of()).run(arguments);
  }

  Ran run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Comity.commandLine(new Surroundings(clock, new SecureRandom(), environment, pauses::add));
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = arguments[i].toString();
    }
    return new Ran(Comity.run(command, texts), out.toString(), err.toString());
  }

  /** {@code arguments} and {@code more} after them. */
  static Object[] with(Object[] arguments, Object... more) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return all;
  }

  /** The field of an object that has it. */
  static Json at(Json object, String field) {
    return requireNonNull(((Json.Obj) object).fields().get(field), field);
  }

  /** The pauses that commands asked for, in seconds. */
  List<Long> pauses() {
    return pauses;
  }

  static Path rulebook(String name) {
    return ROOT.resolve("rulebooks").resolve(name);
  }

  static Path answers(String model) {
    return ROOT.resolve("demo/answers").resolve(model + ".jsonl");
  }

  static Path card(String model) {
    return ROOT.resolve("demo/systems").resolve(model + "-public-answers.yaml");
  }
}
