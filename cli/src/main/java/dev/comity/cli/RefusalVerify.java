package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.governance.refusal.Judgement;
import dev.comity.governance.refusal.RefusedStatementCheck;
import dev.comity.governance.refusal.SignedRefusal;
import dev.comity.governance.state.State;
import dev.comity.node.NativeCrypto;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a signed refusal, and asks the rules again. */
@Command(
    name = "verify",
    description = {
      "Check that a community's operator signed a refusal, and say which rule it names.",
      "With the log and the refused statement the rules are asked again, at the very state that the"
          + " refusal names: it is rightful if they refuse the statement for the same reason, and"
          + " wrongful if they admit it. The statement of me.cose.refusal is me.cose unless"
          + " --statement names another.",
      "The operator's key is the one that the log's policy names unless --operator-key brings one"
          + " that you trust. Without either the signature is not checked, and the exit code says"
          + " so."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity refusal verify me.cose.refusal --operator-key operator.jwk",
      "  comity refusal verify me.cose.refusal --log http://localhost:7070/c/floor",
      "  comity refusal verify r.refusal --statement me.cose --log data/communities/floor",
      "",
      "Exit code: 0 the operator signed it, and with --log it is rightful; 1 not so;"
          + " 5 the address cannot be reached, 2 bad input."
    })
final class RefusalVerify implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A signed refusal.")
  private Path file;

  @Option(
      names = "--statement",
      paramLabel = "FILE.cose",
      description = "The statement that was refused.")
  private @Nullable Path statementFile;

  @Option(
      names = "--log",
      paramLabel = "DIR|URL",
      description = "The log of the community: a copy, or its address.")
  private @Nullable String log;

  @Option(
      names = "--operator-key",
      paramLabel = "FILE",
      description = "The operator's public key, a JWK from a source that you trust.")
  private @Nullable Path operatorKeyFile;

  @Option(
      names = "--log-key",
      paramLabel = "FILE",
      description = "With --log: the log's public key, a JWK from a source that you trust.")
  private @Nullable Path logKeyFile;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  RefusalVerify(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    SignedRefusal refusal = decode();
    Optional<VerificationKey> operatorKey =
        operatorKeyFile == null ? Optional.empty() : Optional.of(Keys.publicKey(operatorKeyFile));
    Optional<SignedStatement> statement = statement(refusal);
    try {
      if (operatorKey.isPresent()) {
        refusal.verify(operatorKey.get());
      }
      Optional<Judgement> judgement =
          log == null
              ? Optional.empty()
              : Optional.of(judge(refusal, statement.orElseThrow(this::statementMissing)));
      return conclude(new RefusalSummary(refusal, operatorKey.isPresent(), judgement));
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  private SignedRefusal decode() throws CommandFailure {
    try {
      return SignedRefusal.decode(InputFile.read(file, SignedStatement.MAX_SIZE));
    } catch (VerificationException e) {
      throw InputFile.badInput(file, e);
    }
  }

  private CommandFailure statementMissing() {
    return CommandFailure.badInput(
        file + ": name the refused statement with --statement FILE.cose, to ask the rules again");
  }

  private Optional<SignedStatement> statement(SignedRefusal refusal) throws CommandFailure {
    Optional<Path> named =
        Optional.ofNullable(statementFile).or(() -> RefusalFiles.statementOf(file));
    if (named.isEmpty()) {
      return Optional.empty();
    }
    Bytes content = InputFile.read(named.get(), SignedStatement.MAX_SIZE);
    SignedStatement statement;
    try {
      statement = SignedStatement.decode(content);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(named.get() + ": expected a signed statement: " + e.detail());
    }
    try {
      refusal.requireAbout(statement);
      return Optional.of(statement);
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  private Judgement judge(SignedRefusal refusal, SignedStatement statement)
      throws CommandFailure, VerificationException {
    NativeCrypto.chooseInBackground();
    String where = String.valueOf(log);
    if (CommunityUrl.isUrl(where)) {
      try (Web web = new Web()) {
        return judge(refusal, statement, new LogPlace.Address(CommunityUrl.parse(where), web));
      }
    }
    List<LogPlace> logs = LogPlace.in(Path.of(where));
    if (logs.size() != 1) {
      throw CommandFailure.badInput(where + ": expected one log, found " + logs.size());
    }
    return judge(refusal, statement, logs.get(0));
  }

  private Judgement judge(SignedRefusal refusal, SignedStatement statement, LogPlace place)
      throws CommandFailure, VerificationException {
    Optional<VerificationKey> trusted =
        logKeyFile == null ? Optional.empty() : Optional.of(Keys.publicKey(logKeyFile));
    AtomicReference<@Nullable State> named = new AtomicReference<>();
    try {
      LogAudit.Sound sound =
          LogAudit.run(
              place,
              trusted,
              state -> {
                if (state.size() == refusal.body().size()) {
                  named.set(state);
                }
              });
      State state = named.get();
      if (state == null) {
        throw RefusedStatementCheck.shorter(refusal, sound.log().checkpoint().checkpoint().size());
      }
      return RefusedStatementCheck.judge(refusal, statement.entry(), state);
    } catch (IOException e) {
      throw LogCheck.unreadable(place, e);
    }
  }

  private int conclude(RefusalSummary summary) throws CommandFailure {
    if (json) {
      terminal.print(summary.toJson());
    } else {
      terminal.print(summary.lines(terminal.words()));
    }
    return switch (summary.verdict()) {
      case SIGNED, RIGHTFUL -> Exit.OK;
      case UNSIGNED ->
          throw CommandFailure.failed(
              file
                  + ": no signature was checked; give the operator's key with --operator-key FILE,"
                  + " or the log with --log DIR|URL");
      case WRONGFUL ->
          throw CommandFailure.failed(
              file + ": the refusal is wrongful: the rules admit the statement");
      case OTHER_REASON ->
          throw CommandFailure.failed(
              file + ": the rules refuse the statement too, but for another reason");
    };
  }
}
