package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.RulebookKey;
import java.util.Optional;

/**
 * A rulebook version in this community.
 *
 * @param folder its exact text
 * @param statement id of the statement that carries it (the foreign one when it is a baseline)
 * @param index the entry that published or imported it here
 * @param publisher who published or imported it here
 * @param parent origin of the log that it was imported from; empty for the community's own
 */
public record RulebookState(
    RulebookFolder folder,
    CompiledRulebook compiled,
    Hash statement,
    long index,
    String publisher,
    Optional<String> parent) {
  public RulebookKey key() {
    return compiled.rulebook().key();
  }

  /** Unique in a state: {@code <rulebook id> <version>}, a baseline's after its parent. */
  public String name() {
    return parent.map(log -> log + " ").orElse("") + key();
  }

  /** Another version of the same rulebook from the same source. */
  public boolean sameSeries(RulebookState other) {
    return parent.equals(other.parent) && key().id().equals(other.key().id());
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "RulebookState[" + name() + ", entry " + index + "]";
  }
}
