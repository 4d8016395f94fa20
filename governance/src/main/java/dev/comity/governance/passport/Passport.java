package dev.comity.governance.passport;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonParser;
import java.util.ArrayList;
import java.util.List;

/**
 * One file that carries a decision: the entries that it rests on, each with the log's receipt, and
 * the checkpoint that all receipts lead to.
 *
 * @param decisionIndex which of the entries is the decision
 * @param checkpoint the signed note
 */
public record Passport(
    String log, VerificationKey logKey, long decisionIndex, String checkpoint, List<Item> entries) {
  public static final String FORMAT = "comity-passport/1";

  /**
   * The largest passport that is read: 1,000 entries of the largest size would not fit, real ones
   * do by far.
   */
  public static final int MAX_SIZE = 8_000_000;

  private static final int MAX_ENTRIES = 1_000;

  public Passport {
    entries = List.copyOf(entries);
  }

  /** An entry at its index, with the log's receipt for it. */
  public record Item(long index, Bytes entry, Bytes receipt) {}

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}, naming the field. */
  public static Passport parse(Bytes file) throws VerificationException {
    if (file.size() > MAX_SIZE) {
      throw new VerificationException(
          VerificationException.Code.TOO_LARGE,
          "a passport has at most " + MAX_SIZE + " bytes, this one has " + file.size());
    }
    JsonFields fields = JsonFields.of(JsonParser.parse(file), "passport");
    String format = fields.text("format");
    if (!format.equals(FORMAT)) {
      throw VerificationException.malformed(
          "passport.format: expected \"" + FORMAT + "\", found \"" + format + "\"");
    }
    Passport passport =
        new Passport(
            fields.text("log"),
            VerificationKey.fromJwk(fields.required("logKey"), "passport.logKey"),
            fields.count("decision"),
            fields.text("checkpoint"),
            items(fields.list("entries")));
    fields.done();
    return passport;
  }

  private static List<Item> items(List<Json> list) throws VerificationException {
    if (list.size() > MAX_ENTRIES) {
      throw VerificationException.malformed("passport.entries: more than " + MAX_ENTRIES);
    }
    List<Item> items = new ArrayList<>();
    for (Json json : list) {
      JsonFields fields = JsonFields.of(json, "passport.entries[" + items.size() + "]");
      items.add(
          new Item(fields.count("index"), base64(fields, "entry"), base64(fields, "receipt")));
      fields.done();
    }
    return items;
  }

  private static Bytes base64(JsonFields fields, String name) throws VerificationException {
    try {
      return Bytes.fromBase64(fields.text(name));
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(fields.path(name) + ": expected canonical base64");
    }
  }

  public Json.Obj toJson() {
    return Json.object()
        .put("format", FORMAT)
        .put("log", log)
        .put("logKey", logKey.toJwk())
        .put("decision", decisionIndex)
        .put("checkpoint", checkpoint)
        .put(
            "entries",
            new Json.Arr(
                entries.stream()
                    .<Json>map(
                        item ->
                            Json.object()
                                .put("index", item.index())
                                .put("entry", item.entry().base64())
                                .put("receipt", item.receipt().base64())
                                .build())
                    .toList()))
        .build();
  }

  /** Without the bytes. */
  @Override
  public String toString() {
    return "Passport[%s, decision %d, %d entries]".formatted(log, decisionIndex, entries.size());
  }
}
