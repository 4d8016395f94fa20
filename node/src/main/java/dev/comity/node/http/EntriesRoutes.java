package dev.comity.node.http;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.node.Answer;
import dev.comity.node.Community;
import dev.comity.node.CommunityIndex;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

/**
 * Registration after draft-ietf-scitt-scrapi: POST /entries, GET /entries/{id}, key discovery.
 * {@code id} is the statement id in hex, or the decimal index of the entry.
 */
final class EntriesRoutes {
  private static final System.Logger LOG = System.getLogger(EntriesRoutes.class.getName());
  private static final int LIST_SIZE = 100;

  private final Communities communities;

  EntriesRoutes(Communities communities) {
    this.communities = communities;
  }

  /**
   * 201 with the receipt once the statement is durable; the same statement again gets its receipt
   * again.
   */
  Reply register(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    Bytes body = request.body(SignedStatement.MAX_SIZE);
    Answer answer = await(community, body);
    return switch (answer) {
      case Answer.Logged logged -> logged(request, community, logged);
      case Answer.Refused refused -> refused(request, refused);
      case Answer.Invalid invalid -> throw problem(invalid.cause());
      case Answer.Busy busy ->
          new HttpProblem(429, "Too Many Requests", "the queue is full; try again")
              .concise()
              .with("Retry-After", Integer.toString(busy.retryAfterSeconds()));
    };
  }

