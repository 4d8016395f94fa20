package dev.comity.log.witness;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.log.CheckpointFolder;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Pairs of checkpoints that one log signed and that do not fit together, each in a folder of its
 * own: {@code kept.checkpoint} and {@code submitted.checkpoint}, both as the log signed them, and
 * {@code request}, the submission whose proof was tried. Bounded for each log and kind: what comes
 * beyond is not kept.
 */
final class Evidence {
  /** How much a pair proves. */
  enum Kind {
    /** One size, two roots, both signed: the log has lied, whoever submitted it. */
    SPLIT_VIEW,
    /**
     * Signed, but the proof that came with it fails: a lie of the log, or only a wrong proof, which
     * anybody can send. Whoever looks asks the log for a right one.
     */
    UNPROVED;

    private String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Folders for each log and kind. */
  static final int MAX_KEPT = 100;

  private final CheckpointFolder folder;
  private final Set<String> names = new ConcurrentSkipListSet<>(Comparator.naturalOrder());

  Evidence(CheckpointFolder folder) throws IOException {
    this.folder = folder;
    names.addAll(folder.evidence());
  }

  /**
   * Durable when it returns. Both checkpoints must be signed by the log, and hold no signature that
   * a stranger may have added. False if the pair is kept already, or too many are.
   */
  boolean keep(Kind kind, SignedCheckpoint kept, SignedCheckpoint submitted, AddCheckpoint request)
      throws IOException {
    String series = kind.text() + "-" + digest(kept.checkpoint().origin()) + "-";
    String name = series + digest(kept.checkpoint().text() + submitted.checkpoint().text());
    long same = names.stream().filter(other -> other.startsWith(series)).count();
    if (names.contains(name) || same >= MAX_KEPT) {
      return false;
    }
    Map<String, Bytes> files = new LinkedHashMap<>();
    files.put("kept.checkpoint", kept.encode());
    files.put("request", new AddCheckpoint(request.oldSize(), request.path(), submitted).encode());
    files.put("submitted.checkpoint", submitted.encode());
    folder.keepEvidence(name, files);
    return names.add(name);
  }

  private static String digest(String text) {
    return Hash.of(Bytes.utf8(text)).hex().substring(0, 32);
  }

  /** The pairs kept. */
  long count(Kind kind) {
    return names.stream().filter(name -> name.startsWith(kind.text() + "-")).count();
  }
}
