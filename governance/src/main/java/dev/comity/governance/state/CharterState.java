package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Body;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The charter in force.
 *
 * @param source its JSON without log and sequence number; amendments are merged into it
 * @param index the entry that founded the community
 * @param amendments the executed ones, in order
 */
public record CharterState(
    Body.Charter charter,
    Json source,
    Hash id,
    long index,
    Instant foundedAt,
    List<Amendment> amendments) {
  public CharterState {
    amendments = List.copyOf(amendments);
  }

  /**
   * An executed amendment.
   *
   * @param proposal the entry that proposed it
   * @param index the entry at which it took force
   */
  public record Amendment(long proposal, long index) {}

  /** The entry since which the charter reads as it does. */
  public long since() {
    return amendments.isEmpty() ? index : amendments.getLast().index();
  }

  public CharterState amended(Body.Charter next, Json nextSource, Amendment by) {
    List<Amendment> more = new ArrayList<>(amendments);
    more.add(by);
    return new CharterState(next, nextSource, id, index, foundedAt, more);
  }
}
