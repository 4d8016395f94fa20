package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import java.time.Instant;
import java.util.Optional;

/**
 * A rulebook with the digest of its text in the place of the text. What was compiled is compiled
 * again: it is a function of the text.
 */
final class RulebookCodec implements Codec {
  /** What is written of a {@link RulebookState}. */
  record Written(
      Hash text,
      Hash statement,
      long index,
      String publisher,
      Optional<String> parent,
      Optional<String> source,
      Optional<RulebookState.Adoption> vote,
      Optional<Hash> emergency,
      Optional<Instant> graceUntil) {}

  @Override
  public Json encode(Object value, Shared shared) {
    RulebookState rulebook = (RulebookState) value;
    return Form.WRITTEN.encode(
        new Written(
            shared.add(rulebook.folder()),
            rulebook.statement(),
            rulebook.index(),
            rulebook.publisher(),
            rulebook.parent(),
            rulebook.source(),
            rulebook.vote(),
            rulebook.emergency(),
            rulebook.graceUntil()),
        shared);
  }

  @Override
  public Object decode(Json value, String path, Shared shared) throws VerificationException {
    Written written = (Written) Form.WRITTEN.decode(value, path, shared);
    RulebookFolder folder = shared.text(written.text(), path);
    return new RulebookState(
        folder,
        RulebookState.standing(
            CompiledRulebook.compile(folder), written.vote(), written.emergency()),
        written.statement(),
        written.index(),
        written.publisher(),
        written.parent(),
        written.source(),
        written.vote(),
        written.emergency(),
        written.graceUntil());
  }

  /** Made when first used, since {@link Codecs} holds this codec itself. */
  private static final class Form {
    static final RecordCodec WRITTEN = RecordCodec.of(Written.class);
  }
}
