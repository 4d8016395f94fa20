package dev.comity.log;

import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.JsonParser;
import dev.comity.log.proof.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A process of its own for {@link KillTest}: appends and says what was acknowledged. */
final class AppendUntilKilled {
  /** What it says first. */
  static final String OPENING = "opening";

  private AppendUntilKilled() {}

  /** Arguments: the log's directory, the key's file, a seed. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    SigningKey key =
        SigningKey.fromPrivateJwk(JsonParser.parse(Files.readString(Path.of(args[1]))), "key");
    Random random = new Random(Long.parseLong(args[2]));
    System.out.println(OPENING);
    TransparencyLog log =
        FileStore.holdsLog(directory)
            ? TransparencyLog.open(directory, Logs.ORIGIN, key)
            : TransparencyLog.create(directory, Logs.ORIGIN, key, Logs.entry(0));
    while (true) {
      TransparencyLog.Appended appended = Logs.append(log, 1 + random.nextInt(40));
      for (Receipt receipt : appended.receipts()) {
        System.out.println(receipt.encode().base64());
      }
      System.out.flush();
    }
  }
}
