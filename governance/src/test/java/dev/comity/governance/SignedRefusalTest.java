package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.refusal.Judgement;
import dev.comity.governance.refusal.RefusalBody;
import dev.comity.governance.refusal.RefusedStatementCheck;
import dev.comity.governance.refusal.SignedRefusal;
import dev.comity.governance.state.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal can be shown elsewhere, and whoever has the log can tell whether it is right. */
class SignedRefusalTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Actor ANN = Actor.named("ann");
  private static final Actor BO = Actor.named("bo");
  private final World world = World.opened("town", NOW.toString());

  SignedRefusalTest() throws VerificationException {
    world.applied(ANN, Drafts.party(ANN, "Ann"));
  }

  /** Ann has no charter to register a system under. */
  private SignedStatement early() throws VerificationException {
    return world.sign(ANN, Drafts.system("chat", "1", false));
  }

  private SignedRefusal refuse(
      SignedStatement statement, long size, Instant now, RefusalCode code) {
    Refusal refusal = new Refusal(code, "charter §x, entry 3", "because");
    return SignedRefusal.sign(
        world.operator.key(), new RefusalBody(world.origin, statement.id(), size, now, refusal));
  }

  private SignedRefusal refuse(SignedStatement statement, RefusalCode code) {
    return refuse(statement, world.state().size(), NOW, code);
  }

  @Test
  void decode_ofWhatWasSigned_isTheSameAndVerifies() throws VerificationException {
    SignedStatement statement = early();
    SignedRefusal refusal = refuse(statement, RefusalCode.CHARTER_MISSING);
    SignedRefusal read = SignedRefusal.decode(refusal.encode());
    assertThat(read).isEqualTo(refusal);
    read.verify(world.operator.key().publicKey());
    read.requireAbout(statement);
    assertThat(read.signed().payload().utf8())
        .isEqualTo(
            "{\"log\":\"town.example/log\",\"statement\":\""
                + statement.id().hex()
                + "\",\"size\":3,\"now\":\"2026-01-01T00:00:00Z\",\"code\":\"charter-missing\","
                + "\"rule\":\"charter §x, entry 3\",\"detail\":\"because\"}");
  }

  @Test
  void verify_underAnotherKey_isRefused() throws VerificationException {
    SignedRefusal refusal = refuse(early(), RefusalCode.CHARTER_MISSING);
    assertThatThrownBy(() -> refusal.verify(ANN.key().publicKey()))
        .hasMessageContaining("not by the operator " + ANN.id());
  }

  @Test
  void decode_withAnyByteChanged_isRefusedOrDoesNotVerify() throws VerificationException {
    Bytes whole = refuse(early(), RefusalCode.CHARTER_MISSING).encode();
    for (int i = 0; i < whole.size(); i++) {
      byte[] bytes = whole.toArray();
      bytes[i] ^= 1;
      Bytes changed = Bytes.of(bytes);
      assertThatThrownBy(
              () -> SignedRefusal.decode(changed).verify(world.operator.key().publicKey()))
          .as("byte %s", i)
          .isInstanceOf(VerificationException.class)
          .message()
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"size\":3' | '\"size\":0' | refusal.size: expected at least 1",
        "'\"size\":3' | '\"size\":-3' | refusal.size: expected a whole number",
        "'\"size\":3' | '\"height\":3' | refusal.size: missing",
        "'\"size\":3' | '\"size\":3,\"more\":1' | refusal.more: unknown field",
        "'charter-missing' | 'charter-lost' | refusal.code: \"charter-lost\" is no refusal code",
        "'T00:00:00Z' | 'T00:00:00.5Z' | refusal.now: expected UTC seconds",
        "'because' | '' | refusal.detail: expected one line",
        "'because' | 'be\\ncause' | refusal.detail: expected one line",
        "'\"statement\":\"' | '\"statement\":\"A' | refusal.statement: expected 64"
      })
  void decode_ofAnotherBody_namesTheField(String from, String to, String message)
      throws VerificationException {
    SignedRefusal right = refuse(early(), RefusalCode.CHARTER_MISSING);
    String payload = right.signed().payload().utf8().replace(from, to);
    SignedStatement wrong =
        SignedStatement.sign(
            world.operator.key(),
            SignedRefusal.CONTENT_TYPE,
            world.operator.id(),
            right.signed().header().subject(),
            0,
            Bytes.utf8(payload));
    assertThat(
            catchThrowableOfType(
                    VerificationException.class, () -> SignedRefusal.decode(wrong.entry()))
                .detail())
        .startsWith(message);
  }

  @Test
  void decode_ofAnotherStatement_isRefused() throws VerificationException {
    assertThatThrownBy(() -> SignedRefusal.decode(world.entries.getFirst()))
        .hasMessageContaining("expected content type " + SignedRefusal.CONTENT_TYPE);
  }

  @Test
  void body_withLongOrBrokenTexts_isCutToOneReadableLine() throws VerificationException {
    String detail = "a\nb" + "😀".repeat(3_000);
    RefusalBody body =
        new RefusalBody(
            world.origin,
            early().id(),
            3,
            NOW,
            new Refusal(RefusalCode.FIXTURES_FAIL, "semantics §rules", detail));
    SignedRefusal read =
        SignedRefusal.decode(SignedRefusal.sign(world.operator.key(), body).encode());
    assertThat(read.body()).isEqualTo(body);
    assertThat(read.body().refusal().detail()).startsWith("a b😀").endsWith("😀…");
  }

  @Test
  void replay_ofARightfulRefusal_findsTheSameCode() throws VerificationException {
    SignedStatement statement = early();
    SignedRefusal refusal = refuse(statement, RefusalCode.CHARTER_MISSING);
    world.applied(BO, Drafts.party(BO, "Bo"));
    Judgement judgement = RefusedStatementCheck.replay(refusal, statement.entry(), world.entries);
    assertThat(judgement).isInstanceOf(Judgement.Rightful.class);
    assertThat(((Judgement.Rightful) judgement).refusal().code())
        .isEqualTo(RefusalCode.CHARTER_MISSING);
  }

  @Test
  void replay_ofARefusalOfWhatTheRulesAdmit_isWrongful() throws VerificationException {
    SignedStatement statement = world.sign(BO, Drafts.party(BO, "Bo"));
    SignedRefusal refusal = refuse(statement, RefusalCode.ROLE_MISSING);
    assertThat(RefusedStatementCheck.replay(refusal, statement.entry(), world.entries))
        .isEqualTo(new Judgement.Wrongful());
  }

  @Test
  void replay_ofARefusalForAnotherReason_givesTheReducersOwn() throws VerificationException {
    SignedStatement statement = early();
    SignedRefusal refusal = refuse(statement, RefusalCode.ROLE_MISSING);
    Judgement judgement = RefusedStatementCheck.replay(refusal, statement.entry(), world.entries);
    assertThat(judgement).isInstanceOf(Judgement.OtherReason.class);
    assertThat(((Judgement.OtherReason) judgement).refusal().code())
        .isEqualTo(RefusalCode.CHARTER_MISSING);
  }

  /** The same statement may be admitted later: the state that the refusal names counts. */
  @Test
  void judge_atAnotherStateOrOfAnotherLog_isRefused() throws VerificationException {
    SignedStatement statement = early();
    SignedRefusal refusal = refuse(statement, RefusalCode.CHARTER_MISSING);
    State earlier = world.state();
    world.applied(BO, Drafts.party(BO, "Bo"));
    assertThatThrownBy(() -> RefusedStatementCheck.judge(refusal, statement.entry(), world.state()))
        .hasMessageContaining("at size 3, this is \"town.example/log\" at 4");
    World other = World.opened("elsewhere", NOW.toString());
    other.applied(ANN, Drafts.party(ANN, "Ann"));
    assertThatThrownBy(() -> RefusedStatementCheck.judge(refusal, statement.entry(), other.state()))
        .hasMessageContaining("elsewhere.example/log");
    assertThat(RefusedStatementCheck.judge(refusal, statement.entry(), earlier))
        .isInstanceOf(Judgement.Rightful.class);
  }

  @Test
  void replay_ofALogThatIsShorter_asksForANewerCopy() throws VerificationException {
    SignedStatement statement = early();
    SignedRefusal refusal = refuse(statement, 9, NOW, RefusalCode.CHARTER_MISSING);
    assertThatThrownBy(
            () -> RefusedStatementCheck.replay(refusal, statement.entry(), world.entries))
        .hasMessageContaining("a log of 9 entries, this one has 3");
  }

  @Test
  void replay_ofARefusalBySomebodyElse_isRefused() throws VerificationException {
    SignedStatement statement = early();
    RefusalBody body = refuse(statement, RefusalCode.CHARTER_MISSING).body();
    SignedRefusal forged = SignedRefusal.sign(ANN.key(), body);
    assertThatThrownBy(() -> RefusedStatementCheck.replay(forged, statement.entry(), world.entries))
        .hasMessageContaining("not by the operator");
  }

  @Test
  void replay_withAnotherStatement_isRefused() throws VerificationException {
    SignedRefusal refusal = refuse(early(), RefusalCode.CHARTER_MISSING);
    Bytes other = early().entry();
    assertThatThrownBy(() -> RefusedStatementCheck.replay(refusal, other, world.entries))
        .hasMessageContaining("is about statement");
  }

  /** The clock that a node judges by is not logged when nothing else is. */
  @Test
  void replay_atATimeThatIsNotLogged_movesTheTime() throws VerificationException {
    Instant later = Instant.parse("2026-02-01T00:00:00Z");
    SignedStatement late =
        Drafts.clock("2026-01-15T00:00:00Z").sign(world.operator.key(), world.origin, 99, later);
    SignedRefusal then = refuse(late, 3, later, RefusalCode.CLOCK_NOT_ADVANCING);
    SignedRefusal before = refuse(late, 3, NOW, RefusalCode.CLOCK_NOT_ADVANCING);
    assertThat(RefusedStatementCheck.replay(then, late.entry(), world.entries))
        .isInstanceOf(Judgement.Rightful.class);
    assertThat(RefusedStatementCheck.replay(before, late.entry(), world.entries))
        .isEqualTo(new Judgement.Wrongful());
  }

  @Test
  void replay_atATimeBeforeTheLogs_isRefused() throws VerificationException {
    SignedStatement statement = early();
    SignedRefusal refusal = refuse(statement, 3, NOW.minusSeconds(1), RefusalCode.CHARTER_MISSING);
    assertThatThrownBy(
            () -> RefusedStatementCheck.replay(refusal, statement.entry(), world.entries))
        .hasMessageContaining("the log's time at its size was 2026-01-01T00:00:00Z already");
  }

  /** A refusal is no statement of a log, whoever signed it, unless a policy admits its type. */
  @Test
  void reduce_ofARefusal_isRefusedUnlessThePolicyAdmitsItsType() throws VerificationException {
    Bytes refusal = refuse(early(), RefusalCode.CHARTER_MISSING).encode();
    assertThat(world.submit(refusal))
        .extracting(result -> ((Result.Rejected) result).refusal().code())
        .isEqualTo(RefusalCode.CONTENT_TYPE_NOT_ADMITTED);
    world.applied(
        world.operator, Policies.of(world).admitsAnyone(SignedRefusal.CONTENT_TYPE).draft());
    assertThat(((Result.Applied) world.submit(refusal)).effects())
        .isEqualTo(List.of(new Effect.OpaqueLogged(SignedRefusal.CONTENT_TYPE)));
  }
}
