package dev.comity.log.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosignatureTest {
  /** From C2SP tlog-cosignature; its witness's key is not published. */
  static final String EXAMPLE =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

      — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
      — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
      """;

  /** A checkpoint of a Certificate Transparency log as four public witnesses cosigned it. */
  static final String PUBLIC =
      """
      arche2025h1.staging.ct.transparency.dev
      1432088532
      U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

      — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
      — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
      — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
      — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
      — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
      — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
      """;

  static final String PUBLIC_LOG =
      "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
  static final String LITTLE_GARDEN =
      "transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM";
  static final String SMARTIT =
      "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO";
  static final String REMORA =
      "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
  static final String STAGEMOLE =
      "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv";

  private static final Checkpoint CHECKPOINT =
      new Checkpoint("log", 1, NaiveTree.leaves(1).getFirst());

  @Test
  void decode_ofTheSpecificationsExample_hasItsTime() throws Exception {
    SignedCheckpoint signed = SignedCheckpoint.parse(Bytes.utf8(EXAMPLE));
    NoteSignature line = signed.note().signatures().getLast();
    assertThat(line.name()).isEqualTo("witness.example.com/w1");
    assertThat(line.keyId().hex()).isEqualTo("8d66cf3f");
    Cosignature cosignature = Cosignature.decode(line.signature());
    assertThat(cosignature.timeSeconds()).isEqualTo(1_679_315_147);
    assertThat(cosignature.encode()).isEqualTo(line.signature());
    assertThat(Cosignature.message(1_679_315_147, signed.note().text()).utf8())
        .isEqualTo(
            """
            cosignature/v1
            time 1679315147
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {LITTLE_GARDEN, SMARTIT, REMORA, STAGEMOLE})
  void cosignature_ofAPublicWitness_verifies(String vkey) throws Exception {
    SignedCheckpoint signed = SignedCheckpoint.parse(Bytes.utf8(PUBLIC));
    NoteKey witness = NoteKey.parseWitness(vkey);
    assertThat(witness.encode()).isEqualTo(vkey);
    assertThat(signed.cosignature(witness).orElseThrow().timeSeconds()).isEqualTo(1_779_573_024);
    signed.requireLog(NoteKey.parseLog(PUBLIC_LOG));
    SignedCheckpoint grown =
        SignedCheckpoint.parse(Bytes.utf8(PUBLIC.replace("1432088532", "1432088533")));
    assertThatThrownBy(() -> grown.cosignature(witness)).hasMessageContaining("does not verify");
  }

  @Test
  void sign_thenCosignature_verifiesForThatNameKeyAndTypeOnly() throws Exception {
    SignedCheckpoint signed = cosigned(7);
    NoteKey witness = NoteKey.ofWitness("w", Keys.OTHER.publicKey());
    assertThat(signed.cosignature(witness).orElseThrow().timeSeconds()).isEqualTo(7);
    assertThat(signed.cosignature(NoteKey.ofWitness("v", Keys.OTHER.publicKey()))).isEmpty();
    assertThat(signed.cosignature(NoteKey.ofWitness("w", Keys.LOG.publicKey()))).isEmpty();
    assertThat(signed.cosignature(new NoteKey("w", Keys.OTHER.publicKey()))).isEmpty();
    assertThat(NoteKey.parse(witness.encode())).isEqualTo(witness);
  }

  private static SignedCheckpoint cosigned(long time) {
    return SignedCheckpoint.sign(CHECKPOINT, Keys.LOG)
        .with(List.of(Cosignature.sign("w", Keys.OTHER, CHECKPOINT, time)));
  }

  @Test
  void cosignature_withAnyBitFlipped_isRejected() {
    NoteSignature line = Cosignature.sign("w", Keys.OTHER, CHECKPOINT, 7);
    NoteKey witness = NoteKey.ofWitness("w", Keys.OTHER.publicKey());
    for (int bit = 0; bit < 8 * line.signature().size(); bit++) {
      Bytes flipped = Keys.flip(line.signature(), bit);
      SignedCheckpoint bad =
          SignedCheckpoint.sign(CHECKPOINT, Keys.LOG)
              .with(List.of(new NoteSignature("w", line.keyId(), flipped)));
      assertThatThrownBy(() -> bad.cosignature(witness))
          .as("bit %d", bit)
          .isInstanceOfSatisfying(
              VerificationException.class, e -> assertThat(e.code()).isEqualTo(Code.BAD_SIGNATURE));
    }
  }

  @Test
  void cosignature_ofSeveralTimes_isTheLatest() throws Exception {
    SignedCheckpoint signed =
        cosigned(9).with(List.of(Cosignature.sign("w", Keys.OTHER, CHECKPOINT, 8)));
    NoteKey witness = NoteKey.ofWitness("w", Keys.OTHER.publicKey());
    assertThat(signed.note().signatures()).hasSize(3);
    assertThat(signed.cosignature(witness).orElseThrow().timeSeconds()).isEqualTo(9);
  }

  @Test
  void decode_ofATimeBeyond63BitsOrAnotherLength_isMalformed() {
    Bytes late = Bytes.fromHex("8000000000000000").concat(Bytes.of(new byte[64]));
    assertThatThrownBy(() -> Cosignature.decode(late)).hasMessageContaining("2^63 - 1");
    for (int size : new int[] {0, 64, 71, 73}) {
      assertThatThrownBy(() -> Cosignature.decode(Bytes.of(new byte[size])))
          .hasMessageContaining("72 bytes, found " + size);
    }
  }

  @Test
  void keyId_dependsOnTheType() {
    NoteKey witness = NoteKey.ofWitness("w", Keys.OTHER.publicKey());
    Bytes material = Keys.OTHER.publicKey().material();
    assertThat(witness.keyId())
        .isEqualTo(Hash.of(Bytes.utf8("w\n\u0004"), material).bytes().slice(0, 4));
  }

  @Test
  void parse_ofAKeyOfTheOtherType_saysHowToWriteIt() throws Exception {
    NoteKey witness = NoteKey.ofWitness("w", Keys.OTHER.publicKey());
    NoteKey log = new NoteKey("w", Keys.OTHER.publicKey());
    assertThatThrownBy(() -> NoteKey.parseWitness(log.encode()))
        .hasMessageContaining("expected the key of a witness (type 4), found type 1")
        .hasMessageEndingWith(witness.encode());
    assertThatThrownBy(() -> NoteKey.parseLog(witness.encode()))
        .hasMessageContaining("expected the key of a log (type 1), found type 4")
        .hasMessageEndingWith(log.encode());
    assertThat(NoteKey.parseLog(log.encode())).isEqualTo(log);
  }

  @Test
  void requireLog_ofAnotherOrigin_isRejected() {
    SignedCheckpoint signed = cosigned(7);
    assertThatThrownBy(() -> signed.requireLog(new NoteKey("gol", Keys.LOG.publicKey())))
        .hasMessageContaining("expected the log gol, found log");
  }
}
