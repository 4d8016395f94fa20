package dev.comity.governance.passport;

import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The verified statements of a passport by their entries. */
final class CarriedStatements {
  private final SortedMap<Long, Statement> statements;
  private final String operator;

  CarriedStatements(SortedMap<Long, Statement> statements, String operator) {
    this.statements = new TreeMap<>(statements);
    this.operator = operator;
  }

  String operator() {
    return operator;
  }

  int size() {
    return statements.size();
  }

  /**
   * Throws {@code MISMATCH}, naming the entry, when the passport lacks it or it is of another type.
   */
  Statement at(long index, Class<? extends Body> type) throws VerificationException {
    Statement statement = any(index);
    if (!type.isInstance(statement.body())) {
      throw new VerificationException(
          Code.MISMATCH,
          "entry %d: expected a %s statement"
              .formatted(index, type.getSimpleName().toLowerCase(Locale.ROOT)));
    }
    return statement;
  }

  /** Throws {@code MISMATCH}, naming the entry, when the passport lacks it. */
  Statement any(long index) throws VerificationException {
    Statement statement = statements.get(index);
    if (statement == null) {
      throw new VerificationException(
          Code.MISMATCH,
          "entry " + index + ": the passport lacks it, but the decision rests on it");
    }
    return statement;
  }

  /** The log's time at an entry; throws unless the clock that gave it is carried. */
  Instant clockBefore(long index, String stated) throws VerificationException {
    String found = "none";
    for (Statement statement : statements.headMap(index).values()) {
      if (statement.body() instanceof Body.Clock clock) {
        found = clock.now().toString();
      }
    }
    if (!found.equals(stated)) {
      throw new VerificationException(
          Code.MISMATCH,
          "entry %d: expected the clock before it to say %s, found %s"
              .formatted(index, stated, found));
    }
    return Instant.parse(found);
  }
}
