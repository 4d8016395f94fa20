package dev.comity.node.http;

import dev.comity.core.Bytes;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.node.Community;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The log as static files: C2SP tlog-tiles. */
final class TileRoutes {
  private static final long CACHE_BYTES = 32 << 20;

  private final Communities communities;
  private final TileCache tiles = new TileCache(CACHE_BYTES);
  private final Map<String, Published> published = new ConcurrentHashMap<>();

  /** The encoded form of a community's latest checkpoint. */
  private record Published(SignedCheckpoint checkpoint, Reply reply) {}

  TileRoutes(Communities communities) {
    this.communities = communities;
  }

  Reply checkpoint(Request request) throws HttpProblem {
    Community community = communities.of(request);
    SignedCheckpoint now = community.checkpoint();
    Published known = published.get(community.slug());
    if (known == null || !known.checkpoint().equals(now)) {
      Reply reply = Reply.of(200, Reply.TEXT, now.encode()).with("Cache-Control", "no-cache");
      known = new Published(now, reply);
      published.put(community.slug(), known);
    }
    return known.reply();
  }

  Reply tile(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    String path = request.path();
    String tile = path.substring(path.indexOf("/tile/") + 1);
    String key = community.slug() + " " + tile;
    Optional<Reply> known = tiles.get(key);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<Bytes> bytes = community.tile(tile);
    Reply reply =
        Reply.of(
                200,
                Reply.OCTETS,
                bytes.orElseThrow(
                    () ->
                        HttpProblem.notFound(
                            "no such tile; a partial one may have been completed")))
            .immutable();
    tiles.put(key, reply);
    return reply;
  }
}
