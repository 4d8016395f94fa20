package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Checkpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.NaiveTree;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What submitters, witnesses and the public were told about one log, kept outside of it, and what
 * of it turned out not to be so. Roots are recomputed by {@link NaiveTree}.
 */
final class Ledger {
  /** Entries said to be durable, and their leaf hashes. */
  private final List<Bytes> entries = new ArrayList<>();

  private final List<Hash> leaves = new ArrayList<>();
  private final Map<Long, Hash> roots = new HashMap<>();

  /** The batch about which nothing has been said yet: all of it may be in the log, or nothing. */
  private List<Bytes> pending = List.of();

  /** Signed heads that have left the process, or may have. */
  private final Set<Checkpoint> heads = new LinkedHashSet<>();

  private final List<Acknowledged> acknowledged = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private long acknowledgedCount;
  private long lostCount;
  private long forkCount;

  /** Receipts for {@code batch} under {@code head}. */
  private record Acknowledged(Checkpoint head, long firstIndex, List<Bytes> batch) {}

  long acknowledgedCount() {
    return acknowledgedCount;
  }

  long lostCount() {
    return lostCount;
  }

  long forkCount() {
    return forkCount;
  }

  List<String> failures() {
    return failures;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  long size() {
    return entries.size();
  }

  /** {@code batch} is about to be appended. */
  void attempt(List<Bytes> batch) {
    pending = batch;
  }

  /** The attempted batch was said to be durable. */
  void durable() {
    add(pending);
    pending = List.of();
  }

  private void add(List<Bytes> batch) {
    entries.addAll(batch);
    batch.forEach(entry -> leaves.add(Hash.of(Bytes.of((byte) 0), entry)));
  }

  /** Somebody may have seen this head. */
  void out(SignedCheckpoint head) {
    heads.add(head.checkpoint());
  }

  /** The log itself is not as it should be; whatever was acknowledged cannot be relied on. */
  void broken(String why) {
    lostCount += Math.max(1, acknowledgedCount);
    failures.add(why);
  }

  private void lost(long count, String why) {
    lostCount += count;
    failures.add(why);
  }

  /** Every receipt is checked, the signature of their root once. */
  void acknowledge(TransparencyLog.Appended appended, VerificationKey key)
      throws IOException, VerificationException {
    durable();
    Checkpoint head = appended.checkpoint().checkpoint();
    List<Receipt> receipts = appended.receipts();
    Bytes signature = CoseSign1.decode(receipts.getFirst().encode()).signature();
    receipts.getFirst().verify(appended.entries().getFirst(), key).requireIn(head);
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      receipt.proof().verify(leaves.get((int) appended.firstIndex() + i), head.root());
      if (receipt.proof().leafIndex() != appended.firstIndex() + i
          || receipt.proof().treeSize() != head.size()
          || !CoseSign1.decode(receipt.encode()).signature().equals(signature)) {
        broken("receipt " + i + " is not for its entry");
      }
    }
    acknowledged.add(new Acknowledged(head, appended.firstIndex(), appended.entries()));
    acknowledgedCount += receipts.size();
    out(appended.checkpoint());
  }

  /** Compares a log that was just opened with all that was ever said about it. */
  void compare(TransparencyLog log) throws IOException {
    List<Bytes> found = new ArrayList<>();
    log.durable().forEach(0, (index, entry) -> found.add(entry));
    int same = 0;
    while (same < Math.min(found.size(), entries.size())
        && found.get(same).equals(entries.get(same))) {
      same++;
    }
    List<Bytes> more = found.subList(same, found.size());
    if (same < entries.size()) {
      lost(entries.size() - same, "durable up to " + entries.size() + ", found up to " + same);
      truncate(same);
    } else if (!more.isEmpty() && !more.equals(pending)) {
      broken("holds " + more.size() + " entries that were not appended as one batch");
    }
    add(more);
    pending = List.of();
    requireReceipts();
    requireHeads(log.durable());
  }

  private void truncate(int size) {
    entries.subList(size, entries.size()).clear();
    leaves.subList(size, leaves.size()).clear();
    roots.keySet().removeIf(key -> key > size);
  }

  /** Null beyond the end. */
  private @Nullable Hash root(long size) {
    return size > leaves.size()
        ? null
        : roots.computeIfAbsent(size, key -> NaiveTree.root(leaves.subList(0, key.intValue())));
  }

  private void requireReceipts() {
    acknowledged.removeIf(
        receipts -> {
          int first = (int) receipts.firstIndex();
          int end = first + receipts.batch().size();
          boolean holds =
              end <= entries.size()
                  && entries.subList(first, end).equals(receipts.batch())
                  && receipts.head().root().equals(root(receipts.head().size()));
          if (!holds) {
            lost(receipts.batch().size(), "receipts under size " + receipts.head().size());
          }
          return !holds;
        });
  }

  /**
   * Each head that went out is one of a single growing tree, so each pair of them is consistent.
   */
  private void requireHeads(LogReader now) {
    heads.removeIf(
        head -> {
          boolean extended = head.root().equals(root(head.size())) && isProved(head, now);
          if (!extended) {
            forkCount++;
            failures.add("size " + leaves.size() + " does not extend the head of " + head.size());
          }
          return !extended;
        });
  }

  private static boolean isProved(Checkpoint head, LogReader now) {
    try {
      ConsistencyProof proof = now.consistencyProof(head.size());
      proof.verify(head.root(), now.checkpoint().checkpoint().root());
      return true;
    } catch (VerificationException | IOException e) {
      return false;
    }
  }

  /** What the public reads, from its files. */
  void compareWithPublic(Disk disk, TransparencyLog log) throws IOException {
    try {
      Fsck.Report report = Fsck.check(disk, Logs.DIRECTORY, Optional.empty());
      boolean older = report.checkpoint().checkpoint().size() < log.size();
      if (!report.checkpoint().equals(log.checkpoint())
          || !(older || report.strayFiles().isEmpty())) {
        broken("published " + report);
      }
      log.snapshot().entry(log.snapshot().size() - 1);
    } catch (VerificationException e) {
      broken("fsck: " + e.detail());
    } catch (IOException e) {
      broken("the published log is not readable: " + e);
    }
  }
}
