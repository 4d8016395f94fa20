package dev.comity.node;

import java.nio.file.Path;
import java.time.Clock;

/**
 * How a node is started.
 *
 * @param data where communities are kept, one directory each below {@code communities}
 * @param port 0 takes a free one
 */
public record NodeOptions(Path data, String host, int port, Clock clock) {
  public Path communities() {
    return data.resolve("communities");
  }
}
