package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Statement;
import java.util.List;

/**
 * The fold over a log: what a node does when it starts, and what anybody does who checks one.
 * Verifies every signature and asks the reducer about every entry; the first entry that does not
 * belong is named.
 */
public final class Replay {
  private State state;

  /** Starts before the first entry. */
  public Replay() {
    this(State.EMPTY);
  }

  /**
   * Starts where {@code state} is the state: what came before it is taken on trust, so only whoever
   * computed it may.
   */
  public Replay(State state) {
    this.state = state;
  }

  /**
   * Takes the next entry. Throws, naming its index, when it is malformed, badly signed or not what
   * the rules admit.
   */
  public List<Effect> next(Bytes entry) throws VerificationException {
    return next(Examined.decode(entry));
  }

  /** The same for an entry that was examined before its turn. */
  public List<Effect> next(Examined examined) throws VerificationException {
    long index = state.size();
    try {
      Statement statement = Verifier.verify(examined, state);
      if (!statement.signed().entry().equals(examined.entry())) {
        throw VerificationException.malformed("the unprotected header is not empty");
      }
      return switch (Reducer.reduce(state, new Entry(index, statement))) {
        case Result.Applied applied -> {
          state = applied.next();
          yield applied.effects();
        }
        case Result.Rejected rejected ->
            throw new VerificationException(
                VerificationException.Code.MISMATCH,
                rejected.refusal().code().text()
                    + " ("
                    + rejected.refusal().rule()
                    + "): "
                    + rejected.refusal().detail());
      };
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), "entry " + index + ": " + e.detail());
    }
  }

  /** The state after the entries so far. */
  public State state() {
    return state;
  }
}
