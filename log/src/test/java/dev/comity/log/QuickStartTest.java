package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of {@code log/README.md} runs, and is the one printed there. */
class QuickStartTest {
  private static final Path ROOT = Path.of(System.getProperty("comity.root"));

  @Test
  void example_ofTheReadme_works(@TempDir Path temporary) throws Exception {
    Path directory = temporary.resolve("log");
    List<String> entries = new ArrayList<>();
    // Example begins.
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
    Bytes receipt;

    // The owner: entry 0 says what the log is for. Everything is durable when append returns.
    try (TransparencyLog log =
        TransparencyLog.create(directory, "example.org/log", key, Bytes.utf8("policy"))) {
      TransparencyLog.Appended batch = log.append(List.of(Bytes.utf8("a"), Bytes.utf8("b")));
      receipt = batch.receipts().getLast().encode();
    }

    // Anybody, with nothing but the entry, the receipt and the log's public key.
    Receipt.decode(receipt).verify(Bytes.utf8("b"), key.publicKey());

    // An auditor, with a copy of the directory.
    Fsck.check(directory, key.publicKey());
    LogReader.open(directory).forEach(0, (index, entry) -> entries.add(entry.utf8()));
    // Example ends.
    assertThat(entries).containsExactly("policy", "a", "b");
  }

  @Test
  void readme_printsThisExample() throws Exception {
    String source =
        Files.readString(ROOT.resolve("log/src/test/java/dev/comity/log/QuickStartTest.java"));
    String body =
        source.substring(
            source.indexOf("    // Example begins.\n") + "    // Example begins.\n".length(),
            source.indexOf("    // Example ends.\n"));
    String printed =
        body.lines().map(line -> line.replaceFirst("^ {4}", "") + "\n").reduce("", String::concat);
    assertThat(Files.readString(ROOT.resolve("log/README.md")))
        .contains("```java\n" + printed + "```");
  }
}
