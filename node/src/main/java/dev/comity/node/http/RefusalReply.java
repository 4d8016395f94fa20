package dev.comity.node.http;

import dev.comity.core.Bytes;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.json.Json;
import dev.comity.governance.Refusal;
import dev.comity.governance.RefusalCode;
import dev.comity.node.Answer;
import java.util.List;

/** Says which rule refuses a statement, and carries the operator's signed refusal. */
final class RefusalReply {
  private RefusalReply() {}

  /** 400 where the statement was submitted, 404 where its receipt is asked for. */
  static Reply of(Request request, int status, Answer.Refused refused) {
    String title = status == 404 ? "Registration Failed" : title(refused.refusal());
    return request.prefersJson() ? json(status, title, refused) : concise(status, title, refused);
  }

  private static String title(Refusal refusal) {
    return refusal.code() == RefusalCode.ALGORITHM_NOT_ADMITTED
        ? "Bad Signature Algorithm"
        : "Rejected";
  }

  private static Reply json(int status, String title, Answer.Refused refused) {
    Refusal refusal = refused.refusal();
    Json.Obj body =
        Json.object()
            .put("title", title)
            .put("status", status)
            .put("detail", refusal.detail())
            .put("code", refusal.code().text())
            .put("rule", refusal.rule())
            .put("statement", refused.id().hex())
            .put("refusal", refused.signed().encode().base64())
            .build();
    return Reply.of(status, HttpProblem.RFC9457, Bytes.utf8(body.compact() + "\n")).notStored();
  }

  private static Reply concise(int status, String title, Answer.Refused refused) {
    Refusal refusal = refused.refusal();
    String detail = refusal.code().text() + " (" + refusal.rule() + "): " + refusal.detail();
    Cbor.Entry signed = new Cbor.Entry(Cbor.of("refusal"), Cbor.of(refused.signed().encode()));
    return Reply.of(
            status, HttpProblem.CONCISE, HttpProblem.concise(title, detail, List.of(signed)))
        .notStored();
  }
}
