package dev.comity.governance.state;

import dev.comity.core.Hash;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A certificate of another community as its latest imported decision says.
 *
 * @param index the entry of the import here
 * @param foreignIndex the entry of the decision there
 * @param treeSize of the receipt: how far the other log had come
 * @param decidedAt by the other log's time
 * @param scope areas
 * @param findings status by {@code <rulebook>/<requirement>} of what counted there
 * @param rulebooks the statement that carries each, by rulebook id
 */
public record ForeignState(
    String log,
    String certificate,
    String system,
    String version,
    Hash statement,
    long index,
    long foreignIndex,
    long treeSize,
    Instant importedAt,
    Instant decidedAt,
    Instant validUntil,
    String status,
    SortedSet<String> scope,
    SortedMap<String, String> findings,
    SortedMap<String, String> rulebooks) {
  public ForeignState {
    scope = Collections.unmodifiableSortedSet(new TreeSet<>(scope));
    findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
    rulebooks = Collections.unmodifiableSortedMap(new TreeMap<>(rulebooks));
  }

  public String name() {
    return log + " " + certificate;
  }
}
