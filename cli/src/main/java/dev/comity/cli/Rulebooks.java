package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads rulebook folders; every failure names the folder. */
final class Rulebooks {
  private Rulebooks() {}

  static RulebookFolder read(Path folder) throws CommandFailure {
    InputFile.requireFolder(folder);
    try {
      return RulebookFolder.read(folder);
    } catch (VerificationException e) {
      throw within(folder, e);
    } catch (IOException e) {
      throw InputFile.failure(folder, e);
    }
  }

  /** Compiles {@code files}, which were read from {@code folder}. */
  static CompiledRulebook compile(Path folder, RulebookFolder files) throws CommandFailure {
    try {
      return CompiledRulebook.compile(files);
    } catch (VerificationException e) {
      throw within(folder, e);
    }
  }

  static List<CompiledRulebook> compile(List<Path> folders) throws CommandFailure {
    List<CompiledRulebook> compiled = new ArrayList<>();
    for (Path folder : folders) {
      compiled.add(compile(folder, read(folder)));
    }
    return compiled;
  }

  /** The details start with the name of a file in the folder. */
  private static CommandFailure within(Path folder, VerificationException problem) {
    return CommandFailure.badInput(folder + ": " + problem.detail());
  }
}
