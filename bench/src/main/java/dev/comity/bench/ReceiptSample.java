package dev.comity.bench;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Receipt;
import java.util.ArrayList;
import java.util.List;

/** Keeps every {@value #EVERY}th receipt of a run and verifies them afterwards. */
final class ReceiptSample {
  private static final int EVERY = 50;
  private static final int MOST = 2_000;

  private final CommunityLog log;
  private final List<Pair> kept = new ArrayList<>();
  private long offered;

  private record Pair(Bytes entry, Bytes receipt) {}

  ReceiptSample(CommunityLog log) {
    this.log = log;
  }

  void offer(Bytes entry, Response response) {
    if (offered++ % EVERY == 0 && kept.size() < MOST) {
      kept.add(new Pair(entry, Bytes.of(response.body())));
    }
  }

  int size() {
    return kept.size();
  }

  /** How many do not prove that the log has the entry. */
  int wrong() {
    int wrong = 0;
    for (Pair pair : kept) {
      try {
        Receipt receipt = Receipt.decode(pair.receipt());
        receipt.verify(pair.entry(), log.key());
        if (!receipt.issuer().equals(log.origin())) {
          throw VerificationException.malformed("receipt: issued by " + receipt.issuer());
        }
      } catch (VerificationException e) {
        wrong++;
        System.err.println("receipt: " + String.valueOf(e.getMessage()));
      }
    }
    return wrong;
  }
}
