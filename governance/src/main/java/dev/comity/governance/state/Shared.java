package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.rules.RulebookFolder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a state holds many times: in force or current, and under every decision that rested on it.
 * Of a rulebook's text the JSON says the digest each time and the text once; other values it
 * repeats, and they become one object again when they are read.
 */
final class Shared {
  private final IdentityHashMap<RulebookFolder, Hash> digests = new IdentityHashMap<>();
  private final Map<Hash, RulebookFolder> texts = new HashMap<>();
  private final List<RulebookFolder> fresh = new ArrayList<>();
  private final Map<Object, Object> values = new HashMap<>();

  /** Remembers a rulebook's text; the digest is computed once per object. */
  Hash add(RulebookFolder text) {
    Hash known = digests.get(text);
    if (known != null) {
      return known;
    }
    Hash digest = text.digest();
    digests.put(text, digest);
    if (texts.putIfAbsent(digest, text) == null) {
      fresh.add(text);
    }
    return digest;
  }

  /** The texts added since the last call. */
  List<RulebookFolder> fresh() {
    List<RulebookFolder> taken = List.copyOf(fresh);
    fresh.clear();
    return taken;
  }

  /** Always the same object for the same text. */
  RulebookFolder text(Hash digest, String path) throws VerificationException {
    RulebookFolder text = texts.get(digest);
    if (text == null) {
      throw VerificationException.malformed(path + ": the rulebook text " + digest + " is missing");
    }
    return text;
  }

  /** The first value that was equal to {@code value}. */
  Object same(Object value) {
    Object first = values.putIfAbsent(value, value);
    return first == null ? value : first;
  }
}
