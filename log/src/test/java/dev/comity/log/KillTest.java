package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.Receipt;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, real kill −9. */
class KillTest {
  private static final int KILLS = 10;
  @TempDir Path temporary;

  @Test
  void kill_atRandomMoments_losesNothingAcknowledged() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    Path directory = temporary.resolve("log");
    Path keyFile = temporary.resolve("key.jwk");
    SigningKey key = Keys.LOG;
    Files.writeString(keyFile, key.toPrivateJwk().compact());
    List<Receipt> receipts = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      receipts.addAll(appendAndKill(directory, keyFile, random));
      if (!receipts.isEmpty()) {
        check(directory, key, receipts, "seed " + seed);
      }
    }
  }

  /**
   * Kills after some acknowledgements, in the midst of the next batch, or after none, in the midst
   * of the recovery from the last kill; reads what was said.
   */
  private static List<Receipt> appendAndKill(Path directory, Path keyFile, Random random)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                AppendUntilKilled.class.getName(),
                directory.toString(),
                keyFile.toString(),
                Long.toString(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Receipt> receipts = new ArrayList<>();
    int lines = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(400);
    try (BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(out.readLine()).isEqualTo(AppendUntilKilled.OPENING);
      while (receipts.size() < lines) {
        String line = out.readLine();
        if (line == null) {
          throw new IOException("the appending process ended by itself");
        }
        receipts.add(Receipt.decode(Bytes.fromBase64(line)));
      }
      process.toHandle().destroyForcibly();
      process.waitFor();
      // Through the handle, because the process itself would close the pipe. What is in it was
      // acknowledged too; the last line may be torn.
      List<String> rest = out.lines().toList();
      for (int i = 0; i < rest.size(); i++) {
        add(rest.get(i), i == rest.size() - 1, receipts);
      }
    }
    return receipts;
  }

  private static void add(String line, boolean mayBeTorn, List<Receipt> receipts)
      throws VerificationException {
    try {
      receipts.add(Receipt.decode(Bytes.fromBase64(line)));
    } catch (VerificationException | IllegalArgumentException e) {
      if (!mayBeTorn) {
        throw e;
      }
    }
  }

  private static void check(Path directory, SigningKey key, List<Receipt> receipts, String seed)
      throws Exception {
    try (TransparencyLog log = TransparencyLog.open(directory, Logs.ORIGIN, key)) {
      Fsck.Report report = Fsck.check(directory, key.publicKey());
      assertThat(report.strayFiles()).as(seed).isEmpty();
      LogReader reader = log.snapshot();
      reader.forEach(0, (index, entry) -> assertThat(entry).as(seed).isEqualTo(Logs.entry(index)));
      for (int i = 0; i < receipts.size(); i += 1 + receipts.size() / 50) {
        checkReceipt(reader, key, receipts.get(i), seed);
      }
      checkReceipt(reader, key, receipts.getLast(), seed);
    }
  }

  private static void checkReceipt(LogReader reader, SigningKey key, Receipt receipt, String seed)
      throws Exception {
    Receipt.Inclusion inclusion =
        receipt.verify(Logs.entry(receipt.proof().leafIndex()), key.publicKey());
    assertThat(inclusion.treeSize()).as(seed).isLessThanOrEqualTo(reader.size());
    assertThat(inclusion.root()).as(seed).isEqualTo(reader.rootAt(inclusion.treeSize()));
  }
}
