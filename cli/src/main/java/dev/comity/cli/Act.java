package dev.comity.cli;

import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/**
 * An act of a party in a community: a body is made of the arguments, checked as strictly as the log
 * will, signed, and sent or kept.
 */
abstract class Act implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;
  @Mixin private final Delivery delivery;
  private final BodyType type;

  Act(Surroundings surroundings, BodyType type) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
    this.delivery = new Delivery(surroundings);
    this.type = type;
  }

  /** The body without log and seq. */
  abstract Json.Obj body() throws CommandFailure, InterruptedException;

  final Terminal terminal() {
    return terminal;
  }

  final Delivery delivery() {
    return delivery;
  }

  final Moments moments() {
    return new Moments(surroundings.now());
  }

  @Override
  public final Integer call() throws CommandFailure, InterruptedException {
    report(delivery.deliver(type, body()));
    return Exit.OK;
  }

  /** What was signed, where it stands, and what that means. */
  private void report(Delivery.Done done) throws CommandFailure {
    Words words = terminal.words();
    SignedStatement statement = done.statement();
    TextTable table = new TextTable();
    done.receipt()
        .ifPresent(
            receipt ->
                table.row(words.text("submit.index"), String.valueOf(receipt.proof().leafIndex())));
    table.row(words.text("statement.id"), statement.id().hex());
    Optional<Path> file = delivery.output();
    file.ifPresent(path -> table.row(words.text("statement.file"), path.toString()));
    if (done.receipt().isPresent()) {
      file.ifPresent(
          path -> table.row(words.text("submit.receipt"), ReceiptFiles.receiptOf(path).toString()));
    } else {
      table
          .row(words.text("statement.issuer"), statement.header().issuer())
          .row(words.text("statement.subject"), OneLine.of(statement.header().subject()))
          .row(words.text("statement.log"), done.log())
          .row(words.text("statement.seq"), String.valueOf(done.seq()));
    }
    terminal.print(table.lines());
    terminal.print(meaning(done));
  }

  private String meaning(Delivery.Done done) throws CommandFailure {
    Words words = terminal.words();
    return done.receipt().isEmpty()
        ? words.text("act.offline", delivery.output().orElseThrow())
        : words.text(
            "act." + type.text(),
            done.statement().id().hex(),
            delivery.community().orElseThrow().url());
  }
}
