package dev.comity.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.log.Fsck;
import dev.comity.log.proof.Receipt;
import dev.comity.rules.Bilingual;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that changes its key, and what earlier receipts are worth then. */
class LogKeyRotationTest {
  private static final String ORIGIN = "example.org/rotating";
  private final SigningKey author = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  private final SigningKey next = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  private Path directory;
  private long seq;

  @BeforeEach
  void found(@TempDir Path temporary) throws Exception {
    Json.Obj charter =
        Json.object()
            .put("community", "rotating")
            .put("title", new Bilingual("Rotating", "轮换").toJson())
            .put("purpose", new Bilingual("To change keys", "更换密钥").toJson())
            .put("reducer", 1)
            .put("roles", Json.object().build())
            .put("certificateTerm", "P12M")
            .put("responseWindow", "P14D")
            .build();
    directory =
        Founding.found(
            temporary,
            ORIGIN,
            new Bilingual("Operator", "运营者"),
            charter,
            new SecureRandom(),
            Clock.systemUTC());
  }

  private Community open() throws Exception {
    return Community.open(directory, "rotating", Clock.systemUTC(), true, Optional.empty());
  }

  private Answer.Logged submit(Community community) throws Exception {
    Json.Obj body =
        Json.object()
            .put("name", new Bilingual("Author " + seq, "作者").toJson())
            .put("kind", "organisation")
            .put("key", author.publicKey().toJwk())
            .build();
    Bytes statement =
        new Draft(BodyType.PARTY, author.publicKey().partyId(), body)
            .sign(author, ORIGIN, ++seq, Instant.now())
            .entry();
    return (Answer.Logged) community.submit(statement).get(20, TimeUnit.SECONDS);
  }

  /** Waits for the entry that changes the key, which a start states in the background. */
  private static void awaitKey(Community community, VerificationKey key) throws Exception {
    for (int i = 0; i < 2_000 && !community.logKey().equals(key); i++) {
      Thread.sleep(5);
    }
    assertThat(community.logKey()).isEqualTo(key);
  }

  @Test
  void start_withANextKey_changesToItAndKeepsEarlierReceiptsValid() throws Exception {
    VerificationKey first;
    Answer.Logged early;
    Receipt receipt;
    try (Community community = open()) {
      first = community.logKey();
      early = submit(community);
      receipt = early.receipt();
    }
    KeyFile.write(CommunityFiles.nextLogKey(directory), next);

    try (Community community = open()) {
      awaitKey(community, next.publicKey());
      Answer.Logged late = submit(community);
      late.receipt().verify(late.entry(), next.publicKey());
      receipt.verify(early.entry(), first);
      // Both sign the checkpoint for as long as the earlier key is kept.
      community.checkpoint().requireSignature(first);
      community.checkpoint().requireSignature(next.publicKey());
      assertThat(community.state().policy().orElseThrow().logKeys()).hasSize(2);
    }
    assertThat(CommunityFiles.nextLogKey(directory)).doesNotExist();
    try (Community again = open()) {
      assertThat(again.logKey()).isEqualTo(next.publicKey());
      submit(again);
    }
    Fsck.check(CommunityFiles.log(directory), next.publicKey());
  }

  @Test
  void start_withoutTheEarlierKey_signsWithTheNewOneAlone() throws Exception {
    VerificationKey first;
    try (Community community = open()) {
      first = community.logKey();
      submit(community);
    }
    KeyFile.write(CommunityFiles.nextLogKey(directory), next);
    try (Community community = open()) {
      awaitKey(community, next.publicKey());
      submit(community);
    }
    try (var files = Files.list(CommunityFiles.keys(directory))) {
      for (Path file : files.filter(f -> f.toString().contains("log-outgoing-")).toList()) {
        Files.delete(file);
      }
    }
    try (Community community = open()) {
      submit(community);
      community.checkpoint().requireSignature(next.publicKey());
      assertThatThrownBy(() -> community.checkpoint().requireSignature(first))
          .isInstanceOf(VerificationException.class);
    }
  }

  /** The entry is logged and signed, but a crash comes before the files have their new names. */
  @Test
  void start_afterACrashWithinTheChange_finishesIt() throws Exception {
    Path before = Files.createTempDirectory("keys");
    KeyFile.write(CommunityFiles.nextLogKey(directory), next);
    try (var files = Files.list(CommunityFiles.keys(directory))) {
      for (Path file : files.toList()) {
        Files.copy(file, before.resolve(file.getFileName()));
      }
    }
    try (Community community = open()) {
      awaitKey(community, next.publicKey());
      submit(community);
    }
    try (var files = Files.list(CommunityFiles.keys(directory))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    try (var files = Files.list(before)) {
      for (Path file : files.toList()) {
        Files.move(
            file,
            CommunityFiles.keys(directory).resolve(file.getFileName()),
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (Community community = open()) {
      assertThat(community.logKey()).isEqualTo(next.publicKey());
      submit(community);
      assertThat(community.state().policy().orElseThrow().logKeys()).hasSize(2);
    }
    assertThat(CommunityFiles.nextLogKey(directory)).doesNotExist();
    Fsck.check(CommunityFiles.log(directory), next.publicKey());
  }
}
