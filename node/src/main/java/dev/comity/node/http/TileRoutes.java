package dev.comity.node.http;

import dev.comity.core.Bytes;
import dev.comity.node.Community;
import java.io.IOException;
import java.util.Optional;

/** The log as static files: C2SP tlog-tiles. */
final class TileRoutes {
  private final Communities communities;

  TileRoutes(Communities communities) {
    this.communities = communities;
  }

  Reply checkpoint(Request request) throws HttpProblem {
    Community community = communities.of(request);
    return Reply.of(200, Reply.TEXT, community.checkpoint().encode())
        .with("Cache-Control", "no-cache");
  }

  Reply tile(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    String path = request.path();
    String tile = path.substring(path.indexOf("/tile/") + 1);
    Optional<Bytes> bytes = community.tile(tile);
    return Reply.of(
            200,
            Reply.OCTETS,
            bytes.orElseThrow(
                () -> HttpProblem.notFound("no such tile; a partial one may have been completed")))
        .immutable();
  }
}
