package dev.comity.node;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which community answers at the root of an address, where clients of SCITT and of transparency
 * logs expect a log to be: one for each host name, and one for every other.
 *
 * @param community the slug for hosts that are not listed
 * @param byHost slugs by lower-case host name, without port
 */
public record Roots(Optional<String> community, NavigableMap<String, String> byHost) {
  /** No community answers at the root. */
  public static final Roots NONE = new Roots(Optional.empty(), Collections.emptyNavigableMap());

  /** Throws {@link IllegalArgumentException} for what cannot be a host name. */
  public Roots {
    NavigableMap<String, String> lower = new TreeMap<>();
    for (Map.Entry<String, String> entry : byHost.entrySet()) {
      if (!entry.getKey().matches("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]")) {
        throw new IllegalArgumentException(
            "--host-community: expected a host name without port, found " + entry.getKey());
      }
      lower.put(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue());
    }
    byHost = Collections.unmodifiableNavigableMap(lower);
  }

  /** The slug for a request with this Host header; the header is hostile. */
  public Optional<String> at(Optional<String> hostHeader) {
    return hostHeader
        .map(host -> host.replaceFirst(":[0-9]{0,5}$", "").toLowerCase(Locale.ROOT))
        .flatMap(host -> Optional.ofNullable(byHost.get(host)))
        .or(() -> community);
  }

  /** Throws, naming it, when {@code slugs} lacks one of ours. */
  void requireAmong(Map<String, ?> slugs) throws IOException {
    if (community.isPresent()) {
      require(slugs, "--root", community.get());
    }
    for (String slug : byHost.values()) {
      require(slugs, "--host-community", slug);
    }
  }

  private static void require(Map<String, ?> slugs, String option, String slug) throws IOException {
    if (!slugs.containsKey(slug)) {
      throw new IOException(
          option + ": there is no community \"" + slug + "\" here, only " + slugs.keySet());
    }
  }
}
