package dev.comity.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import org.junit.jupiter.api.Test;

class TileCacheTest {
  private final TileCache cache = new TileCache(800);

  private static Reply reply(int size) {
    return Reply.of(200, Reply.OCTETS, Bytes.of(new byte[size]));
  }

  @Test
  void get_whatWasPut_isTheSameReply() {
    Reply reply = reply(100);
    cache.put("a", reply);
    assertThat(cache.get("a")).containsSame(reply);
    assertThat(cache.get("b")).isEmpty();
  }

  @Test
  void put_beyondTheCapacity_forgetsWhatWasAskedForLongestAgo() {
    for (int i = 0; i < 8; i++) {
      cache.put("tile " + i, reply(100));
    }
    assertThat(cache.get("tile 0")).isPresent();
    cache.put("one more", reply(100));
    assertThat(cache.get("tile 0")).isPresent();
    assertThat(cache.get("tile 1")).isEmpty();
    assertThat(cache.get("one more")).isPresent();
  }

  @Test
  void put_theSameAgain_isCountedOnce() {
    for (int i = 0; i < 100; i++) {
      cache.put("same", reply(100));
    }
    cache.put("other", reply(100));
    assertThat(cache.get("same")).isPresent();
    assertThat(cache.get("other")).isPresent();
  }

  @Test
  void put_muchLargerThanTheOthers_isNotKept() {
    cache.put("large", reply(101));
    assertThat(cache.get("large")).isEmpty();
  }
}
