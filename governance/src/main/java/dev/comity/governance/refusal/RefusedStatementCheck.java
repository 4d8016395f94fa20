package dev.comity.governance.refusal;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.governance.Reducer;
import dev.comity.governance.Replay;
import dev.comity.governance.Result;
import dev.comity.governance.Verifier;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Statement;
import java.time.Instant;

/**
 * Asks the reducer again. Needs nothing of the operator but its refusal: the refused statement is
 * its author's, and the log is public.
 */
public final class RefusedStatementCheck {
  private RefusedStatementCheck() {}

  /**
   * Replays the first entries of the log, as many as the refusal names, and judges.
   *
   * @param entries the log's entries from the first; more than needed are not asked for
   */
  public static Judgement replay(SignedRefusal refusal, Bytes statement, Iterable<Bytes> entries)
      throws VerificationException {
    Replay replay = new Replay();
    for (Bytes entry : entries) {
      replay.next(entry);
      if (replay.state().size() == refusal.body().size()) {
        return judge(refusal, statement, replay.state());
      }
    }
    throw shorter(refusal, replay.state().size());
  }

  /** That a log does not reach the state that {@code refusal} names. */
  public static VerificationException shorter(SignedRefusal refusal, long size) {
    return new VerificationException(
        Code.MISMATCH,
        "the refusal is of a log of "
            + refusal.body().size()
            + " entries, this one has "
            + size
            + "; get a newer copy");
  }

  /**
   * The same where {@code state} is known to be that of the log's first {@code size} entries.
   *
   * <p>Throws when the refusal is not by this log's operator or of this state, when {@code
   * statement} is not the refused one, or when it does not verify, so that no rule was ever asked.
   */
  public static Judgement judge(SignedRefusal refusal, Bytes statement, State state)
      throws VerificationException {
    RefusalBody body = refusal.body();
    if (!state.origin().equals(body.log()) || state.size() != body.size()) {
      throw new VerificationException(
          Code.MISMATCH,
          "the refusal is of log \""
              + body.log()
              + "\" at size "
              + body.size()
              + ", this is \""
              + state.origin()
              + "\" at "
              + state.size());
    }
    refusal.verify(state.policy().orElseThrow().policy().operatorKey());
    State then = at(state, body.now());
    Statement refused = Verifier.verify(statement, then);
    refusal.requireAbout(refused.signed());
    return switch (Reducer.reduce(then, Reducer.next(then, refused))) {
      case Result.Applied applied -> new Judgement.Wrongful();
      case Result.Rejected rejected ->
          rejected.refusal().code() == body.refusal().code()
              ? new Judgement.Rightful(rejected.refusal())
              : new Judgement.OtherReason(rejected.refusal());
    };
  }

  /** A node that has nothing to log does not log the clock that it judged by, either. */
  private static State at(State state, Instant now) throws VerificationException {
    Instant logged = state.now().orElse(Instant.MIN);
    if (logged.equals(now)) {
      return state;
    }
    if (logged.isAfter(now)) {
      throw new VerificationException(
          Code.MISMATCH,
          "the refusal says that it was "
              + now
              + ", but the log's time at its size was "
              + logged
              + " already");
    }
    return UnloggedClock.advance(state, now);
  }
}
