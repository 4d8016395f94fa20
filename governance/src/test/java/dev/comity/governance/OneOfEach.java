package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.YamlDocument;
import java.util.List;
import java.util.Map;

/** One draft of every type but the policy, as {@code actor} might submit it. */
final class OneOfEach {
  private OneOfEach() {}

  static List<Draft> drafts(World world, Actor actor) throws VerificationException {
    Hash some = Hash.of(Bytes.EMPTY);
    Json spec = YamlDocument.parse("spec", "requirements: {B-1: {metric: e, atMost: 1}}").root();
    return List.of(
        Drafts.party(actor, "Another name"),
        new Drafts.Constitution(Map.of(), List.of(), "P1Y", "P1D", List.of(), 1).draft(),
        Drafts.clock("2030-01-01T00:00:00Z"),
        Drafts.rulebook(Books.book("basics", "1.0.0", spec)),
        Drafts.baseline("x.example/log", Bytes.EMPTY, world.logPublicKey(), Bytes.EMPTY),
        Drafts.system("chat", "1", false),
        Drafts.measured("chat", "1", "e", "0.1..0.2"),
        Drafts.attest(some, "reviewed", false),
        Drafts.request("chat"),
        Drafts.decision(some, Json.object().build()),
        Drafts.concern("chat", "Hm."),
        Drafts.concernOfStranger(actor, "chat", "Hm."),
        Drafts.response(some, "accepted"));
  }
}
