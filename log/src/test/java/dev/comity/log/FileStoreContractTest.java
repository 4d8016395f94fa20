package dev.comity.log;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract, asked of files: of real ones, and of those that a power cut leaves. */
class FileStoreContractTest {
  @Nested
  class OnARealDisk extends LogStoreContract {
    @TempDir Path temporary;

    @Override
    protected LogStore openStore() throws Exception {
      return FileStore.open(temporary);
    }

    /** Only the end of the process frees its lock. */
    @Override
    protected void depose(LogStore owner) throws Exception {
      owner.close();
    }
  }

  @Nested
  class AfterPowerCuts extends LogStoreContract {
    private final SimulatedDisk disk = new SimulatedDisk(20_261_121);

    @Override
    protected LogStore openStore() throws Exception {
      return FileStore.open(disk, Logs.DIRECTORY);
    }

    @Override
    protected void depose(LogStore owner) throws Exception {
      owner.close();
      disk.restart(true);
    }
  }
}
