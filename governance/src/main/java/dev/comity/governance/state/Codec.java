package dev.comity.governance.state;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;

/**
 * One type's form in JSON, both ways: {@code decode(encode(v))} equals {@code v}, and what {@link
 * #encode} would not write is refused. Values are typed by {@link Codecs}, which builds the codecs
 * from the records themselves.
 */
interface Codec {
  /** Texts that the value refers to are added to {@code shared}. */
  Json encode(Object value, Shared shared);

  /**
   * Throws {@code MALFORMED}, naming {@code path}; texts that the value refers to must be in {@code
   * shared}.
   */
  Object decode(Json value, String path, Shared shared) throws VerificationException;
}
