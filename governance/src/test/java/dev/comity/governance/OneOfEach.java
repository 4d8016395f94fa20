package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.YamlDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Drafts.response(some, "accepted"),
        CommunityDrafts.apply(List.of("member"), Optional.of("city"), Optional.of(actor)),
        CommunityDrafts.admit(actor, List.of("member"), Optional.empty()),
        CommunityDrafts.exit(),
        CommunityDrafts.propose("actions", expulsion(actor), List.of(actor)),
        CommunityDrafts.ballot(some, some, "yes", false),
        CommunityDrafts.ballot(some, some, "one>other", true),
        CommunityDrafts.veto(some, "basics/B-1"),
        CommunityDrafts.suspend("chat", 7),
        CommunityDrafts.enforce("basics", "1.0.0", 7),
        CommunityDrafts.tabled(Books.book("basics", "1.1.0", spec)),
        CommunityDrafts.keyCommit(some),
        CommunityDrafts.keyRotate(actor, Optional.of(actor)),
        CommunityDrafts.keyCompromise(some, 1, actor, Optional.empty()),
        CommunityDrafts.twoHistories(some, "one", "other"),
        CommunityDrafts.recover(actor, actor.key().publicKey()),
        CommunityDrafts.recognise(Proposing.terms(world, Json.object().build())),
        CommunityDrafts.endRecognition(world.origin),
        CommunityDrafts.imported(
            world.origin, Optional.empty(), Bytes.EMPTY, world.logPublicKey(), Bytes.EMPTY),
        LoopDrafts.incident("chat", 3),
        LoopDrafts.remediation(some, "done"),
        LoopDrafts.contest(some),
        LoopDrafts.ruling(some, "upheld", List.of(), false),
        LoopDrafts.cure(some, List.of(some)),
        LoopDrafts.surrender("chat"),
        LoopDrafts.disclosure("chat", "model-card"),
        LoopDrafts.commitment("chat", LoopDrafts.fact("audited"), "2027-01-01T00:00:00Z"),
        LoopDrafts.forecast(some, "0.5"));
  }

  private static Json expulsion(Actor actor) {
    Json.Obj party = Json.object().put("party", actor.id()).build();
    return new Json.Arr(List.of(Json.object().put("expel", party).build()));
  }
}
