package dev.comity.governance.invariants;

import dev.comity.governance.Derivation;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Statement;

/**
 * A statement that somebody made.
 *
 * @param derived a decision that says what the rules derive, whatever that is when it is told again
 */
record Said(BodyType type, Statement statement, boolean derived) {
  Said(BodyType type, Statement statement) {
    this(type, statement, false);
  }

  /** The same statement as it would be made in {@code state}. */
  Said in(State state) {
    if (!derived || !(statement.body() instanceof Body.Decision decision)) {
      return this;
    }
    RequestState request = state.requests().get(decision.request());
    if (request == null) {
      return this;
    }
    Body.Decision now = new Body.Decision(request.id(), Derivation.derive(state, request).json());
    return new Said(
        type, new Statement(statement.signed(), statement.log(), statement.seq(), now), true);
  }

  /** As a story tells it: {@code p3: ballot …}. */
  String told() {
    String shown =
        statement
            .body()
            .toString()
            .replaceAll("Optional\\[([^\\]]*)\\]", "$1")
            .replace("Optional.empty", "-")
            .replaceAll("VerificationKey\\[[^\\]]*material=([0-9a-f]{6})[0-9a-f]*\\]", "key $1")
            .replaceAll("Bilingual\\[en=([^,]*), zh=[^\\]]*\\]", "\"$1\"")
            .replaceAll(
                "folder=RulebookFolder.*version: \"([0-9.]*)\"\\ntitle: (?s:.*)\\], tabled",
                "$1, tabled")
            .replaceAll("decision=Obj.*", "what the rules derive")
            .replaceAll("(entry|receipt)=[0-9a-f]*", "$1")
            .replaceAll("([0-9a-f]{8})[0-9a-f]{56}", "$1")
            .replace("\n", " ");
    for (int i = 0; i < Cast.SIZE; i++) {
      shown = shown.replace(Cast.party(i), Cast.name(Cast.party(i)));
    }
    if (shown.length() > 300) {
      shown = shown.substring(0, 300) + "…";
    }
    return Cast.name(statement.issuer()) + ": " + type.text() + " " + shown;
  }
}
