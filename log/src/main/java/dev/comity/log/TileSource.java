package dev.comity.log;

import dev.comity.core.Bytes;
import java.io.IOException;

/** Where a log's public resources come from: a directory, an address. */
@FunctionalInterface
public interface TileSource {
  /**
   * The resource at {@code path} below the log's address, such as {@code checkpoint} or {@code
   * tile/0/000}; at most {@value EntryBundle#MAX_SIZE} bytes. Throws {@link
   * java.nio.file.NoSuchFileException} when there is none.
   */
  Bytes fetch(String path) throws IOException;
}
