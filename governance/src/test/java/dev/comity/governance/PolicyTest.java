package dev.comity.governance;

import static dev.comity.governance.Policies.SPDX;
import static dev.comity.governance.Policies.VENDOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.state.PolicyState;
import dev.comity.governance.statement.Draft;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The policy in force at an entry decides about the entry. */
class PolicyTest {
  private static final Actor ANN = Actor.named("ann");
  private static final Actor EC = Actor.withEc("ec");
  private static final VerificationKey SECOND = Actor.named("second").key().publicKey();
  private static final VerificationKey THIRD = Actor.named("third").key().publicKey();
  private final World world = World.opened("town", "2026-06-01T00:00:00Z");

  PolicyTest() throws VerificationException {}

  @AfterEach
  void replayGivesTheSameState() throws VerificationException {
    world.finish();
    assertThat(Snapshot.of(world.state()).read()).isEqualTo(world.state());
  }

  private PolicyState inForce() {
    return world.state().policy().orElseThrow();
  }

  private void admitted(Bytes statement) throws VerificationException {
    Result result = world.submit(statement);
    assertThat(result).isInstanceOf(Result.Applied.class);
    assertThat(((Result.Applied) result).effects()).containsExactly(new Effect.OpaqueLogged(SPDX));
  }

  private RefusalCode refused(Bytes statement) throws VerificationException {
    return Policies.refused(world, statement).code();
  }

  @Test
  void laterPolicy_changesTheAlgorithmsFromItsEntryOn() throws VerificationException {
    assertThat(world.rejected(EC, Drafts.party(EC, "Ec")).rule())
        .isEqualTo("log §policy.algorithms, entry 0");
    List<Effect> effects =
        world.applied(world.operator, Policies.of(world).algorithms("EdDSA", "ES256").draft());
    assertThat(effects).containsExactly(new Effect.PolicyChanged(world.operator.id()));
    assertThat(inForce().index()).isEqualTo(2);
    world.applied(EC, Drafts.party(EC, "Ec"));
    world.applied(world.operator, Policies.of(world).draft());
    assertThat(world.rejected(EC, Drafts.party(EC, "Eck")).rule())
        .isEqualTo("log §policy.algorithms, entry 4");
  }

  @Test
  void laterPolicy_mayRenameTheOperatorAndNothingElseOfIt() throws VerificationException {
    List<Effect> effects =
        world.applied(world.operator, Policies.of(world).called("New name").draft());
    assertThat(effects).contains(new Effect.PartyUpdated(world.operator.id()));
    assertThat(world.state().parties().get(world.operator.id()))
        .satisfies(party -> assertThat(party.name().en()).isEqualTo("New name"))
        .satisfies(party -> assertThat(party.index()).isZero());
  }

  @Test
  void policy_ofAnybodyElse_isRefused() throws VerificationException {
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    assertThat(world.rejected(ANN, Drafts.policy(SECOND, ANN, "EdDSA")).code())
        .isEqualTo(RefusalCode.NOT_OPERATOR);
  }

  @Test
  void policy_thatShutsTheOperatorOut_isRefused() throws VerificationException {
    assertThat(
            world.rejected(world.operator, Policies.of(world).algorithms("ES256").draft()).code())
        .isEqualTo(RefusalCode.ALGORITHM_NOT_ADMITTED);
  }

