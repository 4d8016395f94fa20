package dev.comity.node.http;

import dev.comity.node.Community;
import java.io.IOException;

/** Receipts of consistency (RFC 9942): that a larger log continues a smaller one. */
final class ConsistencyRoutes {
  private final Communities communities;

  ConsistencyRoutes(Communities communities) {
    this.communities = communities;
  }

  /** From a size to the current one. */
  Reply toNow(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    long size = community.checkpoint().checkpoint().size();
    return receipt(community, size(request, "from"), size).notStored();
  }

  /** Between two sizes; these bytes prove it for ever. */
  Reply between(Request request) throws HttpProblem, IOException {
    return receipt(communities.of(request), size(request, "from"), size(request, "to")).immutable();
  }

  private static Reply receipt(Community community, long from, long to)
      throws HttpProblem, IOException {
    long size = community.checkpoint().checkpoint().size();
    if (to > size) {
      throw HttpProblem.notFound("the log has " + size + " entries, not yet " + to);
    }
    if (from == 0 || from >= to) {
      throw HttpProblem.badRequest(
          "expected sizes with 0 < from < to, found from " + from + " to " + to);
    }
    return Reply.of(200, Reply.COSE, community.consistency(from, to).encode());
  }

  private static long size(Request request, String name) throws HttpProblem {
    String text = request.parameter(name);
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw HttpProblem.badRequest(name + ": expected a size of the log in decimal");
    }
    return Long.parseLong(text);
  }
}
