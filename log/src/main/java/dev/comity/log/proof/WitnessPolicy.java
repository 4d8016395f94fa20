package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which cosignatures make a checkpoint count (C2SP tlog-policy): named witnesses, groups of which k
 * members must have witnessed, and the one witness or group that decides.
 *
 * <pre>
 * # the logs that count, optional
 * log example.org/log+…
 * witness a a.example/w+… https://a.example/w
 * witness b b.example/w+…
 * group both all a b
 * quorum both
 * </pre>
 */
public final class WitnessPolicy {
  public static final int MAX_SIZE = 131_072;

  /** Logs, witnesses and groups at most, of each kind. */
  public static final int MAX_DEFINITIONS = 64;

  /** Asks for no cosignature and lists nothing. */
  public static final WitnessPolicy NONE =
      new WitnessPolicy(List.of(), List.of(), List.of(), Optional.empty());

  private final List<Log> logs;
  private final List<Witness> witnesses;
  private final List<Group> groups;
  private final Optional<String> quorum;

  /** A log whose checkpoints count; its key's name is its origin. */
  public record Log(NoteKey key, Optional<String> url) {}

  /**
   * A witness under the name that it has in the policy, which need not be its key's.
   *
   * @param url for those who ask it: its submission prefix (C2SP tlog-witness)
   */
  public record Witness(String name, NoteKey key, Optional<String> url) {}

  /** Has witnessed when at least {@code threshold} of the members have. */
  public record Group(String name, int threshold, List<String> members) {
    public Group {
      members = List.copyOf(members);
    }
  }

  /**
   * What a policy says of a checkpoint.
   *
   * @param cosignatures those that verify, by the witness's name in the policy
   */
  public record Verdict(boolean satisfied, SortedMap<String, Cosignature> cosignatures) {
    public Verdict {
      cosignatures = Collections.unmodifiableSortedMap(new TreeMap<>(cosignatures));
    }
  }

  /** For the parser, which has checked names, references and thresholds. */
  WitnessPolicy(
      List<Log> logs, List<Witness> witnesses, List<Group> groups, Optional<String> quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = List.copyOf(witnesses);
    this.groups = List.copyOf(groups);
    this.quorum = quorum;
  }

  /** Throws {@code MALFORMED}, naming the line, or {@code TOO_LARGE}. */
  public static WitnessPolicy parse(Bytes file) throws VerificationException {
    return new WitnessPolicyParser().parse(file);
  }

  public List<Log> logs() {
    return logs;
  }

  public List<Witness> witnesses() {
    return witnesses;
  }

  public List<Group> groups() {
    return groups;
  }

  /** The witness or group that decides; empty for {@code quorum none}. */
  public Optional<String> quorum() {
    return quorum;
  }

  /** Whether cosignatures of these witnesses suffice. */
  public boolean isQuorum(Set<String> witnessNames) {
    if (quorum.isEmpty()) {
      return true;
    }
    Set<String> witnessed = new HashSet<>(witnessNames);
    // A group names only what was defined before it, so one pass in order is enough.
    for (Group group : groups) {
      if (group.members().stream().filter(witnessed::contains).count() >= group.threshold()) {
        witnessed.add(group.name());
      }
    }
    return witnessed.contains(quorum.get());
  }

  /** Throws {@code BAD_SIGNATURE} when a cosignature of a listed witness does not verify. */
  public Verdict judge(SignedCheckpoint checkpoint) throws VerificationException {
    SortedMap<String, Cosignature> found = new TreeMap<>();
    for (Witness witness : witnesses) {
      Optional<Cosignature> cosignature = checkpoint.cosignature(witness.key());
      if (cosignature.isPresent()) {
        found.put(witness.name(), cosignature.get());
      }
    }
    return new Verdict(isQuorum(found.keySet()), found);
  }

  /** Throws as {@link #judge} does, and {@code MISMATCH} when the cosignatures do not suffice. */
  public Verdict requireQuorum(SignedCheckpoint checkpoint) throws VerificationException {
    Verdict verdict = judge(checkpoint);
    if (verdict.satisfied()) {
      return verdict;
    }
    Set<String> found = verdict.cosignatures().keySet();
    throw new VerificationException(
        Code.MISMATCH,
        "witness policy: not enough cosignatures for "
            + quorum.orElse("none")
            + "; found "
            + (found.isEmpty() ? "none" : "those of " + String.join(", ", found)));
  }

  /** Throws unless a listed log signed {@code checkpoint} under its own name. */
  public void requireLog(SignedCheckpoint checkpoint) throws VerificationException {
    String origin = checkpoint.checkpoint().origin();
    for (Log log : logs) {
      if (log.key().name().equals(origin)
          && checkpoint.note().signatures().stream().anyMatch(log.key()::claims)) {
        checkpoint.requireLog(log.key());
        return;
      }
    }
    throw new VerificationException(
        Code.UNKNOWN_KEY,
        "witness policy: no listed log signed this checkpoint of " + Utf8.shown(origin));
  }
}
