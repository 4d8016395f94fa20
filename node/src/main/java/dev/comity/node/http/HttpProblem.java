package dev.comity.node.http;

import dev.comity.core.Bytes;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborEncoder;
import dev.comity.core.json.Json;
import java.util.List;

/**
 * An error on its way out. The title is one of SCRAPI's where it has one; the detail is one line.
 */
final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1L;
  static final String CONCISE = "application/concise-problem-details+cbor";
  static final String RFC9457 = "application/problem+json";

  private final int status;
  private final String title;

  HttpProblem(int status, String title, String detail) {
    super(detail);
    this.status = status;
    this.title = title;
  }

  static HttpProblem notFound(String what) {
    return new HttpProblem(404, "Not Found", what);
  }

  static HttpProblem badRequest(String what) {
    return new HttpProblem(400, "Malformed request", what);
  }

  int status() {
    return status;
  }

  String title() {
    return title;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  /** RFC 9290: {-1: title, -2: detail}. */
  Reply concise() {
    return Reply.of(status, CONCISE, concise(title, detail(), List.of())).notStored();
  }

  static Bytes concise(String title, String detail, List<Cbor.Entry> more) {
    Cbor.Map map = Cbor.Map.EMPTY.with(-1, Cbor.of(title)).with(-2, Cbor.of(detail));
    List<Cbor.Entry> entries = new java.util.ArrayList<>(map.entries());
    entries.addAll(more);
    return CborEncoder.encode(new Cbor.Map(entries));
  }

  /** RFC 9457. */
  Reply json() {
    Json.Obj body =
        Json.object().put("title", title).put("status", status).put("detail", detail()).build();
    return Reply.of(status, RFC9457, Bytes.utf8(body.compact() + "\n")).notStored();
  }
}
