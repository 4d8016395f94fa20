package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Deflated;
import dev.comity.core.Hash;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.RulebookFolder;
import java.util.List;
import java.util.Optional;

/** What members, key holders and other communities state in tests. */
final class CommunityDrafts {
  private CommunityDrafts() {}

  private static Draft draft(BodyType type, String subject, JsonObject fields) {
    return new Draft(type, subject, fields.build());
  }

  static Draft apply(List<String> roles, Optional<String> memberClass, Optional<Actor> controller) {
    return draft(
        BodyType.APPLY,
        "community",
        Json.object()
            .put("roles", Json.strings(roles))
            .put("class", memberClass.map(Json::of))
            .put("controller", controller.map(c -> Json.of(c.id())))
            .put("text", "Let me in."));
  }

  static Draft admit(Actor party, List<String> roles, Optional<String> memberClass) {
    return draft(
        BodyType.ADMIT,
        party.name(),
        Json.object()
            .put("party", party.id())
            .put("roles", Json.strings(roles))
            .put("class", memberClass.map(Json::of)));
  }

  static Draft exit() {
    return draft(BodyType.EXIT, "community", Json.object().put("text", "Farewell."));
  }

  /** {@code choices} under {@code actions} or {@code options}. */
  static Draft propose(String field, Json choices, List<Actor> conflicted) {
    return draft(
        BodyType.PROPOSE,
        "proposal",
        Json.object()
            .put("title", Drafts.name("A proposal"))
            .put(field, choices)
            .put("conflicted", Json.strings(conflicted.stream().map(Actor::id).toList())));
  }

  static Draft ballot(Hash proposal, Hash content, String choice, boolean conflict) {
    JsonObject fields = Json.object().put("proposal", proposal.hex()).put("content", content.hex());
    if (List.of("yes", "no", "abstain").contains(choice)) {
      fields.put("choice", choice);
    } else {
      fields.put("ranking", Json.strings(List.of(choice.split(">"))));
    }
    return draft(BodyType.BALLOT, "proposal", fields.put("conflictOfInterest", conflict));
  }

  static Draft veto(Hash subject, String clause) {
    return draft(
        BodyType.VETO,
        "proposal",
        Json.object().put("subject", subject.hex()).put("clause", clause).put("text", "No."));
  }

  /** Suspends {@code system}. */
  static Draft suspend(String system, long days) {
    return draft(
        BodyType.EMERGENCY,
        system,
        Json.object().put("system", system).put("days", days).put("text", "At once."));
  }

  /** Enforces a tabled version. */
  static Draft enforce(String rulebook, String version, long days) {
    return draft(
        BodyType.EMERGENCY,
        rulebook,
        Json.object()
            .put("rulebook", rulebook)
            .put("version", version)
            .put("days", days)
            .put("text", "At once."));
  }

  static Draft tabled(RulebookFolder folder) {
    return draft(
        BodyType.RULEBOOK,
        "rules",
        Json.object().put("files", folder.toJson()).put("tabled", true));
  }

  static Draft keyCommit(Hash next) {
    return draft(BodyType.KEY_COMMIT, "key", Json.object().put("next", next.hex()));
  }

  static Draft keyRotate(Actor key, Optional<Actor> next) {
    return draft(
        BodyType.KEY_ROTATE,
        "key",
        Json.object().put("key", key.key().publicKey().toJwk()).put("next", thumbprint(next)));
  }

  static Draft keyCompromise(Hash keyId, long since, Actor key, Optional<Actor> next) {
    return draft(
        BodyType.KEY_COMPROMISE,
        "key",
        Json.object()
            .put("keyId", keyId.hex())
            .put("since", since)
            .put("key", key.key().publicKey().toJwk())
            .put("next", thumbprint(next)));
  }

  private static Optional<Json> thumbprint(Optional<Actor> next) {
    return next.map(key -> Json.of(key.key().publicKey().keyId().hex()));
  }

  static Draft twoHistories(Hash logKey, String one, String other) {
    return draft(
        BodyType.KEY_COMPROMISE,
        "log",
        Json.object()
            .put("keyId", logKey.hex())
            .put("since", 0)
            .put("histories", Json.object().put("one", one).put("other", other).build()));
  }

  static Draft recover(Actor party, VerificationKey key) {
    return draft(
        BodyType.KEY_RECOVER,
        party.name(),
        Json.object()
            .put("party", party.id())
            .put("key", key.toJwk())
            .put("text", "The key is lost."));
  }

  static Draft recognise(Json.Obj terms) {
    return new Draft(BodyType.RECOGNISE, "community", terms);
  }

  static Draft endRecognition(String log) {
    return draft(
        BodyType.END_RECOGNITION,
        "community",
        Json.object().put("community", log).put("text", "No more."));
  }

  static Draft imported(
      String log, Optional<String> via, Bytes entry, VerificationKey issuer, Bytes receipt) {
    return draft(
        BodyType.IMPORT,
        "community",
        Json.object()
            .put("community", log)
            .put("via", via.map(Json::of))
            .put("entryDeflated", Deflated.deflate(entry).base64())
            .put("issuerKey", issuer.toJwk())
            .put("receipt", receipt.base64()));
  }
}
