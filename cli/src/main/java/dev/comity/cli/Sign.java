package dev.comity.cli;

import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.governance.statement.BodyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signs a statement for a log. */
@Command(
    name = "sign",
    description = {
      "Sign a statement for one log. The body is checked as strictly as the log will.",
      "Types: every type of docs/spec/statements.md, by its short name: party, charter, propose,"
          + " ballot, rulebook, system, evidence, request, concern and the others.",
      "A party's body may leave out its key: the signing key is put in. A rulebook's body may be"
          + " its folder. A system's body may be its card."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity sign party me.yaml --key me.jwk --log comity.local/floor -o me.cose",
      "  comity sign system card.yaml --key me.jwk --log comity.local/floor -o card.cose",
      "  comity sign rulebook rulebooks/frontier-coherence --key me.jwk \\",
      "    --log comity.local/frontier-coherence -o rulebook.cose",
      "",
      "Exit code: 0, or 2 when the body or the key is not as expected."
    })
final class Sign implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "TYPE", description = "What kind of statement it is.")
  private String type;

  @Parameters(
      index = "1",
      paramLabel = "BODY",
      description = "The body, JSON or YAML, without log and seq.")
  private Path body;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The private key, as comity keygen wrote it.")
  private Path keyFile;

  @Option(
      names = "--log",
      required = true,
      paramLabel = "ORIGIN",
      description = "The log's name, the first line of its checkpoint.")
  private String log;

  @Option(
      names = "--subject",
      paramLabel = "S",
      description = "What the statement is about; by default taken from the body.")
  private @Nullable String subject;

  @Option(
      names = "--seq",
      paramLabel = "N",
      description =
          "Above every number the key has used in this log; by default milliseconds since 1970.")
  private @Nullable Long seq;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.cose",
      description = "Where to write the signed statement.")
  private Path output;

  Sign(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    BodyType bodyType = bodyType();
    SigningKey key = Keys.signing(keyFile);
    requireOtherThan(keyFile);
    requireOtherThan(body);
    StatementDraft.Address address =
        new StatementDraft.Address(
            log,
            seq == null ? surroundings.clock().millis() : seq,
            surroundings.now(),
            Optional.ofNullable(subject));
    SignedStatement signed = StatementDraft.read(bodyType, body, key).sign(key, address);
    InputFile.write(output, signed.entry());
    Words words = terminal.words();
    terminal.print(
        new TextTable()
            .row(words.text("statement.file"), output.toString())
            .row(words.text("statement.id"), signed.id().hex())
            .row(words.text("statement.issuer"), signed.header().issuer())
            .row(words.text("statement.subject"), OneLine.of(signed.header().subject()))
            .row(words.text("statement.log"), log)
            .row(words.text("statement.seq"), String.valueOf(address.seq()))
            .lines());
    return Exit.OK;
  }

  private BodyType bodyType() throws CommandFailure {
    return BodyType.ofText(type)
        .orElseThrow(
            () ->
                CommandFailure.badInput(
                    "TYPE: expected one of "
                        + Arrays.stream(BodyType.values())
                            .map(BodyType::text)
                            .collect(Collectors.joining(", "))
                        + "; found "
                        + type));
  }

  /** A slip of the pen must not replace what was signed, or with what. */
  private void requireOtherThan(Path input) throws CommandFailure {
    try {
      if (Files.exists(output) && Files.exists(input) && Files.isSameFile(output, input)) {
        throw CommandFailure.badInput(
            output + ": is also read; choose another name for the signed statement");
      }
    } catch (IOException e) {
      throw InputFile.failure(output, e);
    }
  }
}
