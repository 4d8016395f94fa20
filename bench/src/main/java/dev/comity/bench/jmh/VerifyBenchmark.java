package dev.comity.bench.jmh;

import dev.comity.bench.Author;
import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.governance.statement.Statement;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From a provider's bare verification, its key and verifier ready, to the whole way of a statement
 * with a 500-byte body before the sequencer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class VerifyBenchmark {
  private Bytes entry = Bytes.EMPTY;
  private SignedStatement signed =
      new Author(new Signer().key, "bench", Optional.empty(), 0).signed();
  private Signature verifier = newVerifier();
  private byte[] message = {};
  private byte[] signature = {};

  private static Signature newVerifier() {
    try {
      return Signature.getInstance("Ed25519");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs one statement and prepares the bare verifier of the same provider. */
  @Setup
  public void sign(Signer signer) throws GeneralSecurityException, ReflectiveOperationException {
    signed = new Author(signer.key, "example.org/bench", Optional.empty(), 0).signed();
    entry = signed.entry();
    message = signed.toBeSigned().toArray();
    signature = signed.signature().toArray();
    boolean edwards = signer.algorithm == dev.comity.core.crypto.Algorithm.EDDSA;
    Provider provider = signer.provider.equals("jdk") ? Security.getProvider("SunEC") : accp();
    Bytes prefix =
        Bytes.fromHex(
            edwards
                ? "302a300506032b6570032100"
                : "3059301306072a8648ce3d020106082a8648ce3d03010703420004");
    PublicKey key =
        KeyFactory.getInstance(edwards ? "Ed25519" : "EC", provider)
            .generatePublic(
                new X509EncodedKeySpec(prefix.concat(signer.key.publicKey().material()).toArray()));
    verifier =
        Signature.getInstance(edwards ? "Ed25519" : "SHA256withECDSAinP1363Format", provider);
    verifier.initVerify(key);
  }

  private static Provider accp() throws ReflectiveOperationException {
    Object instance =
        Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider")
            .getField("INSTANCE")
            .get(null);
    return (Provider) instance;
  }

  /** The provider's limit. */
  @Benchmark
  public boolean a_bareProvider() throws GeneralSecurityException {
    verifier.update(message);
    return verifier.verify(signature);
  }

  /** With our rule for points, the key made and the verifier fetched each time. */
  @Benchmark
  public boolean b_verificationKey(Signer signer) {
    return signer.key.publicKey().verify(signed.signature(), signed.toBeSigned());
  }

  /** What a request's thread does before the sequencer. */
  @Benchmark
  public Statement c_wholeStatement() throws VerificationException {
    Statement statement = Statement.parse(SignedStatement.decode(entry));
    statement.signed().verify(statement.ownKey().orElseThrow());
    return statement;
  }

  /** The same without the signature. */
  @Benchmark
  public Statement d_decodeOnly() throws VerificationException {
    return Statement.parse(SignedStatement.decode(entry));
  }

  /** Signs a statement. */
  @Benchmark
  public Bytes e_sign(Signer signer) {
    return signer.key.sign(signed.toBeSigned());
  }
}
