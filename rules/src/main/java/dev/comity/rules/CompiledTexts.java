package dev.comity.rules;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rulebooks compiled lately, by the digest of their text: the same text compiles to the same
 * rulebook, so nobody can tell a kept one from a new one but by the time it takes. Communities that
 * share a rulebook, fixtures, replays and snapshots ask for the same text again and again.
 *
 * <p>Holds at most {@value #MOST}; the one not asked for the longest gives way. Failures are not
 * kept.
 */
final class CompiledTexts {
  private static final int MOST = 256;
  private static final Map<Hash, CompiledRulebook> KEPT =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, CompiledRulebook> eldest) {
          return size() > MOST;
        }
      };

  private CompiledTexts() {}

  /** Compiles a text that is not kept. */
  @FunctionalInterface
  interface Compiler {
    CompiledRulebook compile() throws VerificationException;
  }

  /** Two threads that ask for a new text at once both compile it. */
  static CompiledRulebook of(Hash text, Compiler compiler) throws VerificationException {
    CompiledRulebook kept = kept(text);
    if (kept != null) {
      return kept;
    }
    CompiledRulebook compiled = compiler.compile();
    synchronized (KEPT) {
      KEPT.put(text, compiled);
    }
    return compiled;
  }

  private static @Nullable CompiledRulebook kept(Hash text) {
    synchronized (KEPT) {
      return KEPT.get(text);
    }
  }
}
