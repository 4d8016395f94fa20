package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.Replay;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.log.FileStore;
import dev.comity.log.LogOptions;
import dev.comity.log.LogStore;
import dev.comity.log.TransparencyLog;
import dev.comity.node.postgres.PostgresLogs;
import dev.comity.rules.Bilingual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Founds a community: makes its keys and writes the first entries of its log: policy, clock,
 * charter.
 */
public final class Founding {
  private Founding() {}

  /**
   * Founds a community below {@code communities}. Nothing is left behind as a community when this
   * fails half-way: the directory counts only once its description is written.
   *
   * @param origin the log's name, for example {@code comity.local/floor}
   * @param charter the charter's fields; {@code community} names the directory
   * @return the directory
   */
  public static Path found(
      Path communities,
      String origin,
      Bilingual operatorName,
      Json.Obj charter,
      SecureRandom random,
      Clock clock)
      throws IOException, VerificationException {
    return found(communities, origin, operatorName, charter, random, clock, Optional.empty());
  }

  /**
   * The same with the log in {@code shared}, if that is given, instead of in the directory. Other
   * nodes join with a copy of the directory.
   */
  public static Path found(
      Path communities,
      String origin,
      Bilingual operatorName,
      Json.Obj charter,
      SecureRandom random,
      Clock clock,
      Optional<PostgresLogs> shared)
      throws IOException, VerificationException {
    String slug = slug(charter);
    Path directory = communities.resolve(slug);
    if (CommunityFiles.isCommunity(directory)) {
      throw VerificationException.malformed(
          "community \"" + slug + "\" exists already in " + communities);
    }
    if (Files.exists(directory)) {
      throw VerificationException.malformed(
          directory + ": left over from an unfinished founding; move it away and try again");
    }
    CommunityKeys keys =
        new CommunityKeys(
            SigningKey.generate(Algorithm.EDDSA, random),
            SigningKey.generate(Algorithm.EDDSA, random));
    List<Bytes> entries =
        entries(
            origin, operatorName, charter, keys, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    Files.createDirectories(directory);
    keys.write(directory);
    LogStore store =
        shared.isPresent()
            ? shared.get().require(origin, "")
            : FileStore.open(CommunityFiles.log(directory));
    LogOptions options = LogOptions.of(origin, keys.log());
    try (TransparencyLog log = TransparencyLog.create(store, options, entries.get(0))) {
      log.append(entries.subList(1, entries.size()));
    }
    CommunityFiles.describe(directory, origin, shared.isPresent());
    return directory;
  }

  private static String slug(Json.Obj charter) throws VerificationException {
    if (charter.fields().get("community") instanceof Json.Str slug
        && slug.text().matches("[a-z0-9][a-z0-9-]{0,63}")) {
      return slug.text();
    }
    throw VerificationException.malformed(
        "charter.community: expected a short id such as \"my-community\"");
  }

  /**
   * Replayed before anything is written, so that a charter that the reducer refuses founds nothing.
   */
  private static List<Bytes> entries(
      String origin, Bilingual operatorName, Json.Obj charter, CommunityKeys keys, Instant now)
      throws VerificationException {
    Json.Obj policy =
        Json.object()
            .put("logKey", keys.log().publicKey().toJwk())
            .put("operatorKey", keys.operator().publicKey().toJwk())
            .put("operatorName", operatorName.toJson())
            .put("algorithms", Json.strings(List.of("EdDSA", "ES256", "ES384")))
            .build();
    Json.Obj time = Json.object().put("now", now.toString()).build();
    List<Draft> drafts =
        List.of(
            new Draft(BodyType.POLICY, origin, policy),
            new Draft(BodyType.CLOCK, "clock", time),
            new Draft(BodyType.CHARTER, origin, charter));
    List<Bytes> entries = new ArrayList<>();
    Replay replay = new Replay();
    for (Draft draft : drafts) {
      SignedStatement signed = draft.sign(keys.operator(), origin, entries.size() + 1, now);
      replay.next(signed.entry());
      entries.add(signed.entry());
    }
    return entries;
  }
}
