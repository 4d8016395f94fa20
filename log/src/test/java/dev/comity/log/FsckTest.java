package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.Keys;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FsckTest {
  private static final int SIZE = 260;
  private final SimulatedDisk disk = new SimulatedDisk(1);

  /** Full and partial tiles on two levels, an older partial bundle and tile beside the current. */
  @BeforeEach
  void makeLog() throws Exception {
    try (TransparencyLog log = Logs.start(disk)) {
      Logs.append(log, 257);
      Logs.append(log, 2);
    }
  }

  @Test
  void check_ofASoundLog_reportsSizeAndRootAndNothingStray() throws Exception {
    Fsck.Report report = Logs.fsck(disk);
    assertThat(report.checkpoint().checkpoint().size()).isEqualTo(SIZE);
    assertThat(report.strayFiles()).isEmpty();
    TileSource address = LogReader.directory(disk, Logs.DIRECTORY);
    assertThat(Fsck.check(address, Keys.LOG.publicKey())).isEqualTo(report.checkpoint());
  }

  @Test
  void check_withAByteOfAnyEntryChanged_namesTheEntry() throws Exception {
    for (Path file : files("tile/entries")) {
      List<Long> owners = ownersOfBytes(file);
      for (int offset = 0; offset < owners.size(); offset = next(owners, offset)) {
        VerificationException found = changed(file, offset, 1 << (offset % 8));
        assertThat(found.detail())
            .as("%s, byte %d", file, offset)
            .containsPattern("entry " + owners.get(offset) + "\\b");
      }
    }
  }

  /** All bytes of the first entries; of the others both bytes of the length and two more. */
  private static int next(List<Long> owners, int offset) {
    int next = offset + 1;
    long entry = owners.get(offset);
    boolean thorough = entry < 20 || entry >= 250 || offset < owners.indexOf(entry) + 3;
    while (!thorough && next < owners.size() && owners.get(next) == entry) {
      next++;
    }
    return next;
  }

  /** Each hash, each position within a hash; a hash is compared as a whole. */
  @Test
  void check_withAnyHashOfATileChanged_namesTheTile() throws Exception {
    for (Path file : files("tile/0", "tile/1")) {
      int size = disk.read(file, Integer.MAX_VALUE).size();
      for (int place = 0; place < size / Hash.SIZE; place++) {
        int offset = place * Hash.SIZE + place % Hash.SIZE;
        VerificationException found = changed(file, offset, 1 << (offset % 8));
        assertThat(found.detail())
            .startsWith(Logs.DIRECTORY.relativize(file) + ": hash " + offset / Hash.SIZE);
      }
    }
  }

  @Test
  void check_withAnyByteOfACheckpointChanged_namesIt() throws Exception {
    // Three batches: the later of the two signed checkpoints is in slot 0.
    for (Path file : files("checkpoint", "sequencer/signed.0")) {
      int size = disk.read(file, Integer.MAX_VALUE).size();
      for (int offset = 0; offset < size; offset++) {
        disk.corrupt(file, offset, 1 << (offset % 8));
        VerificationException found =
            catchThrowableOfType(VerificationException.class, () -> Logs.fsck(disk));
        assertThat(found).as("%s, byte %d", file, offset).isNotNull();
        String name = Logs.DIRECTORY.relativize(file).toString();
        assertThat(found.detail()).startsWith(name.replace(".0", "") + ": ");
        disk.corrupt(file, offset, 1 << (offset % 8));
      }
    }
  }

  private VerificationException changed(Path file, int offset, int mask) throws Exception {
    disk.corrupt(file, offset, mask);
    VerificationException found =
        catchThrowableOfType(
            VerificationException.class, () -> Fsck.check(disk, Logs.DIRECTORY, Optional.empty()));
    disk.corrupt(file, offset, mask);
    assertThat(found).as("%s, byte %d", file, offset).isNotNull();
    return found;
  }

  private List<Path> files(String... prefixes) throws Exception {
    List<Path> files = new ArrayList<>();
    for (Path file : disk.files(Logs.DIRECTORY)) {
      for (String prefix : prefixes) {
        if (file.startsWith(Logs.DIRECTORY.resolve(prefix))) {
          files.add(file);
        }
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  /** For each byte of a bundle, the index of the entry it is part of, its length included. */
  private List<Long> ownersOfBytes(Path file) throws Exception {
    long index =
        TilePath.parse(Logs.DIRECTORY.relativize(file).toString()).orElseThrow().index() * 256;
    List<Long> owners = new ArrayList<>();
    int size = disk.read(file, Integer.MAX_VALUE).size();
    while (owners.size() < size) {
      for (int i = 0; i < 2 + Logs.entry(index).size(); i++) {
        owners.add(index);
      }
      index++;
    }
    return owners;
  }

  @Test
  void check_withAFileMissingShortOrLong_namesIt() throws Exception {
    List<Path> current =
        List.of(
            Path.of("tile/entries/000"),
            Path.of("tile/entries/001.p/4"),
            Path.of("tile/0/000"),
            Path.of("tile/0/001.p/4"),
            Path.of("tile/1/000.p/1"));
    for (Path name : current) {
      Path file = Logs.DIRECTORY.resolve(name);
      Bytes content = disk.read(file, Integer.MAX_VALUE);
      disk.put(file, content.concat(Bytes.of((byte) 0)));
      assertThatThrownBy(() -> Logs.fsck(disk)).hasMessageContaining(name.toString());
      disk.put(file, content.slice(0, content.size() - 1));
      assertThatThrownBy(() -> Logs.fsck(disk)).hasMessageContaining(name.toString());
      disk.delete(file);
      assertThatThrownBy(() -> Logs.fsck(disk)).hasMessageContaining(name + ": missing");
      disk.put(file, content);
    }
    Logs.fsck(disk);
  }

  @Test
  void check_withFilesThatAreNoPartOfTheLog_reportsThem() throws Exception {
    for (String stray : List.of("tile/0/001", "tile/0/x001", "tile/README", "core.1234")) {
      disk.put(Logs.DIRECTORY.resolve(stray), Bytes.utf8("?"));
    }
    assertThat(Logs.fsck(disk).strayFiles())
        .containsExactlyInAnyOrder("tile/0/001", "tile/0/x001", "tile/README", "core.1234");
  }

  @Test
  void check_withAnotherKey_isRejected() {
    assertThatThrownBy(() -> Fsck.check(disk, Logs.DIRECTORY, Optional.of(Keys.OTHER.publicKey())))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("expected a signature of " + Logs.ORIGIN);
  }

  @Test
  void check_ofNoLog_saysSo() {
    assertThatThrownBy(() -> Fsck.check(Path.of("no-such-directory")))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("is this a log?");
    TileSource nothing =
        path -> {
          throw new NoSuchFileException(path);
        };
    assertThatThrownBy(() -> LogReader.open(nothing)).isInstanceOf(NoSuchFileException.class);
  }
}
