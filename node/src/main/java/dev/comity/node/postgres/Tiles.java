package dev.comity.node.postgres;

import dev.comity.core.Bytes;
import dev.comity.log.TilePath;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The tiles of one log as rows. */
record Tiles(String origin) {
  /** The levels that a tree of less than 2^63 leaves can have, entries first. */
  private static final int TOP_LEVEL = 7;

  private static final String PUT =
      "INSERT INTO comity_tile (origin, level, place, width, content)"
          + " VALUES (:origin, :level, :place, :width, :content)"
          + " ON CONFLICT (origin, level, place, width) DO UPDATE SET content = excluded.content"
          + " WHERE comity_tile.content <> excluded.content";

  Optional<Bytes> get(Handle handle, TilePath tile) {
    return handle
        .createQuery(
            "SELECT content FROM comity_tile WHERE origin = :origin AND level = :level"
                + " AND place = :place AND width = :width")
        .bind("origin", origin)
        .bind("level", tile.level())
        .bind("place", tile.index())
        .bind("width", tile.width())
        .map((row, context) -> Bytes.of(row.getBytes(1)))
        .findOne();
  }

  /** Upper tiles come again in every batch; a row that is as it should be is not written. */
  void put(Handle handle, Map<TilePath, Bytes> tiles) {
    PreparedBatch batch = handle.prepareBatch(PUT);
    tiles.forEach(
        (tile, content) ->
            batch
                .bind("origin", origin)
                .bind("level", tile.level())
                .bind("place", tile.index())
                .bind("width", tile.width())
                .bind("content", content.toArray())
                .add());
    batch.execute();
  }

  /** Removes what a tree of {@code size} does not have. */
  void deleteBeyond(Handle handle, long size) {
    PreparedBatch batch =
        handle.prepareBatch(
            "DELETE FROM comity_tile WHERE origin = :origin AND level = :level"
                + " AND place >= :place AND (place > :place OR width > :width)");
    for (int level = TilePath.ENTRIES; level <= TOP_LEVEL; level++) {
      long places = TilePath.places(level, size);
      batch
          .bind("origin", origin)
          .bind("level", level)
          .bind("place", places / TilePath.FULL)
          .bind("width", (int) (places % TilePath.FULL))
          .add();
    }
    batch.execute();
  }

  /** Removes the partial versions of the tiles that became full between two sizes. */
  void deletePartials(Handle handle, long oldSize, long size) {
    for (int level = TilePath.ENTRIES; level <= TOP_LEVEL; level++) {
      long first = TilePath.places(level, oldSize) / TilePath.FULL;
      long end = TilePath.places(level, size) / TilePath.FULL;
      if (first < end) {
        handle
            .createUpdate(
                "DELETE FROM comity_tile WHERE origin = :origin AND level = :level"
                    + " AND place >= :first AND place < :end AND width < :full")
            .bind("origin", origin)
            .bind("level", level)
            .bind("first", first)
            .bind("end", end)
            .bind("full", TilePath.FULL)
            .execute();
      }
    }
  }
}
