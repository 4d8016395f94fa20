package dev.comity.node.postgres;

import dev.comity.core.Bytes;
import dev.comity.log.LogStore;
import dev.comity.log.TilePath;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One log in a database, owned through a lease. Every changing call is one transaction that begins
 * by updating the log's row under this owner's epoch: so it waits for a takeover that is under way,
 * and changes nothing after one.
 */
public final class PostgresStore implements LogStore {
  private final Database database;
  private final String origin;
  private final Tiles tiles;
  private final Lease lease;

  /** Of the tree whose superfluous partial tiles are removed already. */
  private long prunedSize;

  PostgresStore(Database database, String origin, Lease lease) {
    this.database = database;
    this.origin = origin;
    this.tiles = new Tiles(origin);
    this.lease = lease;
  }

  /** Whether the owner may believe so; false for good once another has taken the log over. */
  public boolean isHeld() {
    return lease.isHeld();
  }

  @Override
  public Bytes fetch(String path) throws IOException {
    return PostgresLogs.fetch(database, tiles, path);
  }

  /** What a changing transaction does once the log's row is locked. */
  @FunctionalInterface
  private interface Change {
    void in(Handle handle) throws IOException;
  }

  private void change(Change change) throws IOException {
    database.<Object, IOException>write(
        handle ->
            handle.<Object, IOException>inTransaction(
                transaction -> {
                  lease.requireHeld(transaction);
                  change.in(transaction);
                  return Optional.empty();
                }));
  }

  @Override
  public void write(long size, Map<TilePath, Bytes> growth) throws IOException {
    change(handle -> tiles.put(handle, growth));
  }

  @Override
  public Optional<SignedCheckpoint> signed() throws IOException {
    return Head.read(database, origin).flatMap(Head::signed);
  }

  @Override
  public void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException {
    change(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      "UPDATE comity_head SET signed = :next WHERE origin = :origin"
                          + " AND coalesce(signed, ''::bytea) = :expected")
                  .bind("next", next.encode().toArray())
                  .bind("origin", origin)
                  .bind(
                      "expected",
                      expected.map(SignedCheckpoint::encode).orElse(Bytes.EMPTY).toArray())
                  .execute();
          if (changed == 0) {
            throw new IOException(
                "comity_head: somebody else signed a checkpoint of " + origin + "; stop writing");
          }
        });
  }

  @Override
  public Optional<SignedCheckpoint> published() throws IOException {
    return Head.read(database, origin).flatMap(Head::published);
  }

  /** Visible when it returns; a crash of the database may forget it. */
  @Override
  public void publish(SignedCheckpoint next) throws IOException {
    long size = next.checkpoint().size();
    change(
        handle -> {
          handle.execute("SET LOCAL synchronous_commit = off");
          handle
              .createUpdate("UPDATE comity_head SET published = :next WHERE origin = :origin")
              .bind("next", next.encode().toArray())
              .bind("origin", origin)
              .execute();
          tiles.deletePartials(handle, prunedSize, size);
        });
    prunedSize = size;
  }

  @Override
  public void restore(long size) throws IOException {
    change(handle -> tiles.deleteBeyond(handle, size));
    prunedSize = published().map(p -> p.checkpoint().size()).orElse(0L);
  }

  /** Lets the next owner in. */
  @Override
  public void close() throws IOException {
    lease.close();
  }

  @Override
  public String toString() {
    return database + " log " + origin;
  }
}