  static Answer await(Community community, Bytes body) throws HttpProblem {
    try {
      return community.submit(body).get();
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, community.slug() + ": a submission failed", e.getCause());
      throw e.getCause() instanceof IOException
          ? new HttpProblem(
              503,
              "Service Unavailable",
              "the log takes no entries until the node is restarted; nothing was acknowledged")
          : new HttpProblem(
              500, "Internal error", "the node failed on this statement; nothing was acknowledged");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpProblem(503, "Service Unavailable", "the node is stopping");
    }
  }

  private static Reply logged(Request request, Community community, Answer.Logged logged)
      throws IOException {
    String location = "/c/" + community.slug() + "/entries/" + logged.id().hex();
    Bytes receipt = logged.receipt().encode();
    Reply reply =
        request.prefersJson()
            ? Reply.json(
                201,
                Json.object()
                    .put("index", logged.index())
                    .put("id", logged.id().hex())
                    .put("fresh", logged.fresh())
                    .put("receipt", receipt.base64())
                    .build())
            : Reply.of(201, Reply.COSE, receipt);
    return reply
        .with("Location", location)
        .with("Comity-Index", Long.toString(logged.index()))
        .notStored();
  }

  /** Says which rule refuses, and carries the operator's signed refusal. */
  private static Reply refused(Request request, Answer.Refused refused) {
    String detail =
        refused.refusal().code().text()
            + " ("
            + refused.refusal().rule()
            + "): "
            + refused.refusal().detail();
    if (request.prefersJson()) {
      Json.Obj body =
          Json.object()
              .put("title", "Rejected")
              .put("status", 400)
              .put("detail", refused.refusal().detail())
              .put("code", refused.refusal().code().text())
              .put("rule", refused.refusal().rule())
              .put("statement", refused.id().hex())
              .put("refusal", refused.signed().entry().base64())
              .build();
      return Reply.of(400, HttpProblem.RFC9457, Bytes.utf8(body.compact() + "\n")).notStored();
    }
    Cbor.Entry signed = new Cbor.Entry(Cbor.of("refusal"), Cbor.of(refused.signed().entry()));
    return Reply.of(
            400, HttpProblem.CONCISE, HttpProblem.concise("Rejected", detail, List.of(signed)))
        .notStored();
  }

  private static HttpProblem problem(VerificationException e) {
    return switch (e.code()) {
      case UNSUPPORTED_ALGORITHM -> new HttpProblem(400, "Bad Signature Algorithm", e.detail());
      case UNKNOWN_KEY -> new HttpProblem(400, "Confirmation Missing", e.detail());
      case TOO_LARGE -> new HttpProblem(413, "Malformed request", e.detail());
      case MALFORMED, BAD_PROOF -> new HttpProblem(400, "Malformed request", e.detail());
      case BAD_SIGNATURE, MISMATCH -> new HttpProblem(400, "Rejected", e.detail());
    };
  }

  /** The receipt, or what the client asks for: a JSON description. */
  Reply entry(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    long index = index(community, request.parameter("id"));
    if (request.prefersJson()) {
      return Reply.json(200, describe(community, index));
    }
    return Reply.of(200, Reply.COSE, community.receipt(index).encode()).notStored();
  }

  /** The receipt as a file. */
  Reply receipt(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    long index = index(community, request.parameter("id"));
    return Reply.of(200, Reply.COSE, community.receipt(index).encode())
        .with("Content-Disposition", "attachment; filename=\"entry-" + index + ".receipt\"")
        .notStored();
  }

  /** The exact logged bytes. */
  Reply statement(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    long index = index(community, request.parameter("id"));
    return Reply.of(200, Reply.COSE, community.log().entry(index))
        .with("Content-Disposition", "attachment; filename=\"entry-" + index + ".cose\"")
        .immutable();
  }

  static long index(Community community, String id) throws HttpProblem, IOException {
    if (id.matches("[0-9a-f]{64}")) {
      OptionalLong index = community.indexOf(Hash.fromHex(id));
      return index.orElseThrow(
          () -> HttpProblem.notFound("no statement " + id + " is in this log"));
    }
    if (!id.matches("0|[1-9][0-9]{0,17}")) {
      throw new HttpProblem(
          400,
          "Invalid locator",
          "expected a statement id (64 hex digits) or an entry index, found \"" + shown(id) + "\"");
    }
    long index = Long.parseLong(id);
    if (index >= community.checkpoint().checkpoint().size()) {
      throw HttpProblem.notFound(
          "the log has " + community.checkpoint().checkpoint().size() + " entries, no entry " + id);
    }
    return index;
  }

  private static String shown(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  static Json.Obj describe(Community community, long index) throws HttpProblem, IOException {
    try {
      SignedStatement signed = SignedStatement.decode(community.log().entry(index));
      CommunityIndex.Row row =
          community
              .index()
              .row(index)
              .orElseThrow(() -> HttpProblem.notFound("entry " + index + " is not indexed yet"));
      Json payload =
          row.type().contains("/")
              ? Json.of(signed.payload().base64())
              : JsonParser.parse(signed.payload());
      return Json.object()
          .put("index", index)
          .put("id", signed.id().hex())
          .put("type", row.type())
          .put("contentType", signed.header().contentType())
          .put("issuer", signed.header().issuer())
          .put("subject", signed.header().subject())
          .put("keyId", signed.header().keyId().hex())
          .put("algorithm", signed.header().algorithm().text())
          .put("at", row.at().toString())
          .put("body", payload)
          .put(
              "effects",
              new Json.Arr(
                  community.index().effectsOf(index).stream().<Json>map(e -> e.json()).toList()))
          .build();
    } catch (VerificationException e) {
      throw new IOException("entry " + index + " does not decode: " + e.detail(), e);
    }
  }

  /** Newest first; {@code ?below=N} goes on from there. */
  Reply list(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    long below = index(request, "below");
    List<Json> rows =
        community.index().rows(below, LIST_SIZE).stream()
            .<Json>map(
                row ->
                    Json.object()
                        .put("index", row.index())
                        .put("id", row.id().hex())
                        .put("type", row.type())
                        .put("issuer", row.issuer())
                        .put("subject", row.subject())
                        .put("at", row.at().toString())
                        .build())
            .toList();
    return Reply.json(
            200,
            Json.object()
                .put("size", community.checkpoint().checkpoint().size())
                .put("entries", new Json.Arr(rows))
                .build())
        .notStored();
  }

  /** The entry index in a query parameter; past all entries when it is absent. */
  static long index(Request request, String name) throws HttpProblem {
    String text = request.query(name).orElse("");
    if (text.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw HttpProblem.badRequest(
          name + ": expected an entry index, found \"" + shown(text) + "\"");
    }
    return Long.parseLong(text);
  }

  /** The COSE Key Set of this community's log. */
  Reply keys(Request request) throws HttpProblem {
    Community community = communities.of(request);
    Cbor.Array set = Cbor.array(community.logKey().toCoseKey());
    return Reply.of(200, Reply.CBOR, CborEncoder.encode(set));
  }

  Reply key(Request request) throws HttpProblem {
    Community community = communities.of(request);
    String kid = request.parameter("kid");
    if (!community.logKey().keyId().bytes().base64Url().equals(kid)) {
      throw new HttpProblem(404, "No such key", "this log has no key \"" + shown(kid) + "\"");
    }
    return Reply.of(200, Reply.CBOR, CborEncoder.encode(community.logKey().toCoseKey()));
  }
}
