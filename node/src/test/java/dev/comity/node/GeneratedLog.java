package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.log.LogReader;
import dev.comity.log.TransparencyLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A sound log of any length, made without a node: a founded community, one party, and then one
 * foreign statement after the other with a party update in every eighth place, all of about 500
 * bytes.
 *
 * <p>As a program it founds a community in a data directory that {@code comity up --data} serves:
 * {@code GeneratedLog DATA ENTRIES}.
 */
final class GeneratedLog {
  static final String ORIGIN = "generated.example/log";
  private static final String FOREIGN = "application/spdx+json";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int BATCH = 16_384;

  private final SigningKey logKey;
  private final SigningKey operator;
  private final SigningKey party;
  private final String padding = "x".repeat(260);
  private long count;
  private long partySeq;

  GeneratedLog(long seed) {
    logKey = key(seed);
    operator = key(seed + 1);
    party = key(seed + 2);
  }

  private static SigningKey key(long seed) {
    return SigningKey.generate(Algorithm.EDDSA, new Seeded(seed));
  }

  /** Keys that are the same every time: never for anything but made-up logs. */
  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final Random random;

    Seeded(long seed) {
      random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }

  /** The next entries of the log. */
  List<Bytes> next(int howMany) {
    List<Bytes> entries = new ArrayList<>(howMany);
    for (int i = 0; i < howMany; i++) {
      entries.add(entry(count++).entry());
    }
    return entries;
  }

  private SignedStatement entry(long index) {
    try {
      if (index == 0) {
        return operator(BodyType.POLICY, policy(), index);
      }
      if (index == 1) {
        return operator(BodyType.CLOCK, Json.object().put("now", START.toString()).build(), index);
      }
      if (index == 2) {
        return operator(BodyType.CHARTER, charter(), index);
      }
      return index == 3 || index % 8 == 0 ? partyUpdate(index) : foreign(index);
    } catch (VerificationException e) {
      throw new IllegalStateException(e.detail(), e);
    }
  }

  private SignedStatement operator(BodyType type, Json.Obj fields, long index)
      throws VerificationException {
    return new Draft(type, "generated", fields).sign(operator, ORIGIN, index + 1, START);
  }

  private Json.Obj policy() {
    return Json.object()
        .put("logKey", logKey.publicKey().toJwk())
        .put("operatorKey", operator.publicKey().toJwk())
        .put("operatorName", name("operator"))
        .put("algorithms", Json.strings(List.of("EdDSA", "ES256")))
        .build();
  }

  private static Json.Obj charter() {
    return Json.object()
        .put("community", "generated")
        .put("title", name("generated"))
        .put("purpose", name("to be long"))
        .put("reducer", 1)
        .put("roles", Json.object().build())
        .put("certificateTerm", "P1Y")
        .put("responseWindow", "P14D")
        .put("opaqueContentTypes", Json.strings(List.of(FOREIGN)))
        .build();
  }

  private static Json.Obj name(String text) {
    return Json.object().put("en", text).put("zh", text).build();
  }

  private SignedStatement partyUpdate(long index) throws VerificationException {
    Json.Obj fields =
        Json.object()
            .put("name", name("party at " + index))
            .put("kind", "organisation")
            .put("key", party.publicKey().toJwk())
            .build();
    return new Draft(BodyType.PARTY, party.publicKey().partyId(), fields)
        .sign(party, ORIGIN, ++partySeq, START);
  }

  private SignedStatement foreign(long index) {
    return SignedStatement.sign(
        party,
        FOREIGN,
        party.publicKey().partyId(),
        "document-" + index,
        START.getEpochSecond(),
        Bytes.utf8("{\"n\":" + index + ",\"padding\":\"" + padding + "\"}"));
  }

  /** Writes {@code entries} as a log of its own, whether they belong or not. */
  static LogReader write(Path directory, List<Bytes> entries) throws IOException {
    try (TransparencyLog log =
        TransparencyLog.create(directory, ORIGIN, key(0), entries.getFirst())) {
      log.append(entries.subList(1, entries.size()));
      return log.snapshot();
    }
  }

  /** Founds a community in {@code data} with the first entries of this log. */
  static void found(Path data, long seed, List<Bytes> entries) throws IOException {
    new GeneratedLog(seed).found(data, entries.size(), entries::subList);
  }

  /** Where the entries come from that a community is founded with. */
  private interface Source {
    List<Bytes> entries(int from, int to);
  }

  private void found(Path data, int size, Source source) throws IOException {
    Path directory = data.resolve("communities").resolve("generated");
    Files.createDirectories(directory);
    new CommunityKeys(logKey, operator).write(directory);
    try (TransparencyLog log =
        TransparencyLog.create(
            CommunityFiles.log(directory), ORIGIN, logKey, source.entries(0, 1).getFirst())) {
      for (int from = 1; from < size; from += BATCH) {
        log.append(source.entries(from, Math.min(from + BATCH, size)));
      }
    }
    CommunityFiles.describe(directory, ORIGIN);
  }

  public static void main(String[] arguments) throws IOException {
    NativeCrypto.choose();
    GeneratedLog log = new GeneratedLog(1);
    log.found(
        Path.of(arguments[0]), Integer.parseInt(arguments[1]), (from, to) -> log.next(to - from));
  }
}
