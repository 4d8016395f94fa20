package dev.comity.governance.model;

import edu.mit.csail.sdg.alloy4.A4Reporter;
import edu.mit.csail.sdg.alloy4.ErrorWarning;
import edu.mit.csail.sdg.ast.Command;
import edu.mit.csail.sdg.parser.CompModule;
import edu.mit.csail.sdg.parser.CompUtil;
import edu.mit.csail.sdg.translator.A4Options;
import edu.mit.csail.sdg.translator.A4Solution;
import edu.mit.csail.sdg.translator.TranslateAlloyToKodkod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kodkod.engine.satlab.SATFactory;

/**
 * A model in Alloy and its commands. A warning is an error: it mostly means an empty expression.
 */
final class AlloyModel {
  private static final A4Reporter STRICT =
      new A4Reporter() {
        @Override
        public void warning(ErrorWarning warning) {
          throw warning;
        }
      };

  private final CompModule module;
  private final Map<String, Command> commands = new LinkedHashMap<>();

  private AlloyModel(CompModule module) {
    this.module = module;
    for (Command command : module.getAllCommands()) {
      if (commands.put(command.label, command) != null) {
        throw new IllegalArgumentException("two commands are named " + command.label);
      }
    }
  }

  static AlloyModel parse(String text) {
    return new AlloyModel(CompUtil.parseEverything_fromString(STRICT, text));
  }

  List<String> checks() {
    return named(true);
  }

  List<String> runs() {
    return named(false);
  }

  private List<String> named(boolean check) {
    return commands.values().stream()
        .filter(command -> command.check == check)
        .map(command -> command.label)
        .toList();
  }

  /** An instance within the command's scope, as a trace to read: of a check, a counterexample. */
  Optional<String> instance(String name) {
    A4Options options = new A4Options();
    options.solver = SATFactory.DEFAULT; // SAT4J: pure Java, the same on every machine
    A4Solution solution =
        TranslateAlloyToKodkod.execute_command(
            A4Reporter.NOP, module.getAllReachableSigs(), commands.get(name), options);
    return solution.satisfiable() ? Optional.of(solution.toString()) : Optional.empty();
  }
}
