package dev.comity.governance;

import dev.comity.governance.state.State;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Keys;
import dev.comity.governance.statement.Loop;
import dev.comity.governance.statement.Membership;
import dev.comity.governance.statement.Statement;

/**
 * The constitution made executable: {@code state(n+1) = reduce(state(n), entry(n))}. Version 1.
 *
 * <p>The gate ({@link Admission}) checks what holds for every statement; then each body goes to its
 * own reducer. The entry's signature must have been verified.
 */
public final class Reducer {
  /** What a charter names to be run by this reducer. */
  public static final long VERSION = 1;

  private Reducer() {}

  public static Result reduce(State state, Entry entry) {
    return switch (Admission.check(state, entry)) {
      case Admission.Refused refused -> new Result.Rejected(refused.refusal());
      case Admission.Equivocation equivocation -> equivocation.result();
      case Admission.Admitted admitted -> dispatch(admitted.state(), entry);
    };
  }

  private static Result dispatch(State state, Entry entry) {
    return switch (entry.body()) {
      case Body.Policy policy -> PolicyReducer.apply(state, entry, policy);
      case Body.Party party -> PartyReducer.declare(state, entry, party);
      case Body.Charter charter -> CommunityReducer.adopt(state, entry, charter);
      case Body.Clock clock -> ClockReducer.advance(state, entry, clock);
      case Body.Rulebook rulebook -> RuleReducer.publish(state, entry, rulebook);
      case Body.Baseline baseline -> RuleReducer.importBaseline(state, entry, baseline);
      case Body.System system -> SystemReducer.register(state, entry, system);
      case Body.Evidence evidence -> EvidenceReducer.record(state, entry, evidence);
      case Body.Attest attest -> EvidenceReducer.attest(state, entry, attest);
      case Body.Request request -> CertificateReducer.request(state, entry, request);
      case Body.Decision decision -> CertificateReducer.decide(state, entry, decision);
      case Body.Concern concern -> ConcernReducer.raise(state, entry, concern);
      case Body.Response response -> ConcernReducer.answer(state, entry, response);
      case Keys keys -> KeyReducer.apply(state, entry, keys);
      case Membership membership -> MembershipReducer.apply(state, entry, membership);
      case Deliberation deliberation -> DeliberationReducer.apply(state, entry, deliberation);
      case Loop loop -> LoopReducer.apply(state, entry, loop);
      case Between between -> RecognitionReducer.apply(state, entry, between);
      case Body.Opaque opaque -> CommunityReducer.logOpaque(state, entry);
    };
  }

  /** The entry that {@code statement} would be if it were the next. */
  public static Entry next(State state, Statement statement) {
    return new Entry(state.size(), statement);
  }
}
