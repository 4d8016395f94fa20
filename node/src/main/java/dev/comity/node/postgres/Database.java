package dev.comity.node.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Two small pools: owners renew leases and commit through one, and must not wait for readers, who
 * use the other. Every {@link IOException} is one line that names the setting.
 */
final class Database implements AutoCloseable {
  /** Held here: the logging system forgets levels of loggers that nobody holds. */
  private static final List<Logger> QUIET =
      List.of(Logger.getLogger("com.zaxxer.hikari"), Logger.getLogger("org.flywaydb"));

  private static final int OWNER_CONNECTIONS = 4;
  private static final int READER_CONNECTIONS = 6;
  private static final int CONNECT_MILLIS = 3_000;
  private static final String TIMEOUT_SECONDS = "10";

  /** A server that acknowledges what it has not made durable would break every promise. */
  private static final String DURABLE =
      "SELECT set_config('synchronous_commit', 'on', false)"
          + " WHERE current_setting('synchronous_commit') = 'off'";

  private final DatabaseUrl url;
  private final HikariDataSource ownerPool;
  private final HikariDataSource readerPool;
  private final Jdbi owners;
  private final Jdbi readers;

  private Database(DatabaseUrl url, HikariDataSource ownerPool, HikariDataSource readerPool) {
    this.url = url;
    this.ownerPool = ownerPool;
    this.readerPool = readerPool;
    this.owners = Jdbi.create(ownerPool);
    this.readers = Jdbi.create(readerPool);
  }

  /** Connects, and makes the tables when they are missing or older. */
  static Database open(DatabaseUrl url) throws IOException {
    QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    HikariDataSource ownerPool = new HikariDataSource(pool(url, "owners", OWNER_CONNECTIONS));
    HikariDataSource readerPool = new HikariDataSource(pool(url, "readers", READER_CONNECTIONS));
    Database database = new Database(url, ownerPool, readerPool);
    boolean opened = false;
    try {
      database.write(handle -> handle.execute("SELECT 1"));
      database.migrate();
      opened = true;
      return database;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }

  private static HikariConfig pool(DatabaseUrl url, String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url.jdbc());
    config.setPoolName("comity-" + name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(DURABLE);
    config.addDataSourceProperty("ApplicationName", "comity");
    config.addDataSourceProperty("socketTimeout", TIMEOUT_SECONDS);
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    return config;
  }

  private void migrate() throws IOException {
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(ownerPool)
          .locations("classpath:dev/comity/node/postgres")
          .table("comity_schema_history")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IOException(
          "--database: %s: the tables cannot be made (%s); let this user create tables once"
              .formatted(url, firstLine(e)),
          e);
    }
  }

  /** For the owner of a log. */
  <T, X extends Exception> T write(HandleCallback<T, X> work) throws IOException, X {
    return run(owners, work);
  }

  /** For everybody. */
  <T, X extends Exception> T read(HandleCallback<T, X> work) throws IOException, X {
    return run(readers, work);
  }

  private <T, X extends Exception> T run(Jdbi jdbi, HandleCallback<T, X> work)
      throws IOException, X {
    try {
      return jdbi.withHandle(work);
    } catch (JdbiException e) {
      throw failure(e);
    }
  }

  private IOException failure(JdbiException e) {
    String state = sqlState(e);
    String advice =
        state.startsWith("28")
            ? "give user and password in the address or in ~/.pgpass"
            : state.startsWith("3D")
                ? "create the database, or correct the address"
                : state.isEmpty() || state.startsWith("08")
                    ? "is PostgreSQL running there?"
                    : "see the database's log";
    return new IOException("--database: %s: %s; %s".formatted(url, firstLine(root(e)), advice), e);
  }

  private static String sqlState(Throwable e) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState().toUpperCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e.getCause();
    return cause == null ? e : root(cause);
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    ownerPool.close();
    readerPool.close();
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
