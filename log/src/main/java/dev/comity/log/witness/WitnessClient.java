package dev.comity.log.witness;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.log.LogReader;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.Cosignature;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.NoteSignature;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks one witness for cosignatures of one log (C2SP tlog-witness). Trusts nothing of the answer:
 * only a cosignature of the very checkpoint that was sent, by the key that was given, is one.
 */
public final class WitnessClient {
  private static final int MAX_REPLY = 65_536;
  private static final int CONFLICT = 409;
  private static final int NO_ANSWER = 0;

  private final NoteKey witness;
  private final URI addCheckpoint;
  private final HttpClient http;
  private final Duration timeout;
  private volatile long lastSize;

  /** What came of asking. */
  public sealed interface Outcome {
    /** The witness's line for the checkpoint, verified. */
    record Cosigned(NoteSignature line, long timeSeconds) implements Outcome {}

    /** Nothing that counts; {@code detail} is one line for people. */
    record Failed(WitnessFault fault, String detail) implements Outcome {}
  }

  private record Reply(int status, String contentType, Bytes body) {}

  /**
   * Asks at {@code submissionPrefix}/add-checkpoint. Throws {@link IllegalArgumentException} unless
   * it is an http or https address.
   */
  public WitnessClient(
      NoteKey witness, String submissionPrefix, HttpClient http, Duration timeout) {
    this.witness = witness;
    this.addCheckpoint = URI.create(submissionPrefix.replaceAll("/+$", "") + "/add-checkpoint");
    this.http = http;
    this.timeout = timeout;
    String scheme = String.valueOf(addCheckpoint.getScheme());
    if (!scheme.matches("(?i)https?") || addCheckpoint.getHost() == null) {
      throw new IllegalArgumentException(
          "expected the http or https address of a witness, found " + submissionPrefix);
    }
  }

  public NoteKey witness() {
    return witness;
  }

  /** The size of the largest tree that it is known to have cosigned, 0 before any. */
  public long lastSize() {
    return lastSize;
  }

  /** Learns from a checkpoint that was published earlier what the witness has cosigned. */
  public void remember(SignedCheckpoint published) {
    try {
      if (published.cosignature(witness).isPresent()) {
        lastSize = Math.max(lastSize, published.checkpoint().size());
      }
    } catch (VerificationException e) {
      // Not its cosignature, then: there is nothing to remember.
    }
  }

  /**
   * Asks once, and once more if the witness remembers another size than was thought. Throws {@link
   * IOException} only when {@code tree} cannot be read.
   */
  public Outcome ask(SignedCheckpoint signed, LogReader tree)
      throws IOException, InterruptedException {
    long size = signed.checkpoint().size();
    long old = Math.min(lastSize, size);
    try {
      Reply reply = post(request(old, signed, tree));
      if (reply.status() == CONFLICT) {
        long claimed = claimedSize(reply);
        Optional<Outcome.Failed> fault = fault(claimed, old, size);
        if (fault.isPresent()) {
          return fault.get();
        }
        reply = post(request(claimed, signed, tree));
        if (reply.status() == CONFLICT && claimed == size) {
          return otherTree(size);
        }
      }
      return judge(reply, signed);
    } catch (VerificationException e) {
      return failed(WitnessFault.INVALID, e.detail());
    }
  }

  private static AddCheckpoint request(long old, SignedCheckpoint signed, LogReader tree)
      throws IOException {
    boolean grows = old > 0 && old < signed.checkpoint().size();
    List<Hash> path = grows ? tree.consistencyProof(old).path() : List.of();
    return new AddCheckpoint(old, path, signed);
  }

  private Reply post(AddCheckpoint request) throws InterruptedException {
    try {
      return exchange(request);
    } catch (IOException e) {
      return new Reply(NO_ANSWER, "", Bytes.utf8(silence(e)));
    } catch (IllegalArgumentException e) {
      // How the HTTP client takes some answers that are not HTTP, such as a length in letters.
      return new Reply(NO_ANSWER, "", Bytes.utf8("an answer that is not HTTP"));
    }
  }

  private Reply exchange(AddCheckpoint request) throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(addCheckpoint)
            .timeout(timeout)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.encode().toArray()))
            .build();
    HttpResponse<InputStream> response = http.send(post, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      byte[] octets = in.readNBytes(MAX_REPLY + 1);
      if (octets.length > MAX_REPLY) {
        throw new IOException("an answer of more than " + MAX_REPLY + " bytes");
      }
      return new Reply(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          Bytes.of(octets));
    }
  }

  private static long claimedSize(Reply reply) throws VerificationException {
    String body = reply.body().utf8();
    if (reply.contentType().startsWith(WitnessAnswer.SIZE)
        && body.matches("(0|[1-9][0-9]{0,17})\n")) {
      return Long.parseLong(body.strip());
    }
    throw VerificationException.malformed(
        "409 without a size in " + WitnessAnswer.SIZE + ", found " + Utf8.quoted(body));
  }

  /** What a 409 gives away; empty when the sizes only were not known yet. */
  private Optional<Outcome.Failed> fault(long claimed, long old, long size) {
    if (claimed > size) {
      return Optional.of(
          failed(
              WitnessFault.KNOWS_LARGER_TREE,
              "it claims size " + claimed + " of this log, which has signed only " + size));
    }
    if (claimed < lastSize) {
      return Optional.of(
          failed(
              WitnessFault.ROLLED_BACK,
              "it cosigned size " + lastSize + " before, and now remembers only " + claimed));
    }
    if (claimed == old) {
      return Optional.of(
          old == size
              ? otherTree(size)
              : failed(WitnessFault.INVALID, "409 with the size that was sent, " + old));
    }
    return Optional.empty();
  }

  private static Outcome.Failed otherTree(long size) {
    return failed(
        WitnessFault.KNOWS_OTHER_TREE, "it claims to have cosigned another tree of size " + size);
  }

  private Outcome judge(Reply reply, SignedCheckpoint signed) throws VerificationException {
    if (reply.status() != 200) {
      String said = Utf8.shown(reply.body().utf8().strip());
      return reply.status() == NO_ANSWER
          ? failed(WitnessFault.SILENT, said)
          : failed(WitnessFault.REFUSED, reply.status() + ": " + said);
    }
    List<NoteSignature> own =
        Note.parseSignatures(reply.body()).stream().filter(witness::claims).toList();
    if (own.isEmpty()) {
      throw VerificationException.malformed("its answer has no signature of its key");
    }
    Cosignature latest = signed.onlyWith(own).cosignature(witness).orElseThrow();
    lastSize = Math.max(lastSize, signed.checkpoint().size());
    NoteSignature line =
        own.stream().filter(each -> each.signature().equals(latest.encode())).findFirst().get();
    return new Outcome.Cosigned(line, latest.timeSeconds());
  }

  private static Outcome.Failed failed(WitnessFault fault, String detail) {
    return new Outcome.Failed(fault, detail);
  }

  private static String silence(IOException problem) {
    return switch (problem) {
      case HttpTimeoutException timeout -> "no answer in time";
      case ConnectException refused -> "cannot be reached";
      default -> String.valueOf(problem.getMessage());
    };
  }
}
