package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  @Test
  void text_ofTheSpecificationsExample_isAsSpecified() {
    assertThat(new TilePath(0, 1_234_067, 256).text()).isEqualTo("tile/0/x001/x234/067");
    assertThat(TilePath.entries(0, 12).text()).isEqualTo("tile/entries/000.p/12");
  }

  @Test
  void parse_ofWhatTextWrites_givesItBack() {
    for (int level = -1; level <= 63; level++) {
      for (long index : new long[] {0, 7, 999, 1000, 999_999, 1_000_000, 123_456_789_012L}) {
        for (int width : new int[] {1, 9, 10, 255, 256}) {
          TilePath tile = new TilePath(level, index, width);
          assertThat(TilePath.parse(tile.text())).contains(tile);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/002",
        "tile/0/x001/x002",
        "tile/00/001",
        "tile/64/001",
        "tile/-1/001",
        "tile/entrie/001",
        "tile/0/001.p",
        "tile/0/001.p/",
        "tile/0/001.p/0",
        "tile/0/001.p/01",
        "tile/0/001.p/256",
        "tile/0/001.p/1/",
        "/tile/0/001",
        "tile//0/001",
        "tile/0/../001",
        "tile/0/٠٠١",
        "tile/0/x001/x001/x001/x001/x001/x001/x001/001",
        "tile/0/001\n"
      })
  void parse_ofAnythingElse_isEmpty(String path) {
    assertThat(TilePath.parse(path)).isEmpty();
  }

  @Test
  void parse_ofRandomMutations_isEmptyOrCanonical() {
    long seed = 256;
    Random random = new Random(seed);
    String alphabet = "0123456789x/.pentrisl-";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder path = new StringBuilder("tile/0/x001/x234/067.p/99");
      for (int edits = random.nextInt(3); edits >= 0; edits--) {
        char letter = alphabet.charAt(random.nextInt(alphabet.length()));
        path.setCharAt(random.nextInt(path.length()), letter);
      }
      String mutated = path.toString();
      TilePath.parse(mutated)
          .ifPresent(t -> assertThat(t.text()).as("seed %d", seed).isEqualTo(mutated));
    }
  }

  @Test
  void width_ofEveryTile_addsUpToThePlaces() {
    for (long size : new long[] {0, 1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000}) {
      for (int level = 0; level < 3; level++) {
        long sum = 0;
        for (long index = 0; index < 300; index++) {
          sum += TilePath.width(level, index, size);
        }
        assertThat(sum).isEqualTo(size >> (8 * level));
      }
    }
    assertThat(TilePath.width(0, Long.MAX_VALUE, 1000)).isZero();
    assertThat(TilePath.width(63, 0, Long.MAX_VALUE)).isZero();
  }
}
