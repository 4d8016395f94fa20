package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.log.proof.AddCheckpoint;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.Cosignature;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.NoteKey;
import dev.comity.log.proof.SignedCheckpoint;
import dev.comity.log.proof.TlogProof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes {@code docs/spec/log-examples.md}: what stands there is what this code writes. After a
 * deliberate change of format run this test with {@code -Dcomity.examples=write}.
 */
class SpecExamplesTest {
  private static final Path FILE =
      Path.of(System.getProperty("comity.root"), "docs/spec/log-examples.md");
  private static final String ORIGIN = "example.org/log";
  private static final String WITNESS = "witness.example.net";
  private static final long COSIGNED_AT = 1_764_547_200L;

  private final StringBuilder text = new StringBuilder();
  @TempDir private Path temporary;

  /**
   * The first two key pairs of RFC 8032 section 7.1: signatures by them are the same everywhere.
   */
  private static SigningKey key(String secret, String point) throws Exception {
    return SigningKey.fromPrivateJwk(
        Json.object()
            .put("kty", "OKP")
            .put("crv", "Ed25519")
            .put("d", Bytes.fromHex(secret).base64Url())
            .put("x", Bytes.fromHex(point).base64Url())
            .build(),
        "key");
  }

  private static SigningKey logKey() throws Exception {
    return key(
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  }

  private static SigningKey witnessKey() throws Exception {
    return key(
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  }

  @Test
  void examples_inTheSpecification_areWhatThisCodeWrites() throws Exception {
    try (TransparencyLog log =
        TransparencyLog.create(temporary.resolve("log"), ORIGIN, logKey(), Bytes.utf8("policy"))) {
      SignedCheckpoint first = log.checkpoint();
      log.append(List.of(Bytes.utf8("a"), Bytes.utf8("b")));
      write(log, first);
    }
    if ("write".equals(System.getProperty("comity.examples"))) {
      Files.writeString(FILE, text);
    }
    assertThat(Files.readString(FILE)).isEqualTo(text.toString());
  }

  private void write(TransparencyLog log, SignedCheckpoint first) throws Exception {
    line("# The log, by example");
    line("");
    line("Written by `SpecExamplesTest`; what the fields mean stands in [log.md](log.md).");
    line(
        "The log `"
            + ORIGIN
            + "` has the entries `policy`, `a`, `b` (ASCII). Its key is the first");
    line("key pair of RFC 8032 section 7.1, the witness's the second; binary is in hexadecimal.");
    tree(log);
    notes(log, first);
    receipt(log);
  }

  private void tree(TransparencyLog log) throws Exception {
    title("Tree");
    block(
        "leaf 0  " + MerkleTree.leafHash(Bytes.utf8("policy")).hex(),
        "leaf 1  " + MerkleTree.leafHash(Bytes.utf8("a")).hex(),
        "leaf 2  " + MerkleTree.leafHash(Bytes.utf8("b")).hex(),
        "root    " + log.checkpoint().checkpoint().root().hex());
    title("`tile/entries/000.p/3`");
    block(log.tile("tile/entries/000.p/3").orElseThrow().hex());
    title("`tile/0/000.p/3`");
    block(log.tile("tile/0/000.p/3").orElseThrow().hex());
  }

  private void notes(TransparencyLog log, SignedCheckpoint first) throws Exception {
    SignedCheckpoint signed = log.checkpoint();
    NoteKey logKey = new NoteKey(ORIGIN, logKey().publicKey());
    NoteKey witness = NoteKey.ofWitness(WITNESS, witnessKey().publicKey());
    title("Verifier keys of log and witness");
    block(logKey.encode(), witness.encode());
    title("`checkpoint`");
    block(signed.encode().utf8().stripTrailing());
    title("`add-checkpoint` request, from size 1 to 3");
    ConsistencyProof proof = log.snapshot().consistencyProof(first.checkpoint().size());
    block(new AddCheckpoint(1, proof.path(), signed).encode().utf8().stripTrailing());
    title("Cosigned checkpoint, the witness's clock at " + COSIGNED_AT);
    SignedCheckpoint cosigned =
        signed.with(
            List.of(Cosignature.sign(WITNESS, witnessKey(), signed.checkpoint(), COSIGNED_AT)));
    block(cosigned.encode().utf8().stripTrailing());
    title("Proof file of entry 2 (tlog-proof)");
    block(TlogProof.of(log.snapshot().inclusionProof(2), cosigned).encode().utf8().stripTrailing());
  }

  private void receipt(TransparencyLog log) throws Exception {
    title("Receipt of entry 2 (COSE)");
    block(log.receipt(2).encode().hex());
  }

  private void title(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void block(String... lines) {
    line("```");
    for (String line : lines) {
      line(line);
    }
    line("```");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
