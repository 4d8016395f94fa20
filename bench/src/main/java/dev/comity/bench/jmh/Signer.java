package dev.comity.bench.jmh;

import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.CryptoProvider;
import dev.comity.core.crypto.SigningKey;
import dev.comity.node.NativeCrypto;
import java.security.SecureRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A key under each provider and algorithm. */
@State(Scope.Benchmark)
public class Signer {
  @Param({"jdk", "native"})
  String provider = "";

  @Param({"EDDSA", "ES256"})
  Algorithm algorithm = Algorithm.EDDSA;

  SigningKey key = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());

  /** Fails where there is no native library: a figure for the JDK would carry the wrong name. */
  @Setup
  public void choose() {
    CryptoProvider.useJdk();
    if (provider.equals("native")) {
      NativeCrypto.choose();
      if (CryptoProvider.current().isJdk()) {
        throw new IllegalStateException("no native signatures on this machine");
      }
    }
    key = SigningKey.generate(algorithm, new SecureRandom());
  }
}
