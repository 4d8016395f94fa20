package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Effect;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The index and the views of one community in SQLite: statement id → entry, entries for the
 * explorer, effects by subject.
 *
 * <p>Everything in it is computed from the log: it is filled after the log's commit, caught up at
 * the next start, and may be deleted. Writes are durable when they return (WAL, synchronous=FULL).
 * Calls are serialised. Every {@link IOException} is fatal for the community until a restart.
 */
public final class CommunityIndex implements AutoCloseable {
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS entry (
            idx INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, type TEXT NOT NULL,
            issuer TEXT NOT NULL, subject TEXT NOT NULL, at TEXT NOT NULL)
          """,
          """
          CREATE TABLE IF NOT EXISTS effect (
            idx INTEGER NOT NULL, position INTEGER NOT NULL, subject TEXT NOT NULL,
            type TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (idx, position)) WITHOUT ROWID
          """,
          "CREATE INDEX IF NOT EXISTS effect_by_subject ON effect (subject, idx)",
          "CREATE INDEX IF NOT EXISTS entry_by_type ON entry (type, idx)");

  private final Connection connection;

  private CommunityIndex(Connection connection) {
    this.connection = connection;
  }

  /** One entry as the explorer lists it; {@code at} is the log's time after it. */
  public record Row(long index, Hash id, String type, String issuer, String subject, Instant at) {}

  /** One effect as a page or the event stream shows it. */
  public record EffectRow(long index, Instant at, String subject, String type, Json.Obj json) {}

  /** What one admitted entry adds. */
  public record Addition(Row row, List<Effect> effects) {}

  static CommunityIndex open(Path file) throws IOException {
    try {
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA journal_mode=WAL");
        statement.execute("PRAGMA synchronous=FULL");
        for (String part : SCHEMA) {
          statement.execute(part);
        }
      }
      return new CommunityIndex(connection);
    } catch (SQLException e) {
      throw new IOException(file + ": cannot be opened as an SQLite index: " + e.getMessage(), e);
    }
  }

  /** How many entries are indexed; they are the first ones. */
  synchronized long size() throws IOException {
    return number("SELECT COALESCE(MAX(idx) + 1, 0) FROM entry").orElse(0);
  }

  /** Adds the next entries, all or none. */
  synchronized void add(List<Addition> additions) throws IOException {
    try {
      connection.setAutoCommit(false);
      try (PreparedStatement entry =
              connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)");
          PreparedStatement effect =
              connection.prepareStatement("INSERT INTO effect VALUES (?, ?, ?, ?, ?)")) {
        for (Addition addition : additions) {
          addEntry(entry, addition.row());
          addEffects(effect, addition.row().index(), addition.effects());
        }
        entry.executeBatch();
        effect.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IOException("the index could not be written: " + e.getMessage(), e);
    }
  }

  private static void addEntry(PreparedStatement insert, Row row) throws SQLException {
    insert.setLong(1, row.index());
    insert.setBytes(2, row.id().bytes().toArray());
    insert.setString(3, row.type());
    insert.setString(4, row.issuer());
    insert.setString(5, row.subject());
    insert.setString(6, row.at().toString());
    insert.addBatch();
  }

  private static void addEffects(PreparedStatement insert, long index, List<Effect> effects)
      throws SQLException {
    for (int position = 0; position < effects.size(); position++) {
      Effect effect = effects.get(position);
      insert.setLong(1, index);
      insert.setInt(2, position);
      insert.setString(3, effect.subject());
      insert.setString(4, effect.type());
      insert.setString(5, effect.toJson().compact());
      insert.addBatch();
    }
  }

  /** The entry that carries the statement, if there is one. */
  synchronized OptionalLong indexOf(Hash statementId) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT idx FROM entry WHERE id = ?")) {
      query.setBytes(1, statementId.bytes().toArray());
      return first(query);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** The last entry of {@code type} below {@code index}. */
  synchronized OptionalLong lastBefore(long index, String type) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement("SELECT MAX(idx) FROM entry WHERE type = ? AND idx < ?")) {
      query.setString(1, type);
      query.setLong(2, index);
      return first(query);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** Entries from {@code below} (exclusive) downwards, newest first. */
  public synchronized List<Row> rows(long below, int limit) throws IOException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT idx, id, type, issuer, subject, at FROM entry WHERE idx < ? ORDER BY idx DESC"
                + " LIMIT ?")) {
      query.setLong(1, below);
      query.setInt(2, limit);
      List<Row> rows = new ArrayList<>();
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          rows.add(row(result));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  public Optional<Row> row(long index) throws IOException {
    return rows(index + 1, 1).stream().filter(row -> row.index() == index).findFirst();
  }

  private static Row row(ResultSet result) throws SQLException {
    return new Row(
        result.getLong(1),
        new Hash(Bytes.of(result.getBytes(2))),
        result.getString(3),
        result.getString(4),
        result.getString(5),
        Instant.parse(result.getString(6)));
  }

  /** Effects about {@code subject}, newest first. */
  public synchronized List<EffectRow> effectsAbout(String subject, int limit) throws IOException {
    return effects(
        "WHERE f.subject = ? ORDER BY f.idx DESC, f.position DESC LIMIT ?", subject, limit);
  }

  /** Effects from entry {@code from} on, oldest first. */
  public synchronized List<EffectRow> effectsFrom(long from, int limit) throws IOException {
    return effects("WHERE f.idx >= ? ORDER BY f.idx, f.position LIMIT ?", from, limit);
  }

  /** The effects of one entry. */
  public synchronized List<EffectRow> effectsOf(long index) throws IOException {
    return effects("WHERE f.idx = ? ORDER BY f.position LIMIT ?", index, 1_000);
  }

  private List<EffectRow> effects(String condition, Object first, int limit) throws IOException {
    String sql =
        "SELECT f.idx, e.at, f.subject, f.type, f.json FROM effect f JOIN entry e ON e.idx = f.idx ";
    try (PreparedStatement query = connection.prepareStatement(sql + condition)) {
      query.setObject(1, first);
      query.setInt(2, limit);
      List<EffectRow> rows = new ArrayList<>();
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          rows.add(
              new EffectRow(
                  result.getLong(1),
                  Instant.parse(result.getString(2)),
                  result.getString(3),
                  result.getString(4),
                  (Json.Obj) JsonParser.parse(result.getString(5))));
        }
      }
      return rows;
    } catch (SQLException | VerificationException e) {
      throw unreadable(e);
    }
  }

  private OptionalLong number(String sql) throws IOException {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      return first(query);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static OptionalLong first(PreparedStatement query) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      if (!result.next()) {
        return OptionalLong.empty();
      }
      long value = result.getLong(1);
      return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }

  private static IOException unreadable(Exception e) {
    return new IOException("the index could not be read: " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException("the index could not be closed: " + e.getMessage(), e);
    }
  }
}
