package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.RulebookKey;
import dev.comity.rules.RulebookStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A rulebook version in this community.
 *
 * @param folder its exact text
 * @param compiled with the standing that a vote gave it
 * @param statement id of the statement that carries it (the foreign one when it is a baseline)
 * @param index the entry that published or imported it here
 * @param publisher who published or imported it here
 * @param parent origin of the log that it was imported from; empty for the community's own
 * @param source origin of the log that first had it, when that is another than {@code parent}
 * @param vote what the members made of it; empty where publishing is enough
 * @param emergency the measure that enforces it meanwhile
 * @param graceUntil until when certificates that it no longer carries stay conditional
 */
public record RulebookState(
    RulebookFolder folder,
    CompiledRulebook compiled,
    Hash statement,
    long index,
    String publisher,
    Optional<String> parent,
    Optional<String> source,
    Optional<Adoption> vote,
    Optional<Hash> emergency,
    Optional<Instant> graceUntil) {

  /**
   * The standing that a vote gave it.
   *
   * @param status {@code DRAFT} while it is only tabled
   * @param index the entry that gave it
   * @param from the first day in force, if later than the text's
   */
  public record Adoption(RulebookStatus status, long index, Optional<LocalDate> from) {}

  /** {@code compiled} with what the vote and the emergency make of it. */
  public static CompiledRulebook standing(
      CompiledRulebook text, Optional<Adoption> vote, Optional<Hash> emergency) {
    if (emergency.isPresent()) {
      return text.with(RulebookStatus.IN_FORCE, LocalDate.EPOCH);
    }
    return vote.map(adopted -> text.with(adopted.status(), adopted.from().orElse(LocalDate.EPOCH)))
        .orElse(text);
  }

  /** The same text under another vote or emergency; {@code text} is its own compilation. */
  public RulebookState under(
      CompiledRulebook text,
      Optional<Adoption> nextVote,
      Optional<Hash> nextEmergency,
      Optional<Instant> nextGrace) {
    return new RulebookState(
        folder,
        standing(text, nextVote, nextEmergency),
        statement,
        index,
        publisher,
        parent,
        source,
        nextVote,
        nextEmergency,
        nextGrace);
  }

  public RulebookKey key() {
    return compiled.rulebook().key();
  }

  /** Unique in a state: {@code <rulebook id> <version>}, a baseline's after its parent. */
  public String name() {
    return parent.map(log -> log + " ").orElse("")
        + source.map(log -> log + " ").orElse("")
        + key();
  }

  /** Another version of the same rulebook from the same source. */
  public boolean sameSeries(RulebookState other) {
    return parent.equals(other.parent)
        && source.equals(other.source)
        && key().id().equals(other.key().id());
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "RulebookState[" + name() + ", entry " + index + "]";
  }
}
