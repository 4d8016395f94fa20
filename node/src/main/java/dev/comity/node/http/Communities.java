package dev.comity.node.http;

import dev.comity.node.Community;
import dev.comity.node.Roots;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The communities that this node serves, by their short name; some of them at the root of an
 * address, too.
 */
public record Communities(SortedMap<String, Community> bySlug, Roots roots) {
  /** Every slug in {@code roots} must be one of the communities. */
  public Communities {
    bySlug = Collections.unmodifiableSortedMap(new TreeMap<>(bySlug));
  }

  /** The community that the path names, or the one at the root of this address. */
  Community of(Request request) throws HttpProblem {
    Optional<String> named = request.optionalParameter("community");
    String slug =
        named
            .or(() -> roots.at(request.header("Host")))
            .orElseThrow(
                () ->
                    HttpProblem.notFound(
                        "no community answers at the root of this address; /c lists them, each at"
                            + " /c/{community}"));
    Community community = bySlug.get(slug);
    if (community == null) {
      throw HttpProblem.notFound(
          "there is no community \"" + slug + "\" on this node; / lists them");
    }
    return community;
  }

  /** What stands before a community's resources in the path of this request. */
  static String base(Request request) {
    return request.optionalParameter("community").map(slug -> "/c/" + slug).orElse("");
  }
}
