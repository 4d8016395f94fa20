package dev.comity.node.postgres;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The row of one log.
 *
 * @param holder the address of the node that owns the log, or did last; empty before the first
 * @param free whether its lease has run out
 */
public record Head(
    String holder,
    boolean free,
    Optional<SignedCheckpoint> signed,
    Optional<SignedCheckpoint> published) {

  private record Row(String holder, boolean free, Optional<Bytes> signed, Optional<Bytes> shown) {}

  /** Empty when no log {@code origin} was ever begun in this database. */
  static Optional<Head> read(Database database, String origin) throws IOException {
    Optional<Row> row =
        database.<Optional<Row>, RuntimeException>read(handle -> row(handle, origin));
    if (row.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Head(
            row.get().holder(),
            row.get().free(),
            parse(row.get().signed(), origin),
            parse(row.get().shown(), origin)));
  }

  private static Optional<Row> row(Handle handle, String origin) {
    return handle
        .createQuery(
            "SELECT holder, lease_until <= now(), signed, published FROM comity_head"
                + " WHERE origin = :origin")
        .bind("origin", origin)
        .map(
            (row, context) ->
                new Row(
                    row.getString(1),
                    row.getBoolean(2),
                    Optional.ofNullable(row.getBytes(3)).map(Bytes::of),
                    Optional.ofNullable(row.getBytes(4)).map(Bytes::of)))
        .findOne();
  }

  private static Optional<SignedCheckpoint> parse(Optional<Bytes> bytes, String origin)
      throws IOException {
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedCheckpoint.parse(bytes.get()));
    } catch (VerificationException e) {
      throw new IOException(
          "comity_head: the checkpoint of " + origin + ": " + e.detail() + "; restore it", e);
    }
  }
}
