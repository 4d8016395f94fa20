package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.refusal.SignedRefusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where a refusal is beside its statement: {@code me.cose} and {@code me.cose.refusal}. */
final class RefusalFiles {
  private static final String SUFFIX = ".refusal";

  private RefusalFiles() {}

  static Path refusalOf(Path statement) {
    return statement.resolveSibling(statement.getFileName() + SUFFIX);
  }

  /** The statement beside a refusal, when there is one. */
  static Optional<Path> statementOf(Path refusal) {
    String name = String.valueOf(refusal.getFileName());
    return Optional.of(name)
        .filter(n -> n.endsWith(SUFFIX) && n.length() > SUFFIX.length())
        .map(n -> refusal.resolveSibling(n.substring(0, n.length() - SUFFIX.length())))
        .filter(Files::isRegularFile);
  }

  /**
   * The signed refusal in a community's problem document, if it has one. Whether the operator
   * signed it is not known here; that it is about {@code statement} is.
   */
  static Optional<Bytes> in(Cbor.Map problem, SignedStatement statement)
      throws VerificationException {
    if (!(problem.get(Cbor.of("refusal")).orElse(null) instanceof Cbor.Octets octets)) {
      return Optional.empty();
    }
    SignedRefusal refusal = SignedRefusal.decode(octets.bytes());
    refusal.requireAbout(statement);
    return Optional.of(refusal.encode());
  }
}
