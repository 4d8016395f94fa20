package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, asked of an object store laid out as the specification says. */
class ObjectStoreTest extends LogStoreContract {
  private final Objects objects = new Objects();

  @Override
  protected LogStore openStore() throws Exception {
    return ObjectStore.open(objects);
  }

  @Override
  protected void depose(LogStore owner) {
    ObjectStore.breakHold(objects);
  }

  /** Before a batch is signed nothing of it is public. */
  @Test
  void bucket_holdsThePublicPathsAndTheOwnersObjects() throws Exception {
    try (TransparencyLog log =
        TransparencyLog.create(
            openStore(), LogOptions.of(ORIGIN, dev.comity.log.proof.Keys.LOG), Logs.entry(0))) {
      Logs.append(log, 256);
      assertThat(objects.list(""))
          .contains(
              "checkpoint",
              "sequencer/head",
              "tile/0/000",
              "tile/0/001.p/1",
              "tile/1/000.p/1",
              "tile/entries/000",
              "tile/entries/001.p/1");
      List<String> before = objects.list("tile/");
      try (LogStore store = openStoreAgain()) {
        store.restore(257);
        store.write(258, java.util.Map.of(TilePath.entries(1, 2), Logs.entry(0)));
      }
      assertThat(objects.list("tile/")).isEqualTo(before);
    }
  }

  private LogStore openStoreAgain() throws Exception {
    ObjectStore.breakHold(objects);
    return openStore();
  }
}
