package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.governance.state.EvidenceState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Draft;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The small language of the stories: a verb and its words, into the statement that it means. */
final class Speech {
  private final Scene scene;
  private final Actor actor;
  private final Words words;

  Speech(Scene scene, Actor actor, Words words) {
    this.scene = scene;
    this.actor = actor;
    this.words = words;
  }

  Draft draft() throws VerificationException {
    String subject = words.at(1);
    return switch (words.verb()) {
      case "declare" -> Drafts.party(actor, words.size() > 1 ? subject : actor.name());
      case "register" -> Drafts.system(subject, words.at(2), areas(), false);
      case "withdraw" -> Drafts.system(subject, version(subject), true);
      case "measure" -> Drafts.measured(subject, version(subject), words.at(2), words.at(3));
      case "assert" -> Drafts.signedFact(subject, version(subject), words.at(2), true);
      case "deny" -> Drafts.signedFact(subject, version(subject), words.at(2), false);
      case "attest" -> attest(lastEvidence(subject));
      case "request" -> Drafts.request(subject);
      case "decide" -> decision(subject, words.size() > 2);
      case "concern" -> Drafts.concern(subject, "It worries me.");
      case "stranger-concern" -> Drafts.concernOfStranger(actor, subject, "It worries me.");
      case "answer" -> Drafts.response(of("concern"), words.at(words.size() - 1));
      default -> inCommunity(subject);
    };
  }

  private Draft inCommunity(String subject) throws VerificationException {
    return switch (words.verb()) {
      case "apply" ->
          CommunityDrafts.apply(
              words.after("for").map(Words::names).orElse(List.of("member")),
              words.after("class"),
              words.after("controlled-by").map(Actor::named));
      case "admit" ->
          CommunityDrafts.admit(
              Actor.named(subject),
              words.after("to").map(Words::names).orElse(List.of("member")),
              words.after("class"));
      case "exit" -> CommunityDrafts.exit();
      case "propose" -> new Proposing(scene.named()::id, scene::world).draft(words);
      case "ballot" -> ballot(scene.named().id(subject));
      case "veto" ->
          CommunityDrafts.veto(
              scene.named().id(subject), words.after("citing").orElse("red-lines/L-1"));
      case "veto-recovery" ->
          CommunityDrafts.veto(
              Actor.named(words.after("with").orElseThrow()).key().publicKey().keyId(), "mine");
      case "emergency" -> emergency();
      case "table" -> CommunityDrafts.tabled(scene.book(subject, words.at(2)));
      case "key-commit" ->
          CommunityDrafts.keyCommit(Actor.named(subject).key().publicKey().keyId());
      case "recover" ->
          CommunityDrafts.recover(
              Actor.named(subject),
              Actor.named(words.after("with").orElseThrow()).key().publicKey());
      case "show" -> histories(subject.equals("two-histories"));
      case "recognise" ->
          CommunityDrafts.recognise(Proposing.terms(scene.world(subject), words.braces()));
      case "end-recognition" -> CommunityDrafts.endRecognition(scene.world(subject).origin);
      default -> inTheLoop(subject);
    };
  }

  private Draft inTheLoop(String subject) {
    return switch (words.verb()) {
      case "incident" -> LoopDrafts.incident(subject, Long.parseLong(words.at(2)));
      case "remediate" -> LoopDrafts.remediation(of("concern"), words.at(words.size() - 1));
      case "contest" -> LoopDrafts.contest(scene.idOf(subject));
      case "rule" ->
          LoopDrafts.ruling(
              scene.idOf(subject),
              words.at(2),
              words.after("cutting").map(Words::names).orElse(List.of()),
              words.has("with-conflict"));
      case "cure" -> cure(subject);
      case "surrender" -> LoopDrafts.surrender(subject);
      case "disclose" -> LoopDrafts.disclosure(subject, words.at(2));
      case "commit" ->
          LoopDrafts.commitment(
              subject,
              words
                  .after("at-most")
                  .map(bound -> LoopDrafts.atMost(words.at(2) + "/1", bound))
                  .orElse(LoopDrafts.fact(words.at(2))),
              words.after("by").orElseThrow());
      default -> throw new AssertionError("no verb \"" + words.verb() + "\" in this language");
    };
  }

  /** The concern that the sentence names, or else the latest. */
  private Hash of(String kind) {
    return scene.idOf(words.size() > 2 ? words.at(1) : kind);
  }

  private List<String> areas() {
    return words.after("in").map(Words::names).orElse(List.of());
  }

  private Draft attest(Hash evidence) {
    return words
        .after("forecasting")
        .map(probability -> LoopDrafts.forecast(evidence, probability))
        .orElse(Drafts.attest(evidence, words.at(2), words.has("with-conflict")));
  }

  /** {@code ballot p1 yes}, or {@code ballot p1 yes on p2} with the content of another. */
  private Draft ballot(Hash proposal) {
    Hash seen = words.after("on").map(scene.named()::id).orElse(proposal);
    return CommunityDrafts.ballot(
        proposal, Proposing.content(scene.world(), seen), words.at(2), words.has("with-conflict"));
  }

  /** {@code emergency suspend chat for 7}, {@code emergency enforce basics 2.0.0 for 7}. */
  private Draft emergency() {
    long days = Long.parseLong(words.after("for").orElseThrow());
    return words.at(1).equals("suspend")
        ? CommunityDrafts.suspend(words.at(2), days)
        : CommunityDrafts.enforce(words.at(2), words.at(3), days);
  }

  private Draft histories(boolean two) {
    World world = scene.world();
    String one = World.text(world.checkpoint());
    return CommunityDrafts.twoHistories(
        world.logPublicKey().keyId(), one, two ? world.otherHistory() : one);
  }

  /** {@code cure chat}: its latest sanction, by the latest evidence about it. */
  private Draft cure(String system) {
    State state = scene.world().state();
    Optional<SanctionState> sanction =
        state.sanctions().values().stream()
            .filter(s -> s.system().equals(system))
            .max(Named.SANCTIONS);
    List<Hash> evidence =
        state.evidence().values().stream()
            .filter(e -> e.body().system().equals(system))
            .max(Comparator.comparingLong(EvidenceState::index))
            .map(e -> List.of(e.id()))
            .orElse(List.of());
    return LoopDrafts.cure(
        sanction.map(SanctionState::id).orElse(scene.named().id(system)), evidence);
  }

  private String version(String system) {
    return Optional.ofNullable(scene.world().state().systems().get(system))
        .map(s -> s.card().version())
        .orElse("1");
  }

  private Hash lastEvidence(String system) {
    return scene.world().state().system(system).evidence().getLast();
  }

  /** What the rules derive, or (otherwise) something else. */
  private Draft decision(String systemId, boolean otherwise) {
    State state = scene.world().state();
    SystemState system = state.system(systemId);
    RequestState request =
        state.requests().values().stream()
            .filter(r -> r.system().equals(systemId))
            .max(Comparator.comparingLong(RequestState::index))
            .orElseThrow();
    Json derived =
        system.withdrawn() || otherwise
            ? Json.object().put("outcome", "active").build()
            : Derivation.derive(state, request).json();
    return Drafts.decision(request.id(), derived);
  }
}
