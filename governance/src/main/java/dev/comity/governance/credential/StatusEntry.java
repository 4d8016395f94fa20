package dev.comity.governance.credential;

import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;

/**
 * Where the status of a credential stands (BitstringStatusListEntry).
 *
 * @param index of the bit: the index of the entry with the request for the certificate, so that
 *     whoever has the passport or the log knows it, and no two certificates share it
 * @param list the address, and id, of the list's credential
 */
public record StatusEntry(StatusPurpose purpose, long index, String list) {
  private static final String TYPE = "BitstringStatusListEntry";

  /** Throws {@link IllegalArgumentException} for an index that no list has, or a bad address. */
  public StatusEntry {
    if (index < 0 || index >= Bitstring.MAX_BITS || !VcFields.isUrl(list)) {
      throw new IllegalArgumentException(
          "expected an index below " + Bitstring.MAX_BITS + " and an http address");
    }
  }

  Json.Obj toJson() {
    return Json.object()
        .put("type", TYPE)
        .put("statusPurpose", purpose.text())
        .put("statusListIndex", Long.toString(index))
        .put("statusListCredential", list)
        .build();
  }

  static StatusEntry read(Json json, String path, StatusPurpose purpose)
      throws VerificationException {
    JsonFields fields = JsonFields.of(json, path);
    VcFields.requireText(fields, "type", TYPE);
    VcFields.requireText(fields, "statusPurpose", purpose.text());
    String index = fields.text("statusListIndex");
    if (!index.matches("0|[1-9][0-9]{0,8}") || Long.parseLong(index) >= Bitstring.MAX_BITS) {
      throw VerificationException.malformed(
          fields.path("statusListIndex")
              + ": expected a whole number below "
              + Bitstring.MAX_BITS
              + " as text, found "
              + Utf8.quoted(index));
    }
    String list = VcFields.url(fields, "statusListCredential");
    fields.done();
    return new StatusEntry(purpose, Long.parseLong(index), list);
  }
}
