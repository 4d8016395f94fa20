package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.governance.Verifier;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import dev.comity.log.Batch;
import dev.comity.log.Composer;
import dev.comity.log.LogKeys;
import dev.comity.log.TransparencyLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Lets the reducer judge what the sequencer takes; see {@link StatementBatch} for what a batch
 * holds.
 */
final class CommunityComposer implements Composer<Submission, Denial> {
  private final SigningKey operatorKey;
  private final CommunityIndex index;
  private final TransparencyLog log;
  private final Clock clock;
  private final BiConsumer<StatementBatch, TransparencyLog.Appended> committed;
  private State state;

  CommunityComposer(
      State state,
      SigningKey operatorKey,
      CommunityIndex index,
      TransparencyLog log,
      Clock clock,
      BiConsumer<StatementBatch, TransparencyLog.Appended> committed) {
    this.state = state;
    this.operatorKey = operatorKey;
    this.index = index;
    this.log = log;
    this.clock = clock;
    this.committed = committed;
  }

  @Override
  public Batch<Submission, Denial> begin(long firstIndex) {
    if (firstIndex != state.size()) {
      throw new IllegalStateException(
          "the log has " + firstIndex + " entries, the state " + state.size());
    }
    return new Judged();
  }

  private final class Judged implements Batch<Submission, Denial> {
    private final Instant wallClock = clock.instant();
    private final boolean deadlineDue = StatementBatch.deadlineDue(state, wallClock);
    private final StatementBatch batch = new StatementBatch(state, operatorKey, wallClock);
    private Optional<LogKeys> keys = Optional.empty();

    @Override
    public List<Bytes> opening() {
      batch.openWithClock();
      return List.copyOf(batch.entries());
    }

    /**
     * A clock that fires a deadline is worth an entry even when nobody else has something to say.
     */
    @Override
    public boolean keepsOpening() {
      return deadlineDue;
    }

    @Override
    public Admission<Denial> admit(Submission submission, long position) {
      return switch (submission) {
        case Submission.Tick tick -> new Admission.Refused<>(new Denial.NothingDue());
        case Submission.Stated stated -> judge(stated);
        case Submission.Rotate rotate -> rotate(rotate.keys());
      };
    }

    /** The tree with the policy that names the key is the first that the key signs. */
    private Admission<Denial> rotate(LogKeys next) {
      int before = batch.entries().size();
      try {
        long policy = state.policy().orElseThrow().index();
        batch.rotate(log.durable().entry(policy), next.current().publicKey());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      keys = Optional.of(next);
      return new Admission.Admitted<>(
          batch.entries().get(before),
          List.copyOf(batch.entries().subList(before + 1, batch.entries().size())));
    }

    @Override
    public Optional<LogKeys> keys() {
      return keys;
    }

    private Admission<Denial> judge(Submission.Stated stated) {
      Statement statement = stated.statement();
      try {
        if (!stated.verified()) {
          Verifier.verify(statement.signed().entry(), batch.state());
        }
        requireKeyHeld(statement);
        OptionalLong known =
            mayBeLogged(statement) ? index.indexOf(statement.id()) : OptionalLong.empty();
        if (known.isPresent()) {
          return new Admission.Known<>(known.getAsLong(), log.durable().entry(known.getAsLong()));
        }
      } catch (VerificationException e) {
        return new Admission.Refused<>(new Denial.Invalid(e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int before = batch.entries().size();
      return switch (batch.admit(statement)) {
        case StatementBatch.Place.Refused refused ->
            new Admission.Refused<>(new Denial.Ruled(refused.refusal()));
        case StatementBatch.Place.At at when !at.fresh() ->
            new Admission.Known<>(
                at.index(), batch.entries().get((int) (at.index() - state.size())));
        case StatementBatch.Place.At at ->
            new Admission.Admitted<>(
                batch.entries().get(before),
                List.copyOf(batch.entries().subList(before + 1, batch.entries().size())));
      };
    }

    /** The operator may change everything about the policy by itself but the key that is here. */
    private void requireKeyHeld(Statement statement) throws VerificationException {
      if (statement.body() instanceof Body.Policy policy
          && !state.policy().map(p -> p.policy().logKey().equals(policy.logKey())).orElse(true)) {
        throw new VerificationException(
            VerificationException.Code.MISMATCH,
            "policy.logKey: the node that writes this log does not have this key; use comity log"
                + " rotate-key");
      }
    }

    /** A number above the key's last one was never logged, which spares most lookups. */
    private boolean mayBeLogged(Statement statement) {
      KeyState key = state.keys().get(statement.keyId());
      return statement.body() instanceof Body.Opaque
          || (key != null && statement.seq() <= key.lastSeq());
    }

    @Override
    public void committed(TransparencyLog.Appended appended) {
      state = batch.state();
      committed.accept(batch, appended);
    }

    @Override
    public void discarded() {
      // The batch is garbage; the committed state was never touched.
    }
  }
}
