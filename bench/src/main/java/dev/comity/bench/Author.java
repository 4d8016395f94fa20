package dev.comity.bench;

import dev.comity.core.Bytes;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * One party with a fresh key. Its first statement declares it; the others give it another name, or
 * are opaque. Every body has {@value #BODY_SIZE} bytes.
 */
public final class Author {
  static final int BODY_SIZE = 500;
  private static final String PARTY = "application/vnd.comity.party+json";

  private final SigningKey key;
  private final String party;
  private final String bodyStart;
  private final String bodyEnd;
  private final Optional<String> opaqueType;
  private final long issuedAt;
  private final Queue<Bytes> ahead = new ArrayDeque<>();
  private long seq;

  /**
   * @param origin of the log
   * @param opaqueType content type of the statements after the first
   */
  public Author(SigningKey key, String origin, Optional<String> opaqueType, long issuedAt) {
    this.key = key;
    this.party = key.publicKey().partyId();
    this.opaqueType = opaqueType;
    this.issuedAt = issuedAt;
    this.bodyStart = "{\"log\":" + Json.of(origin).compact() + ",\"seq\":";
    this.bodyEnd = "\"},\"kind\":\"node\",\"key\":" + key.publicKey().toJwk().compact() + "}";
  }

  /** Signs {@code count} more statements than wait already. */
  void signAhead(int count) {
    for (int i = 0; i < count; i++) {
      ahead.add(signed().entry());
    }
  }

  boolean hasSigned() {
    return !ahead.isEmpty();
  }

  /** The next statement, signed before or now. */
  public Bytes next() {
    Bytes entry = ahead.poll();
    return entry == null ? signed().entry() : entry;
  }

  /** The next statement, signed now. */
  public SignedStatement signed() {
    seq++;
    boolean opaque = seq > 1 && opaqueType.isPresent();
    return SignedStatement.sign(
        key,
        opaque ? opaqueType.orElseThrow() : PARTY,
        party,
        "bench",
        issuedAt,
        Bytes.of((opaque ? opaqueBody() : partyBody()).getBytes(StandardCharsets.US_ASCII)));
  }

  private String partyBody() {
    return padded(bodyStart + seq + ",\"name\":{\"zh\":\"bench\",\"en\":\"", bodyEnd);
  }

  private String opaqueBody() {
    return padded("bench " + seq + " ", "");
  }

  private static String padded(String start, String end) {
    int room = BODY_SIZE - start.length() - end.length();
    if (room < 1) {
      throw new IllegalArgumentException("the log's origin leaves no room in the body");
    }
    return start + "x".repeat(room) + end;
  }
}
