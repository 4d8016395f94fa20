package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Statement;
import dev.comity.governance.whatif.Supposed;
import dev.comity.log.LogReader;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.RulebookKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code comity whatif} supposes: the actions of a proposal, as {@code propose} has them, or a
 * rulebook folder. An adoption may bring its text with {@code folder: PATH}, read from beside the
 * file; without, the text is the one that the log has.
 */
final class ProposalFile {
  private final Path file;
  private final List<Json> actions = new ArrayList<>();
  private final Map<String, RulebookFolder> folders = new TreeMap<>();

  private ProposalFile(Path file) {
    this.file = file;
  }

  static Supposed read(Path file, LogReader log)
      throws CommandFailure, IOException, VerificationException {
    ProposalFile proposal = new ProposalFile(file);
    if (Files.isDirectory(file)) {
      proposal.actions.add(adopt(proposal.key(file), Json.object().build()));
    } else {
      for (Json action : list(file, Document.read(file).root())) {
        proposal.add(action);
      }
    }
    return proposal.supposed(log);
  }

  private static List<Json> list(Path file, Json root) throws CommandFailure {
    Json actions =
        root instanceof Json.Obj object ? object.fields().getOrDefault("actions", root) : root;
    if (actions instanceof Json.Arr array) {
      return array.items();
    }
    throw CommandFailure.badInput(file + ": expected a list of actions, such as - amend-charter:");
  }

  private RulebookKey key(Path folder) throws CommandFailure {
    RulebookFolder read = Rulebooks.read(folder);
    RulebookKey key = Rulebooks.compile(folder, read).rulebook().key();
    folders.put(key.toString(), read);
    return key;
  }

  private void add(Json action) throws CommandFailure {
    if (action instanceof Json.Obj named
        && named.fields().get("adopt-rulebook") instanceof Json.Obj adoption
        && adoption.fields().get("folder") instanceof Json.Str folder) {
      Path from = file.resolveSibling(folder.text());
      actions.add(adopt(key(from), adoption));
    } else {
      actions.add(action);
    }
  }

  /** The fields that the folder tells, where the file leaves them out. */
  private static Json adopt(RulebookKey key, Json.Obj given) {
    Map<String, Json> fields = new LinkedHashMap<>(given.fields());
    fields.remove("folder");
    fields.putIfAbsent("rulebook", Json.of(key.id()));
    fields.putIfAbsent("version", Json.of(key.version()));
    fields.putIfAbsent("standing", Json.of("in-force"));
    return Json.object().put("adopt-rulebook", new Json.Obj(fields)).build();
  }

  private Supposed supposed(LogReader log)
      throws CommandFailure, IOException, VerificationException {
    List<Action> read = parsed();
    List<RulebookFolder> texts = new ArrayList<>(folders.values());
    for (Action action : read) {
      if (action instanceof Action.AdoptRulebook adopt) {
        String name = adopt.rulebook() + " " + adopt.version();
        if (!folders.containsKey(name)) {
          texts.add(logged(name, log));
        }
      }
    }
    try {
      return new Supposed(read, texts);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.badInput(file + ": " + e.getMessage());
    }
  }

  /** As strictly as a proposal's. */
  private List<Action> parsed() throws CommandFailure {
    JsonObject propose =
        Json.object()
            .put("log", "any.example/log")
            .put("seq", 1)
            .put("title", Json.object().put("en", "what if").put("zh", "what if").build())
            .put("actions", new Json.Arr(actions));
    try {
      Deliberation.Propose body =
          (Deliberation.Propose) Statement.check(BodyType.PROPOSE, propose.build());
      return body.options().getFirst().actions();
    } catch (VerificationException e) {
      throw CommandFailure.badInput(file + ": " + e.detail());
    }
  }

  private RulebookFolder logged(String name, LogReader log)
      throws CommandFailure, IOException, VerificationException {
    List<RulebookFolder> found = new ArrayList<>();
    log.forEach(
        0,
        (LogReader.EntryVisitor<VerificationException>)
            (index, entry) -> {
              RulebookFolder text = found.isEmpty() ? text(entry) : null;
              if (text != null) {
                if (CompiledRulebook.compile(text).rulebook().key().toString().equals(name)) {
                  found.add(text);
                }
              }
            });
    if (found.isEmpty()) {
      throw CommandFailure.badInput(
          file
              + ": the log has no rulebook "
              + name
              + "; give its text with folder: PATH in adopt-rulebook");
    }
    return found.getFirst();
  }

  private static @org.jspecify.annotations.Nullable RulebookFolder text(Bytes entry)
      throws VerificationException {
    SignedStatement signed = SignedStatement.decode(entry);
    return signed.header().contentType().equals(BodyType.RULEBOOK.contentType())
            && Statement.parse(signed).body() instanceof Body.Rulebook rulebook
        ? rulebook.folder()
        : null;
  }
}
