package dev.comity.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.governance.refusal.Judgement;
import dev.comity.governance.refusal.RefusalBody;
import dev.comity.governance.refusal.RefusedStatementCheck;
import dev.comity.governance.refusal.SignedRefusal;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Statement;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refusal names a state that anybody finds again in the log, whatever became of the batch. */
class StatementBatchTest {
  @TempDir private Path data;
  private ScittNode node;
  private SigningKey operator;
  private SigningKey declared;
  private State committed;

  @BeforeEach
  void start() throws Exception {
    node = ScittNode.start(data);
    declared = ScittNode.key();
    assertThat(node.register("/entries", ScittNode.party(declared, "one", 1)).statusCode())
        .isEqualTo(201);
    committed = node.community("one").state();
    operator = KeyFile.read(data.resolve("communities/one/keys/operator.jwk"));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
  }

  private StatementBatch later() {
    StatementBatch batch = new StatementBatch(committed, operator, ScittNode.NOW.plusSeconds(10));
    batch.openWithClock();
    return batch;
  }

  private static Statement statement(Bytes entry) throws VerificationException {
    return Statement.parse(SignedStatement.decode(entry));
  }

  private Judgement judge(RefusalBody body, Bytes refused, State state)
      throws VerificationException {
    return RefusedStatementCheck.judge(SignedRefusal.sign(operator, body), refused, state);
  }

  @Test
  void refusalBehindAnOpeningClock_countsWithoutTheClock() throws VerificationException {
    Bytes unruly = ScittNode.unruly(declared, "one", 2);
    StatementBatch batch = later();

    RefusalBody body = ((StatementBatch.Place.Refused) batch.admit(statement(unruly))).refusal();

    assertThat(body.size()).isEqualTo(committed.size());
    assertThat(body.now()).isEqualTo(ScittNode.NOW.plusSeconds(10));
    assertThat(judge(body, unruly, committed)).isInstanceOf(Judgement.Rightful.class);
  }

  @Test
  void refusalBehindAnAdmittedStatement_countsBoth() throws VerificationException {
    Bytes unruly = ScittNode.unruly(declared, "one", 2);
    StatementBatch batch = later();
    assertThat(batch.admit(statement(ScittNode.party(ScittNode.key(), "one", 1))))
        .isInstanceOf(StatementBatch.Place.At.class);

    RefusalBody body = ((StatementBatch.Place.Refused) batch.admit(statement(unruly))).refusal();

    assertThat(body.size()).isEqualTo(committed.size() + 2);
    assertThat(judge(body, unruly, batch.state())).isInstanceOf(Judgement.Rightful.class);
  }
}
