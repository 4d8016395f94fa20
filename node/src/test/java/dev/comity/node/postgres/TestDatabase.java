package dev.comity.node.postgres;

import dev.comity.core.VerificationException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The database of this JVM's tests: one that is started once, or {@code
 * -Dcomity.test.database=jdbc:postgresql://…}.
 */
public final class TestDatabase {
  private static @Nullable DatabaseUrl url;

  private TestDatabase() {}

  public static synchronized DatabaseUrl url() throws IOException, VerificationException {
    DatabaseUrl known = url;
    if (known == null) {
      String given = System.getProperty("comity.test.database", "");
      known = DatabaseUrl.parse(given.isEmpty() ? embedded() : given);
      url = known;
    }
    return known;
  }

  /** Ends with the JVM. */
  private static String embedded() throws IOException {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    return server.getJdbcUrl("postgres", "postgres");
  }

  public static void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url().jdbc());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IOException(sql, e);
    }
  }

  /** What others wait for when an owner falls silent. */
  public static void expireLease(String origin) throws Exception {
    execute("UPDATE comity_head SET lease_until = now() WHERE origin = '" + origin + "'");
  }

  public static void forget(String origin) throws Exception {
    execute("DELETE FROM comity_tile WHERE origin = '" + origin + "'");
    execute("DELETE FROM comity_head WHERE origin = '" + origin + "'");
  }
}
