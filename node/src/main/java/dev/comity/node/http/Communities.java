package dev.comity.node.http;

import dev.comity.node.Community;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The communities that this node serves, by their short name. */
public record Communities(SortedMap<String, Community> bySlug) {
  public Communities {
    bySlug = Collections.unmodifiableSortedMap(new TreeMap<>(bySlug));
  }

  Community of(Request request) throws HttpProblem {
    String slug = request.parameter("community");
    Community community = bySlug.get(slug);
    if (community == null) {
      throw HttpProblem.notFound(
          "there is no community \"" + slug + "\" on this node; / lists them");
    }
    return community;
  }
}
