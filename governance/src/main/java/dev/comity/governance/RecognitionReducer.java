package dev.comity.governance;

import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.ForeignState;
import dev.comity.governance.state.RecognitionState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.governance.statement.Terms;
import dev.comity.log.proof.Receipt;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Recognition of other communities, and what they decided. What is honoured is derived ({@link
 * Honour}), never stored.
 */
final class RecognitionReducer {
  private RecognitionReducer() {}

  static Result apply(State state, Entry entry, Between body) {
    return switch (body) {
      case Between.Recognise terms -> recognise(state, entry, terms);
      case Between.EndRecognition end -> endByRole(state, entry, end);
      case Between.Import imported -> take(state, entry, imported);
    };
  }

  private static Result recognise(State state, Entry entry, Between.Recognise terms) {
    Optional<Refusal> noPower = Permission.power(state, entry, Terms.Kind.RECOGNISE);
    if (noPower.isPresent()) {
      return new Result.Rejected(noPower.get());
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    return begin(change, terms, Optional.empty(), entry.index(), effects)
        .map(
            problem ->
                Result.rejected(RefusalCode.ALREADY_RECOGNISED, "semantics §recognition", problem))
        .orElseGet(() -> new Result.Applied(change.done(), effects));
  }

  /** Begins (or says anew) a recognition; or says why that cannot be. */
  static Optional<String> begin(
      Change change,
      Between.Recognise terms,
      Optional<String> via,
      long index,
      List<Effect> effects) {
    State state = change.sofar();
    if (terms.log().equals(state.origin())) {
      return Optional.of("a community does not recognise itself");
    }
    if (!terms.until().isAfter(state.time())) {
      return Optional.of("expected an end in the future, found " + terms.until());
    }
    RecognitionState before = state.recognitions().get(terms.log());
    if (before != null && before.via().isEmpty() && via.isPresent()) {
      return Optional.of(terms.log() + " is recognised by this community itself");
    }
    if (before != null) {
      change.remove(ending(before));
      if (!before.terms().logKey().equals(terms.logKey())) {
        forget(change, terms.log());
      }
    }
    RecognitionState begun = new RecognitionState(index, terms, via);
    change.put(begun).put(ending(begun));
    effects.add(new Effect.CommunityRecognised(terms.log()));
    return Optional.empty();
  }

  private static Deadline ending(RecognitionState recognition) {
    return new Deadline(
        recognition.terms().until(),
        recognition.index(),
        Deadline.Kind.RECOGNITION_END,
        recognition.log());
  }

  private static Result endByRole(State state, Entry entry, Between.EndRecognition body) {
    Optional<Refusal> noPower = Permission.power(state, entry, Terms.Kind.RECOGNISE);
    if (noPower.isPresent()) {
      return new Result.Rejected(noPower.get());
    }
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    return end(change, body.log(), effects)
        .map(
            problem ->
                Result.rejected(RefusalCode.NOT_RECOGNISED, "semantics §recognition", problem))
        .orElseGet(() -> new Result.Applied(change.done(), effects));
  }

  static Optional<String> end(Change change, String log, List<Effect> effects) {
    RecognitionState recognition = change.sofar().recognitions().get(log);
    if (recognition == null) {
      return Optional.of(log + " is not recognised here");
    }
    change.remove(ending(recognition));
    drop(change, log);
    effects.add(new Effect.RecognitionEnded(log));
    return Optional.empty();
  }

  static void expire(Change change, String log, List<Effect> effects) {
    if (change.sofar().recognitions().containsKey(log)) {
      drop(change, log);
      effects.add(new Effect.RecognitionExpired(log));
    }
  }

  /** With what rested on it: recognitions that were followed from there, and their certificates. */
  private static void drop(Change change, String log) {
    change.removeRecognition(log);
    forget(change, log);
    for (RecognitionState other : change.sofar().recognitions().values()) {
      if (other.via().equals(Optional.of(log))) {
        change.remove(ending(other));
        drop(change, other.log());
      }
    }
  }

  private static void forget(Change change, String log) {
    for (ForeignState foreign : change.sofar().foreign().values()) {
      if (foreign.log().equals(log)) {
        change.removeForeign(foreign.name());
      }
    }
  }

  /** Anybody who is declared may bring a proof of what a recognised community decided. */
  private static Result take(State state, Entry entry, Between.Import body) {
    Optional<Refusal> noCharter = Permission.charter(state);
    if (noCharter.isPresent()) {
      return new Result.Rejected(noCharter.get());
    }
    RecognitionState recognition = state.recognitions().get(body.log());
    if (recognition == null || !recognition.via().equals(body.via())) {
      return Result.rejected(
          RefusalCode.NOT_RECOGNISED,
          "semantics §recognition",
          body.log()
              + " is not recognised here"
              + body.via().map(via -> " by way of " + via).orElse(""));
    }
    try {
      Statement statement = prove(body, recognition.terms().logKey());
      long treeSize = Receipt.decode(body.receipt()).proof().treeSize();
      long index = Receipt.decode(body.receipt()).proof().leafIndex();
      return switch (statement.body()) {
        case Body.Decision decision ->
            decision(
                state,
                foreign(body.log(), statement, decision, entry.index(), index, treeSize, state));
        case Between.Recognise onward -> follow(state, entry, recognition, onward);
        case Body other ->
            invalid(body, "expected a decision or a recognition, not " + type(other));
      };
    } catch (VerificationException e) {
      return invalid(body, e.detail());
    }
  }

  private static String type(Body body) {
    return body.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  private static Result invalid(Between.Import body, String detail) {
    return Result.rejected(
        RefusalCode.IMPORT_INVALID, "semantics §recognition", body.log() + ": " + detail);
  }

  private static Statement prove(Between.Import body, VerificationKey logKey)
      throws VerificationException {
    SignedStatement signed = SignedStatement.decode(body.entry());
    signed.verify(body.issuerKey());
    Statement statement = Statement.parse(signed);
    Receipt receipt = Receipt.decode(body.receipt());
    if (!statement.log().equals(body.log()) || !receipt.issuer().equals(body.log())) {
      throw new VerificationException(
          VerificationException.Code.MISMATCH, "the statement or its receipt is of another log");
    }
    receipt.verify(signed.entry(), logKey);
    return statement;
  }

  private static Result decision(State state, ForeignState next) {
    ForeignState before = state.foreign().get(next.name());
    if (before != null && !newer(next, before)) {
      return Result.rejected(
          RefusalCode.IMPORT_OLDER,
          "semantics §recognition, entry " + before.index(),
          "expected something newer than the decision at entry "
              + before.foreignIndex()
              + " with a tree of "
              + before.treeSize());
    }
    return new Result.Applied(
        state.change().put(next).done(),
        List.of(new Effect.ForeignDecisionImported(next.log(), next.certificate(), next.status())));
  }

  /** A later decision, or the same one in a log that has gone on. */
  private static boolean newer(ForeignState next, ForeignState before) {
    return next.foreignIndex() > before.foreignIndex()
        || (next.foreignIndex() == before.foreignIndex() && next.treeSize() > before.treeSize());
  }

  /** A hop further, if this community allows the depth and the one between consents. */
  private static Result follow(
      State state, Entry entry, RecognitionState recognition, Between.Recognise onward) {
    Between.Recognise terms = recognition.terms();
    if (terms.depth() < 2 || !onward.onward()) {
      return Result.rejected(
          RefusalCode.NOT_RECOGNISED,
          "semantics §recognition, entry " + recognition.index(),
          terms.depth() < 2
              ? "the recognition of " + terms.log() + " reaches no further"
              : terms.log() + " does not consent to being followed to " + onward.log());
    }
    SortedSet<String> scope = Honour.intersection(terms.scope(), onward.scope());
    Between.Recognise joined =
        new Between.Recognise(
            onward.log(),
            onward.logKey(),
            List.copyOf(scope),
            Times.earlier(terms.until(), onward.until()),
            terms.depth() - 1,
            terms.onward() && onward.onward(),
            List.of());
    Change change = state.change();
    List<Effect> effects = new ArrayList<>();
    Optional<String> problem =
        scope.isEmpty()
            ? Optional.of("the two scopes have nothing in common")
            : begin(change, joined, Optional.of(terms.log()), entry.index(), effects);
    return problem
        .map(
            detail ->
                Result.rejected(RefusalCode.ALREADY_RECOGNISED, "semantics §recognition", detail))
        .orElseGet(() -> new Result.Applied(change.done(), effects));
  }

  /** Reads what a decision says; see {@link DecisionContent}. */
  private static ForeignState foreign(
      String log,
      Statement statement,
      Body.Decision decision,
      long index,
      long foreignIndex,
      long treeSize,
      State state)
      throws VerificationException {
    JsonFields fields = JsonFields.of(decision.decision(), "decision");
    JsonFields certificate =
        fields
            .optionalObject("certificate")
            .orElseThrow(
                () -> VerificationException.malformed("decision: it grants no certificate"));
    SortedMap<String, String> rulebooks = new TreeMap<>();
    for (Json item : fields.list("rulebooks")) {
      JsonFields book = JsonFields.of(item, "decision.rulebooks");
      rulebooks.put(book.text("rulebook"), book.text("statement"));
    }
    SortedMap<String, String> findings = new TreeMap<>();
    for (Json item : fields.object("decision").list("findings")) {
      JsonFields finding = JsonFields.of(item, "decision.decision.findings");
      if (finding.bool("counted")) {
        findings.put(
            finding.text("rulebook") + "/" + finding.text("requirement"), finding.text("status"));
      }
    }
    return new ForeignState(
        log,
        certificate.text("id"),
        fields.text("system"),
        fields.text("version"),
        statement.id(),
        index,
        foreignIndex,
        treeSize,
        state.time(),
        instant(fields, "at"),
        instant(certificate, "validUntil"),
        certificate.text("status"),
        new TreeSet<>(certificate.textsOrEmpty("scope")),
        findings,
        rulebooks);
  }

  private static Instant instant(JsonFields fields, String name) throws VerificationException {
    String text = fields.text(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw JsonFields.expected(fields.path(name), "a time", Json.of(text));
    }
  }
}
