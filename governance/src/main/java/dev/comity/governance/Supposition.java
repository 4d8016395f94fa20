package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.governance.state.Change;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.RulebookState.Adoption;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.RulebookStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * States that no log has led to: what {@code governance.whatif} compares the real ones with. By the
 * very code that executes proposals and decides, so that a supposed rule means what a real one
 * would.
 */
public final class Supposition {
  private Supposition() {}

  /**
   * {@code state} with {@code actions} done by its last entry, whoever would have to decide them;
   * {@code effects} takes what followed. The rulebooks are laid before the members first. One that
   * begins later than the state's time begins now: the question is what it would have done.
   *
   * <p>Throws {@code MALFORMED} when an action cannot be done, saying why.
   */
  public static State of(
      State state, List<Action> actions, List<RulebookFolder> rulebooks, List<Effect> effects)
      throws VerificationException {
    long index = state.size() - 1;
    Change change = state.change();
    for (RulebookFolder folder : rulebooks) {
      change.put(tabled(state, begun(folder, state.time()), index));
    }
    for (Action action : actions) {
      Optional<String> problem = Actions.execute(change, action, Optional.empty(), index, effects);
      if (problem.isPresent()) {
        throw VerificationException.malformed(Actions.name(action) + ": " + problem.get());
      }
    }
    return change.sofar();
  }

  private static RulebookState tabled(State state, RulebookFolder folder, long index)
      throws VerificationException {
    Optional<Adoption> vote =
        Optional.of(new Adoption(RulebookStatus.DRAFT, index, Optional.empty()));
    CompiledRulebook text = CompiledRulebook.compile(folder);
    return new RulebookState(
        folder,
        RulebookState.standing(text, vote, Optional.empty()),
        folder.digest(),
        index,
        state.operator(),
        Optional.empty(),
        Optional.empty(),
        vote,
        Optional.empty(),
        Optional.empty());
  }

  private static RulebookFolder begun(RulebookFolder folder, Instant now)
      throws VerificationException {
    LocalDate today = now.atOffset(ZoneOffset.UTC).toLocalDate();
    LocalDate from = CompiledRulebook.compile(folder).rulebook().validity().validFrom();
    if (!from.isAfter(today)) {
      return folder;
    }
    Map<String, String> files = new TreeMap<>(folder.files());
    files.computeIfPresent(
        RulebookFolder.RULEBOOK,
        (name, text) -> text.replaceFirst("(?m)^validFrom:.*$", "validFrom: " + today));
    return RulebookFolder.of(files);
  }

  /**
   * What follows an operator's decision where other things may be true than those that it was made
   * of: what the rules derive, if anything is due, and nothing otherwise.
   */
  public static Result decided(State state, Entry entry, Body.Decision body) {
    return switch (Admission.check(state, entry)) {
      case Admission.Refused refused -> new Result.Rejected(refused.refusal());
      case Admission.Equivocation equivocation -> equivocation.result();
      case Admission.Admitted admitted -> {
        List<Effect> effects = new ArrayList<>();
        Change change = admitted.state().change();
        if (due(admitted.state(), body.request())) {
          decide(change, body.request(), entry.index(), effects);
        }
        yield new Result.Applied(change.done(), effects);
      }
    };
  }

  /** {@code state} with the due decision made by the entry that comes next. */
  public static State decide(State state, Hash request, List<Effect> effects) {
    Change change = state.change();
    decide(change, request, state.size(), effects);
    return change.sofar();
  }

  private static void decide(Change change, Hash request, long index, List<Effect> effects) {
    State state = change.sofar();
    Derivation derived = Derivation.derive(state, state.request(request));
    effects.add(
        new Effect.DecisionRecorded(
            derived.request().system(), request, derived.decision().outcome()));
    CertificateReducer.settle(change, derived, index, effects);
  }

  /** Whether the operator owes a decision about the request. */
  public static boolean due(State state, Hash request) {
    @Nullable RequestState held = state.requests().get(request);
    return held != null && !held.closed() && held.dueSince().isPresent();
  }
}
