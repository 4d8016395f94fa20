package dev.comity.governance;

import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;

/** A statement at its place in the log, its signature verified (see {@link Verifier}). */
public record Entry(long index, Statement statement) {
  Body body() {
    return statement.body();
  }

  String issuer() {
    return statement.issuer();
  }
}
