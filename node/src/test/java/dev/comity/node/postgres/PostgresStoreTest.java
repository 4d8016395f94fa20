package dev.comity.node.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.LogOptions;
import dev.comity.log.LogStore;
import dev.comity.log.LogStoreContract;
import dev.comity.log.TransparencyLog;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The contract, asked of PostgreSQL, and what is PostgreSQL's own. */
class PostgresStoreTest extends LogStoreContract {
  private static final SigningKey KEY = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());

  private static PostgresLogs logs;

  @BeforeAll
  static void connect() throws Exception {
    logs = PostgresLogs.open(TestDatabase.url());
  }

  @AfterAll
  static void disconnect() {
    logs.close();
  }

  @BeforeEach
  void forget() throws Exception {
    TestDatabase.forget(ORIGIN);
    TestDatabase.forget("other");
  }

  @Override
  protected LogStore openStore() throws Exception {
    return logs.require(ORIGIN, "http://test");
  }

  @Override
  protected void depose(LogStore owner) throws Exception {
    TestDatabase.expireLease(ORIGIN);
  }

  @Test
  void logs_inOneDatabase_doNotMeet() throws Exception {
    TransparencyLog first = create(ORIGIN, "first");
    TransparencyLog second = create("other", "second");
    first.append(List.of(Bytes.utf8("more")));
    assertThat(first.snapshot().entry(0)).isEqualTo(Bytes.utf8("first"));
    assertThat(second.snapshot().entry(0)).isEqualTo(Bytes.utf8("second"));
    assertThat(second.size()).isEqualTo(1);
    first.close();
    second.close();
  }

  private static TransparencyLog create(String origin, String policy) throws IOException {
    return TransparencyLog.create(
        logs.require(origin, "http://test"), LogOptions.of(origin, KEY), Bytes.utf8(policy));
  }

  @Test
  void claim_whileTheLeaseRuns_isEmptyAndTheHeadNamesTheOwner() throws Exception {
    try (PostgresStore store = logs.claim(ORIGIN, "http://a.example").orElseThrow()) {
      assertThat(logs.claim(ORIGIN, "http://b.example")).isEmpty();
      Head head = logs.head(ORIGIN).orElseThrow();
      assertThat(head.holder()).isEqualTo("http://a.example");
      assertThat(head.free()).isFalse();
      assertThat(store.isHeld()).isTrue();
    }
    assertThat(logs.head(ORIGIN).orElseThrow().free()).isTrue();
    logs.claim(ORIGIN, "http://b.example").orElseThrow().close();
  }

  @Test
  void deposedOwner_learnsOfIt() throws Exception {
    PostgresStore old = logs.claim(ORIGIN, "http://a.example").orElseThrow();
    TestDatabase.expireLease(ORIGIN);
    try (PostgresStore next = logs.claim(ORIGIN, "http://b.example").orElseThrow()) {
      assertThatThrownBy(() -> old.restore(0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("does not own the log " + ORIGIN);
      assertThat(old.isHeld()).isFalse();
      old.close();
      assertThat(logs.head(ORIGIN).orElseThrow().free()).isFalse();
      next.restore(0);
    }
  }

  @Test
  void source_readsWithoutOwning() throws Exception {
    try (TransparencyLog log = create(ORIGIN, "first")) {
      assertThat(logs.source(ORIGIN).fetch("checkpoint")).isEqualTo(log.checkpoint().encode());
      assertThatThrownBy(() -> logs.source(ORIGIN).fetch("tile/0/001"))
          .isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> logs.source("nobody").fetch("checkpoint"))
          .isInstanceOf(NoSuchFileException.class);
      assertThat(logs.head("nobody")).isEqualTo(Optional.empty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "postgres://localhost/comity",
    "jdbc:postgresql:comity",
    "jdbc:postgresql://localhost",
    "jdbc:mysql://localhost/comity?user=me&password=secret"
  })
  void url_thatIsNone_isRefusedInOneLine(String url) {
    assertThatThrownBy(() -> DatabaseUrl.parse(url))
        .isInstanceOf(VerificationException.class)
        .hasMessageStartingWith("--database: expected jdbc:postgresql://HOST")
        .hasMessageNotContaining("secret");
  }

  @Test
  void open_whenNobodyListens_saysWhatToDo() throws Exception {
    DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://localhost:1/comity?password=secret");
    assertThatThrownBy(() -> PostgresLogs.open(url))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("--database: jdbc:postgresql://localhost:1/comity?…: ")
        .hasMessageEndingWith("; is PostgreSQL running there?")
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("secret");
  }

  @Test
  void open_ofADatabaseThatIsNotThere_saysSo() throws Exception {
    DatabaseUrl url =
        DatabaseUrl.parse(TestDatabase.url().jdbc().replaceFirst("/[^/?]+(?=\\?|$)", "/nowhere"));
    assertThatThrownBy(() -> PostgresLogs.open(url))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith("; create the database, or correct the address")
        .hasMessageNotContaining("\n");
  }
}
