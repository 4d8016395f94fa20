package dev.comity.cli;

import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.FixtureResult;
import dev.comity.rules.Fixtures;
import dev.comity.rules.RulebookFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs the fixtures that rulebooks carry. */
@Command(
    name = "test",
    description =
        "Run the fixtures of rulebooks: systems and evidence with the decisions that the author"
            + " expects. A community refuses a rulebook whose fixtures fail, or that has none.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity rulebook test rulebooks/frontier-coherence",
      "  comity rulebook test rulebooks/*/",
      "",
      "Exit code: 0, 1 when a fixture fails or there is none, 2 when a rulebook is malformed."
    })
final class RulebookTest implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "DIR", arity = "1..*", description = "Rulebook folders.")
  private List<Path> folders;

  RulebookTest(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    int failed = 0;
    for (Path folder : folders) {
      failed += test(folder) ? 0 : 1;
    }
    return failed == 0 ? Exit.OK : Exit.FAILED;
  }

  private boolean test(Path folder) throws CommandFailure {
    RulebookFolder files = Rulebooks.read(folder);
    CompiledRulebook rulebook = Rulebooks.compile(folder, files);
    List<FixtureResult> results = Fixtures.run(files, rulebook);
    Words words = terminal.words();
    terminal.print(rulebook.rulebook().key().toString());
    TextTable table = new TextTable();
    for (FixtureResult result : results) {
      table.row(
          words.text(result.passed() ? "rulebook.pass" : "rulebook.fail"),
          result.difference().orElse(result.name()));
    }
    terminal.print(table.lines());
    long passed = results.stream().filter(FixtureResult::passed).count();
    terminal.print(
        results.isEmpty()
            ? words.text("rulebook.none")
            : words.text("rulebook.summary", passed, results.size()));
    return !results.isEmpty() && passed == results.size();
  }
}
