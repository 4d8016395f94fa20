package dev.comity.node.http;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.witness.Witness;
import dev.comity.log.witness.WitnessAnswer;
import dev.comity.node.NodeWitness;
import java.io.IOException;
import java.util.List;

/** The node as a witness of other logs: C2SP tlog-witness. */
final class WitnessRoutes {
  private final NodeWitness witness;

  WitnessRoutes(NodeWitness witness) {
    this.witness = witness;
  }

  /** Every status and body is the witness's own, as the specification has it. */
  Reply addCheckpoint(Request request) throws HttpProblem, IOException {
    WitnessAnswer answer = witness().addCheckpoint(request.body(AddCheckpoint.MAX_SIZE));
    return Reply.of(answer.status(), answer.contentType(), answer.body()).notStored();
  }

  /** What others need to ask this witness, and how far it has seen each log. */
  Reply describe(Request request) throws IOException {
    Witness here = witness();
    List<Json> logs =
        here.standings().stream()
            .<Json>map(
                log -> Json.object().put("origin", log.origin()).put("size", log.size()).build())
            .toList();
    return Reply.json(
            200,
            Json.object()
                .put("name", here.key().name())
                .put("vkey", here.key().encode())
                .put("logs", new Json.Arr(logs))
                .put(
                    "evidence",
                    Json.object()
                        .put("splitViews", here.evidence().splitViews())
                        .put("unproved", here.evidence().unproved())
                        .build())
                .build())
        .notStored();
  }

  private Witness witness() throws IOException {
    try {
      return witness.get();
    } catch (VerificationException e) {
      throw new IOException(e.detail(), e);
    }
  }
}
