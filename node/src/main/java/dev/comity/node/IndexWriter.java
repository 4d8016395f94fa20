package dev.comity.node;

import dev.comity.core.Hash;
import dev.comity.governance.Effect;
import dev.comity.governance.statement.BodyType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the index, some entries in one transaction. Calls are serialised. */
final class IndexWriter implements AutoCloseable {
  private static final int REMEMBERED_TERMS = 16_384;

  private final Connection connection;
  private final PreparedStatement entry;
  private final PreparedStatement known;
  private final PreparedStatement clock;
  private final PreparedStatement effect;
  private final PreparedStatement newTerm;
  private final PreparedStatement oldTerm;
  private final Map<String, Long> terms =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED_TERMS;
        }
      };
  private long nextTerm;

  IndexWriter(Path file) throws IOException {
    connection = IndexDatabase.openToWrite(file);
    try {
      entry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)");
      known = connection.prepareStatement("INSERT INTO known VALUES (?, ?)");
      clock = connection.prepareStatement("INSERT INTO clock VALUES (?)");
      effect = connection.prepareStatement("INSERT INTO effect VALUES (?, ?, ?, ?, ?)");
      newTerm = connection.prepareStatement("INSERT INTO term VALUES (?, ?)");
      oldTerm = connection.prepareStatement("SELECT n FROM term WHERE text = ?");
      nextTerm = number("SELECT COALESCE(MAX(n), 0) + 1 FROM term");
    } catch (SQLException e) {
      throw unwritten(e);
    }
  }

  /** How many entries are indexed; they are the first ones. */
  synchronized long size() throws IOException {
    try {
      return number("SELECT COALESCE(MAX(idx) + 1, 0) FROM entry");
    } catch (SQLException e) {
      throw unwritten(e);
    }
  }

  private long number(String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql);
        ResultSet result = query.executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  /** Adds the next entries, all or none. */
  synchronized void write(List<CommunityIndex.Addition> additions) throws IOException {
    try {
      connection.setAutoCommit(false);
      try {
        for (CommunityIndex.Addition addition : additions) {
          addEntry(addition.row());
          addEffects(addition.row().index(), addition.effects());
        }
        entry.executeBatch();
        known.executeBatch();
        clock.executeBatch();
        effect.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        terms.clear();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw unwritten(e);
    }
  }

  private void addEntry(CommunityIndex.Row row) throws SQLException {
    entry.setLong(1, row.index());
    entry.setBytes(2, row.id().bytes().toArray());
    entry.setLong(3, term(row.type()));
    entry.setLong(4, term(row.issuer()));
    entry.setString(5, row.subject());
    entry.setLong(6, row.at().getEpochSecond());
    entry.addBatch();
    known.setLong(1, prefix(row.id()));
    known.setLong(2, row.index());
    known.addBatch();
    if (row.type().equals(BodyType.CLOCK.text())) {
      clock.setLong(1, row.index());
      clock.addBatch();
    }
  }

  private void addEffects(long index, List<Effect> effects) throws SQLException {
    for (int position = 0; position < effects.size(); position++) {
      Effect one = effects.get(position);
      effect.setLong(1, index);
      effect.setInt(2, position);
      effect.setLong(3, term(one.subject()));
      effect.setLong(4, term(one.type()));
      effect.setString(5, one.toJson().compact());
      effect.addBatch();
    }
  }

  /** The first 64 bits of an id. */
  static long prefix(Hash id) {
    return id.bytes().toBuffer().getLong();
  }

  private long term(String text) throws SQLException {
    Long remembered = terms.get(text);
    if (remembered != null) {
      return remembered;
    }
    oldTerm.setString(1, text);
    long n;
    try (ResultSet found = oldTerm.executeQuery()) {
      n = found.next() ? found.getLong(1) : 0;
    }
    if (n == 0) {
      n = nextTerm++;
      newTerm.setLong(1, n);
      newTerm.setString(2, text);
      newTerm.executeUpdate();
    }
    terms.put(text, n);
    return n;
  }

  /** What was written before this call survives a power cut when it returns. */
  synchronized void makeDurable() throws IOException {
    try {
      IndexDatabase.execute(connection, "PRAGMA synchronous=FULL");
      IndexDatabase.execute(
          connection,
          "INSERT OR REPLACE INTO durable SELECT 1, COALESCE(MAX(idx) + 1, 0) FROM entry");
      IndexDatabase.execute(connection, "PRAGMA synchronous=NORMAL");
    } catch (SQLException e) {
      throw unwritten(e);
    }
  }

  private static IOException unwritten(SQLException e) {
    return new IOException("the index could not be written: " + e.getMessage(), e);
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unwritten(e);
    }
  }
}
