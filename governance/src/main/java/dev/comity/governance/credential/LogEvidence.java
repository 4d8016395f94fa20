package dev.comity.governance.credential;

import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.util.List;

/**
 * Where the decision is that a credential is about.
 *
 * @param entry index of the decision in {@code log}
 * @param statement id of the decision's statement
 */
public record LogEvidence(String log, long entry, Hash statement) {
  private static final String TYPE = "ComityLogEntry";
  private static final int MAX_LOG = 200;

  Json.Obj toJson() {
    return Json.object()
        .put("type", Json.strings(List.of(TYPE)))
        .put("log", log)
        .put("entry", entry)
        .put("statement", statement.hex())
        .build();
  }

  /** Takes the field {@code evidence}. */
  static LogEvidence read(JsonFields credential) throws VerificationException {
    List<Json> items = credential.list("evidence");
    if (items.size() != 1) {
      throw VerificationException.malformed("credential.evidence: expected one log entry");
    }
    JsonFields fields = JsonFields.of(items.get(0), "credential.evidence[0]");
    if (!fields.texts("type").equals(List.of(TYPE))) {
      throw VerificationException.malformed(fields.path("type") + ": expected [" + TYPE + "]");
    }
    String log = VcFields.plain(fields, "log");
    if (log.length() > MAX_LOG) {
      throw VerificationException.malformed(
          fields.path("log") + ": expected an origin, found " + Utf8.quoted(log));
    }
    LogEvidence read =
        new LogEvidence(log, fields.count("entry"), VcFields.hash(fields, "statement"));
    fields.done();
    return read;
  }
}
