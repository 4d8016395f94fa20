package dev.comity.node.http;

import dev.comity.core.Bytes;
import dev.comity.log.LogReader;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.TlogProof;
import dev.comity.node.Community;
import java.io.IOException;

/** What is needed to check an entry far from this node: a proof file, and the log's key. */
final class ProofRoutes {
  private final Communities communities;

  ProofRoutes(Communities communities) {
    this.communities = communities;
  }

  /** C2SP tlog-proof, with whatever cosignatures the published checkpoint has. */
  Reply tlogProof(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    long index = EntriesRoutes.index(community, request.parameter("id"));
    LogReader log = community.log();
    if (index >= log.size()) {
      throw HttpProblem.notFound("entry " + index + " waits for witnesses; ask again later");
    }
    TlogProof proof = TlogProof.of(log.inclusionProof(index), log.checkpoint());
    String name = "entry-" + index + TlogProof.EXTENSION;
    return Reply.of(200, Reply.TEXT, proof.encode())
        .with("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .notStored();
  }

  /** The log's verifier key in one line (C2SP signed-note), for policies and witnesses. */
  Reply verifierKey(Request request) throws HttpProblem {
    Community community = communities.of(request);
    String origin = community.checkpoint().checkpoint().origin();
    String line = new NoteKey(origin, community.logKey()).encode();
    return Reply.of(200, Reply.TEXT, Bytes.utf8(line + "\n")).notStored();
  }
}
