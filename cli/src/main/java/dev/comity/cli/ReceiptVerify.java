package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.TransparentStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.log.proof.Receipt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks that a statement is in a log. */
@Command(
    name = "verify",
    description = {
      "Check that a statement is in a log: the path from the entry to the root, and the log's"
          + " signature under the root.",
      "FILE is a receipt, or a transparent statement that carries its receipts. The statement of"
          + " me.cose.receipt.cbor is me.cose unless --statement names another.",
      "FILE may also be a receipt of consistency: that the log of one checkpoint continues that of"
          + " another.",
      "Without a key only the path is checked, and the exit code says so."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity receipt verify me.cose.receipt.cbor --log-key floor.jwk",
      "  comity receipt verify receipt.cbor --statement me.cose --url"
          + " http://localhost:7070/c/floor",
      "  comity receipt verify grown.cbor --from kept.txt --to now.txt --log-key floor.jwk",
      "",
      "Exit code: 0 verified, 1 not verified or without a key, 5 the address gives no key,"
          + " 2 bad input."
    })
final class ReceiptVerify implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A receipt or a transparent statement.")
  private Path file;

  @Option(
      names = "--statement",
      paramLabel = "FILE.cose",
      description = "The statement that the receipt is for.")
  private @Nullable Path statement;

  @Option(
      names = "--from",
      paramLabel = "CHECKPOINT",
      description = "For a receipt of consistency: the older checkpoint, which you kept.")
  private @Nullable Path older;

  @Option(
      names = "--to",
      paramLabel = "CHECKPOINT",
      description = "For a receipt of consistency: the newer checkpoint.")
  private @Nullable Path newer;

  @ArgGroup private @Nullable KeySource keySource;

  /** Where the log's key comes from. */
  static final class KeySource {
    @Option(
        names = {"--log-key", "--key"},
        paramLabel = "FILE",
        description = "The log's public key, a JWK from a source that you trust.")
    private @Nullable Path file;

    @Option(
        names = "--url",
        paramLabel = "URL",
        description = "The community to ask for its log's key; trusts what it answers.")
    private @Nullable String url;
  }

  ReceiptVerify(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    Bytes content = InputFile.read(file, TransparentStatement.MAX_SIZE);
    List<VerificationKey> keys = keys();
    if (ConsistencyCheck.isFor(content)) {
      consistency(keys).run(content, terminal);
      return Exit.OK;
    }
    ReceiptedStatement receipted =
        ReceiptedStatement.of(file, content, Optional.ofNullable(statement));
    boolean verified = false;
    for (Receipt receipt : receipted.receipts()) {
      verified |= verify(receipted.statement(), receipt, keys);
    }
    if (!verified) {
      throw CommandFailure.failed(
          file
              + (keys.isEmpty()
                  ? ": the path is right, but no signature was checked; give the log's key with"
                      + " --log-key FILE, or --url URL to ask the community"
                  : ": not verified: the log's key is not "
                      + keys.get(0).keyId()
                      + ", which was given"));
    }
    return Exit.OK;
  }

  private ConsistencyCheck consistency(List<VerificationKey> keys) throws CommandFailure {
    if (older == null || newer == null) {
      throw CommandFailure.badInput(
          file
              + ": is a receipt of consistency; give the checkpoints it lies between with --from"
              + " CHECKPOINT --to CHECKPOINT");
    }
    return new ConsistencyCheck(file, older, newer, keys);
  }

  /**
   * Whether the log's key is at hand and signed; throws when the path or the signature is wrong.
   */
  private boolean verify(SignedStatement of, Receipt receipt, List<VerificationKey> keys)
      throws CommandFailure {
    Optional<VerificationKey> key =
        keys.stream().filter(k -> k.keyId().bytes().equals(receipt.kid())).findFirst();
    try {
      Hash root = ReceiptCheck.root(receipt, of);
      if (key.isPresent()) {
        receipt.verify(of.entry(), key.get());
      }
      print(of, receipt, root);
      terminal.print(
          terminal.words().text(key.isPresent() ? "receipt.verified" : "receipt.unsigned"));
      return key.isPresent();
    } catch (VerificationException e) {
      throw CommandFailure.failed(file + ": not verified: " + e.detail());
    }
  }

  private void print(SignedStatement of, Receipt receipt, Hash root) {
    Words words = terminal.words();
    String place =
        words.text("receipt.place", receipt.proof().leafIndex(), receipt.proof().treeSize());
    terminal.print(
        new TextTable()
            .row(words.text("receipt.log"), OneLine.of(receipt.issuer()))
            .row(words.text("receipt.key"), receipt.kid().hex())
            .row(words.text("receipt.entry"), place)
            .row(words.text("statement.id"), of.id().hex())
            .row(words.text("receipt.root"), root.hex())
            .lines());
  }

  private List<VerificationKey> keys() throws CommandFailure, InterruptedException {
    if (keySource == null) {
      return List.of();
    }
    if (keySource.file != null) {
      return List.of(Keys.publicKey(keySource.file));
    }
    return LogKeys.published(CommunityUrl.parse(String.valueOf(keySource.url)).keys());
  }
}
