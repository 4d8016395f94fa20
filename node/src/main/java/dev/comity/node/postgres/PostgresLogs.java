package dev.comity.node.postgres;

import dev.comity.core.Bytes;
import dev.comity.log.LogStore;
import dev.comity.log.TilePath;
import dev.comity.log.TileSource;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * The logs of one database. Needs a PostgreSQL that speaks {@code ON CONFLICT} and row locks, and
 * nothing else: no advisory locks, no notifications.
 */
public final class PostgresLogs implements AutoCloseable {
  private final Database database;

  private PostgresLogs(Database database) {
    this.database = database;
  }

  /**
   * Connects, and makes the tables when they are missing. Throws {@link IOException} in one line
   * that names {@code --database}.
   */
  public static PostgresLogs open(DatabaseUrl url) throws IOException {
    return new PostgresLogs(Database.open(url));
  }

  /** The row of a log; empty when it was never begun here. */
  public Optional<Head> head(String origin) throws IOException {
    return Head.read(database, origin);
  }

  /** What anybody may read of a log: {@code checkpoint} and the tiles. */
  public TileSource source(String origin) {
    Tiles tiles = new Tiles(origin);
    return path -> fetch(database, tiles, path);
  }

  static Bytes fetch(Database database, Tiles tiles, String path) throws IOException {
    Optional<Bytes> found;
    if (path.equals("checkpoint")) {
      found =
          Head.read(database, tiles.origin())
              .flatMap(Head::published)
              .map(SignedCheckpoint::encode);
    } else {
      Optional<TilePath> tile = TilePath.parse(path);
      found =
          tile.isEmpty()
              ? Optional.empty()
              : database.<Optional<Bytes>, RuntimeException>read(
                  handle -> tiles.get(handle, tile.get()));
    }
    return found.orElseThrow(() -> new NoSuchFileException(path));
  }

  /**
   * Becomes the owner of a log, which need not have been begun; empty while another's lease runs.
   *
   * @param holder where clients reach this owner
   */
  public Optional<PostgresStore> claim(String origin, String holder) throws IOException {
    Optional<Long> epoch =
        database.<Optional<Long>, RuntimeException>write(
            handle -> {
              handle
                  .createUpdate(
                      "INSERT INTO comity_head (origin, epoch, holder, lease_until)"
                          + " VALUES (:origin, 0, '', now()) ON CONFLICT (origin) DO NOTHING")
                  .bind("origin", origin)
                  .execute();
              return handle
                  .createQuery(Lease.CLAIM)
                  .bind("holder", holder)
                  .bind("origin", origin)
                  .mapTo(Long.class)
                  .findOne();
            });
    return epoch.map(
        number -> new PostgresStore(database, origin, Lease.start(database, origin, number)));
  }

  /**
   * {@link #claim} for whoever cannot wait; throws, naming the owner, while another's lease runs.
   */
  public LogStore require(String origin, String holder) throws IOException {
    Optional<PostgresStore> store = claim(origin, holder);
    if (store.isEmpty()) {
      String owner = head(origin).map(Head::holder).orElse("another node");
      throw new IOException("%s: %s owns the log %s".formatted(database, owner, origin));
    }
    return store.get();
  }

  @Override
  public void close() {
    database.close();
  }
}
