package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.statement.Draft;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private static final Actor ANN = Actor.named("ann");
  private static final Actor BO = Actor.named("bo");
  private final World world = World.opened("town", "2026-01-01T00:00:00Z");

  VerifierTest() throws VerificationException {}

  @Test
  void verify_ofAnUndeclaredKey_saysHowToDeclareIt() throws VerificationException {
    Bytes request = world.sign(ANN, Drafts.request("chat")).entry();
    assertThatThrownBy(() -> Verifier.verify(request, world.state()))
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("submit a party statement first");
  }

  @Test
  void verify_ofAPartyStatementSignedByAnotherKey_isRefused() throws VerificationException {
    Bytes borrowed = world.sign(ANN, Drafts.party(BO, "Bo")).entry();
    assertThatThrownBy(() -> Verifier.verify(borrowed, world.state()))
        .hasMessageContaining("the statement names key");
  }

  @Test
  void verify_withAnyByteChanged_isRefusedOrRefusedByTheGate() throws VerificationException {
    Bytes party = world.sign(ANN, Drafts.party(ANN, "Ann")).entry();
    for (int i = 0; i < party.size(); i++) {
      byte[] bytes = party.toArray();
      bytes[i] ^= 1;
      Bytes changed = Bytes.of(bytes);
      assertThatThrownBy(() -> Verifier.verify(changed, world.state()))
          .as("byte %s", i)
          .isInstanceOf(VerificationException.class)
          .message()
          .doesNotContain("\n");
    }
  }

  /** What a log accepts under a foreign issuer or for another log must not depend on its type. */
  @Test
  void reduce_underAnotherIssuer_isRefusedForEveryType() throws VerificationException {
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    world.applied(BO, Drafts.party(BO, "Bo"));
    for (Draft draft : OneOfEach.drafts(world, ANN)) {
      SignedStatement honest = world.sign(ANN, draft);
      SignedStatement claimed =
          SignedStatement.sign(
              ANN.key(), honest.header().contentType(), BO.id(), "x", 0, honest.payload());
      assertThat(code(world.submit(claimed.entry()))).isEqualTo(RefusalCode.ISSUER_MISMATCH);
      SignedStatement elsewhere =
          draft.sign(ANN.key(), "other.example/log", 999, java.time.Instant.EPOCH);
      assertThat(code(world.submit(elsewhere.entry()))).isEqualTo(RefusalCode.WRONG_LOG);
    }
  }

  private static RefusalCode code(Result result) {
    assertThat(result).isInstanceOf(Result.Rejected.class);
    return ((Result.Rejected) result).refusal().code();
  }

  @Test
  void next_ofAnEntryWithAnUnprotectedHeader_isRefusedNamingTheEntry()
      throws VerificationException {
    Replay replay = new Replay();
    replay.next(world.entries.getFirst());
    assertThatThrownBy(() -> replay.next(world.entries.getFirst()))
        .hasMessageStartingWith("entry 1: ");
  }
}