  @Test
  void logKeys_eachHoldFromTheirEntryOn() throws VerificationException {
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    List<Effect> effects = world.applied(world.operator, Policies.of(world).logKey(SECOND).draft());
    assertThat(effects).contains(new Effect.LogKeyRotated(SECOND.keyId()));
    world.applied(ANN, Drafts.party(ANN, "Anna"));
    world.applied(world.operator, Policies.of(world).logKey(THIRD).draft());
    PolicyState keys = inForce();
    assertThat(keys.logKeys())
        .containsExactly(
            new PolicyState.LogKey(0, world.logPublicKey()),
            new PolicyState.LogKey(3, SECOND),
            new PolicyState.LogKey(5, THIRD));
    assertThat(keys.logKeyAt(1)).isEqualTo(world.logPublicKey());
    assertThat(keys.logKeyAt(3)).isEqualTo(world.logPublicKey());
    assertThat(keys.logKeyAt(4)).isEqualTo(SECOND);
    assertThat(keys.logKeyAt(5)).isEqualTo(SECOND);
    assertThat(keys.logKeyAt(6)).isEqualTo(THIRD);
    assertThatThrownBy(() -> keys.logKeyAt(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(world.rejected(world.operator, Policies.of(world).logKey(SECOND).draft()).code())
        .isEqualTo(RefusalCode.LOG_KEY_RETIRED);
  }

  @Test
  void logKey_ofAnotherAlgorithm_isMalformed() {
    var draft = Policies.of(world).logKey(EC.key().publicKey()).draft();
    assertThatThrownBy(() -> world.sign(world.operator, draft))
        .hasMessageStartingWith("policy.logKey: expected an Ed25519 key");
  }

  @Test
  void listedKey_needsNoDeclarationAndHasOneName() throws VerificationException {
    SigningKey vendor = Actor.named("vendor").key();
    assertThatThrownBy(() -> world.submit(Policies.plain(vendor, "vendor.example")))
        .hasMessageContaining("is not declared here");
    Draft listing = Policies.of(world).admits(SPDX, Policies.key(vendor, "vendor.example")).draft();
    world.applied(world.operator, listing);
    admitted(Policies.plain(vendor, "vendor.example"));
    assertThat(refused(Policies.plain(vendor, "victim.example")))
        .isEqualTo(RefusalCode.ISSUER_NOT_ADMITTED);
    world.applied(world.operator, Policies.of(world).draft());
    assertThatThrownBy(() -> world.submit(Policies.plain(vendor, "vendor.example")))
        .hasMessageContaining("is not declared here");
    world.applied(world.operator, listing);
  }

  @Test
  void listedParty_isAdmittedUnderItsOwnNameOnly() throws VerificationException {
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    world.applied(world.operator, Policies.of(world).admits(SPDX, Policies.party(ANN)).draft());
    admitted(Policies.plain(ANN.key(), ANN.id()));
    assertThat(refused(Policies.plain(ANN.key(), "ann")))
        .isEqualTo(RefusalCode.ISSUER_NOT_ADMITTED);
  }

  @Test
  void anyone_isWhoeverIsDeclaredUnderTheOwnName() throws VerificationException {
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    assertThat(refused(Policies.plain(ANN.key(), ANN.id())))
        .isEqualTo(RefusalCode.CONTENT_TYPE_NOT_ADMITTED);
    world.applied(world.operator, Policies.of(world).admitsAnyone(SPDX).draft());
    admitted(Policies.plain(ANN.key(), ANN.id()));
    assertThat(refused(Policies.plain(ANN.key(), "bo"))).isEqualTo(RefusalCode.ISSUER_MISMATCH);
  }

  @Test
  void certificates_thatLeadToAnAnchorInForce_speakForTheirNames() throws VerificationException {
    world.applied(
        world.operator,
        Policies.of(world)
            .algorithms("EdDSA", "ES256")
            .admits(SPDX, Policies.certified(VENDOR), Policies.certified("vendor.example"))
            .anchors("root")
            .draft());
    SigningKey first = Policies.leafKey("leaf-ed25519");
    SigningKey second = Policies.leafKey("leaf-p256");
    admitted(Policies.certified(first, VENDOR, "leaf-ed25519", "intermediate"));
    admitted(Policies.certified(second, "vendor.example", "leaf-p256", "intermediate", "root"));
    assertThat(
            refused(
                Policies.certified(
                    first, "https://victim.example", "leaf-ed25519", "intermediate")))
        .isEqualTo(RefusalCode.ISSUER_MISMATCH);
    assertThat(
            refused(
                Policies.certified(
                    first, "O=Vendor,CN=Signing key 1", "leaf-ed25519", "intermediate")))
        .isEqualTo(RefusalCode.ISSUER_NOT_ADMITTED);
    assertThat(refused(Policies.certified(first, VENDOR, "leaf-brief", "intermediate")))
        .isEqualTo(RefusalCode.CERTIFICATE_NOT_TRUSTED);
    assertThat(refused(Policies.certified(first, VENDOR, "leaf-ed25519")))
        .isEqualTo(RefusalCode.CERTIFICATE_NOT_TRUSTED);
  }

  /** The brief certificate was good until February, whatever any wall clock says. */
  @Test
  void certificates_areJudgedAtTheTimeOfTheLog() throws VerificationException {
    World earlier = World.opened("village", "2026-01-15T00:00:00Z");
    earlier.applied(
        earlier.operator, Policies.of(earlier).admitsAnyone(SPDX).anchors("root").draft());
    Bytes brief =
        Policies.certified(Policies.leafKey("leaf-ed25519"), VENDOR, "leaf-brief", "intermediate");
    assertThat(earlier.submit(brief)).isInstanceOf(Result.Applied.class);
    earlier.applied(earlier.operator, Drafts.clock("2026-03-01T00:00:00Z"));
    Bytes later =
        Policies.certified(
            Policies.leafKey("leaf-ed25519"), "vendor.example", "leaf-brief", "intermediate");
    assertThat(Policies.refused(earlier, later).code())
        .isEqualTo(RefusalCode.CERTIFICATE_NOT_TRUSTED);
    Replay replay = new Replay();
    for (Bytes entry : earlier.entries) {
      replay.next(entry);
    }
    assertThat(replay.state().digest()).isEqualTo(earlier.state().digest());
  }

  @Test
  void certificate_isNoDeclaration_forStatementsOfOurOwnTypes() throws VerificationException {
    world.applied(world.operator, Policies.of(world).admitsAnyone(SPDX).anchors("root").draft());
    Actor vendor = new Actor("vendor", Policies.leafKey("leaf-ed25519"));
    Bytes request = world.sign(vendor, Drafts.request("chat")).entry();
    assertThatThrownBy(() -> world.submit(request)).hasMessageContaining("is not declared here");
  }

  @Test
  void policy_withWrongLists_isMalformedNamingTheField() {
    malformed("admits[0].issuers", Policies.of(world).admits(SPDX));
    malformed("admits[1].contentType", Policies.of(world).admitsAnyone(SPDX).admitsAnyone(SPDX));
    malformed(
        "admits[0].contentType",
        Policies.of(world).admitsAnyone("application/vnd.comity.clock+json"));
    malformed("admits[0].issuers[0].key", Policies.of(world).admits(SPDX, Json.object().build()));
    malformed("trustAnchors[0]", Policies.of(world).anchors("leaf-p256"));
  }

  private void malformed(String field, Policies.Builder policy) {
    assertThatThrownBy(() -> world.sign(world.operator, policy.draft()))
        .as(field)
        .isInstanceOf(VerificationException.class)
        .hasMessageContaining("policy." + field + ":");
  }
}
