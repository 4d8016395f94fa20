package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.CertificateChain;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Policies and foreign statements for tests, with the certificates in {@code vectors/x509}. */
final class Policies {
  static final String SPDX = "application/spdx+json";
  static final String VENDOR = "https://vendor.example/issuer";
  private static final Path VECTORS =
      Path.of(Objects.requireNonNull(System.getProperty("comity.root"))).resolve("vectors/x509");

  private Policies() {}

  static Bytes der(String name) {
    try {
      return Bytes.of(Files.readAllBytes(VECTORS.resolve(name + ".der")));
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** The key of a leaf certificate. */
  static SigningKey leafKey(String name) {
    try {
      return SigningKey.fromPrivateJwk(
          JsonParser.parse(Bytes.of(Files.readAllBytes(VECTORS.resolve(name + ".jwk")))), name);
    } catch (IOException | VerificationException e) {
      throw new AssertionError(name, e);
    }
  }

  /** A later policy of the world's operator, field by field. */
  static final class Builder {
    private final Actor operator;
    private VerificationKey logKey;
    private List<String> algorithms = List.of("EdDSA");
    private final List<Json> admits = new ArrayList<>();
    private List<Json> anchors = List.of();
    private String name = "op";

    Builder(World world) {
      operator = world.operator;
      logKey = world.logPublicKey();
    }

    Builder logKey(VerificationKey key) {
      logKey = key;
      return this;
    }

    Builder algorithms(String... names) {
      algorithms = List.of(names);
      return this;
    }

    Builder called(String text) {
      name = text;
      return this;
    }

    Builder admitsAnyone(String contentType) {
      admits.add(admitted(contentType, Json.of("any")));
      return this;
    }

    Builder admits(String contentType, Json.Obj... issuers) {
      admits.add(admitted(contentType, new Json.Arr(List.of(issuers))));
      return this;
    }

    private static Json.Obj admitted(String contentType, Json issuers) {
      return Json.object().put("contentType", contentType).put("issuers", issuers).build();
    }

    Builder anchors(String... names) {
      anchors = Arrays.stream(names).<Json>map(n -> Json.of(der(n).base64())).toList();
      return this;
    }

    Draft draft() {
      JsonObject fields =
          Json.object()
              .put("logKey", logKey.toJwk())
              .put("operatorKey", operator.key().publicKey().toJwk())
              .put("operatorName", Drafts.name(name))
              .put("algorithms", Json.strings(algorithms));
      if (!admits.isEmpty()) {
        fields.put("admits", new Json.Arr(admits));
      }
      if (!anchors.isEmpty()) {
        fields.put("trustAnchors", new Json.Arr(anchors));
      }
      return new Draft(BodyType.POLICY, "log", fields.build());
    }
  }

  static Builder of(World world) {
    return new Builder(world);
  }

  static Json.Obj party(Actor actor) {
    return Json.object().put("party", actor.id()).build();
  }

  static Json.Obj key(SigningKey key, String issuer) {
    return Json.object().put("key", key.publicKey().toJwk()).put("issuer", issuer).build();
  }

  static Json.Obj certified(String name) {
    return Json.object().put("certified", name).build();
  }

  /** A foreign statement with certificates, the leaf first. */
  static Bytes certified(SigningKey key, String issuer, String... chain) {
    List<Bytes> certificates = Arrays.stream(chain).map(Policies::der).toList();
    StatementHeader header =
        new StatementHeader(
            key.publicKey().algorithm(),
            SPDX,
            key.publicKey().keyId(),
            issuer,
            "pkg",
            Optional.empty(),
            Optional.of(new CertificateChain(certificates)));
    return SignedStatement.sign(key, header, Bytes.utf8("{}")).entry();
  }

  /** A foreign statement without certificates. */
  static Bytes plain(SigningKey key, String issuer) {
    return SignedStatement.sign(key, SPDX, issuer, "pkg", 0, Bytes.utf8("{}")).entry();
  }

  static Refusal refused(World world, Bytes statement) throws VerificationException {
    return switch (world.submit(statement)) {
      case Result.Rejected rejected -> rejected.refusal();
      case Result.Applied applied -> throw new AssertionError("admitted: " + applied.effects());
    };
  }

  static Refusal logKeyBackAgain(World world) throws VerificationException {
    world.applied(
        world.operator, of(world).logKey(Actor.named("second").key().publicKey()).draft());
    return world.rejected(world.operator, of(world).draft());
  }

  static Refusal notListed(World world) throws VerificationException {
    Actor bo = Actor.named("bo");
    world.applied(bo, Drafts.party(bo, "Bo"));
    world.applied(world.operator, of(world).admits(SPDX, party(Actor.named("ann"))).draft());
    return refused(world, plain(bo.key(), bo.id()));
  }

  static Refusal withoutAnchor(World world) throws VerificationException {
    world.applied(
        world.operator,
        of(world).algorithms("EdDSA", "ES256").admitsAnyone(SPDX).anchors("other-root").draft());
    return refused(
        world, certified(leafKey("leaf-ed25519"), VENDOR, "leaf-ed25519", "intermediate"));
  }
}
