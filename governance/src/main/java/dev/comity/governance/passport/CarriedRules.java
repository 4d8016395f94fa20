package dev.comity.governance.passport;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.ImportedRulebook;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.rules.CompiledRulebook;
import java.util.ArrayList;
import java.util.List;

/** The rulebooks that a decision names, compiled from the statements that a passport carries. */
record CarriedRules(CarriedStatements carried, Body.Charter charter) {

  /** Throws, naming the entry, unless each is carried, as named, from somebody who may publish. */
  List<CompiledRulebook> rulebooks(List<Json> named) throws VerificationException {
    List<CompiledRulebook> compiled = new ArrayList<>();
    for (Json item : named) {
      compiled.add(rulebook(JsonFields.of(item, "decision.rulebooks[" + compiled.size() + "]")));
    }
    return compiled;
  }

  private CompiledRulebook rulebook(JsonFields named) throws VerificationException {
    long index = named.count("entry");
    Statement statement = carried.any(index);
    if (!charter.holders("publisher").contains(statement.issuer())) {
      throw mismatch(index, "its issuer has not the role publisher");
    }
    Origin origin = origin(statement, index);
    boolean asNamed =
        named.text("rulebook").equals(origin.compiled().rulebook().key().id())
            && named.text("version").equals(origin.compiled().rulebook().key().version())
            && named.text("statement").equals(origin.statement())
            && named.optionalText("parent").orElse("").equals(origin.parent());
    named.done();
    if (!asNamed) {
      throw mismatch(index, "it is not the rulebook that the decision names");
    }
    return origin.compiled();
  }

  private record Origin(CompiledRulebook compiled, String statement, String parent) {}

  private Origin origin(Statement statement, long index) throws VerificationException {
    try {
      if (statement.body() instanceof Body.Rulebook own) {
        return new Origin(CompiledRulebook.compile(own.folder()), statement.id().hex(), "");
      }
      if (statement.body() instanceof Body.Baseline baseline) {
        ImportedRulebook imported = ImportedRulebook.verify(baseline, charter);
        return new Origin(imported.compiled(), imported.statement().hex(), baseline.parent());
      }
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), "entry " + index + ": " + e.detail());
    }
    throw mismatch(index, "expected a rulebook or baseline statement");
  }

  private static VerificationException mismatch(long index, String detail) {
    return new VerificationException(Code.MISMATCH, "entry " + index + ": " + detail);
  }
}
