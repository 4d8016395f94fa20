package dev.comity.bench;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.Derivation;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Statement;
import dev.comity.log.TransparencyLog;
import dev.comity.rules.RulebookFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a community's log of a given size for {@code bench/whatif.sh}: {@code WhatIfLog STATEMENTS
 * DIR}. Every system is registered, measured, certified, questioned, answered, measured and decided
 * again; with some something happens. Signatures are zeros: this log verifies nowhere.
 */
public final class WhatIfLog {
  private static final String ORIGIN = "bench.example/whatif";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int PIECE = 256;
  private static final int PROVIDERS = 200;

  private final SecureRandom random = new SecureRandom();
  private final SigningKey logKey = SigningKey.generate(Algorithm.EDDSA, random);
  private final SigningKey operator = SigningKey.generate(Algorithm.EDDSA, random);
  private final List<SigningKey> providers = new ArrayList<>();
  private final Map<SigningKey, Long> numbers = new HashMap<>();
  private final List<Bytes> piece = new ArrayList<>();
  private final TransparencyLog log;
  private State state = State.EMPTY;
  private long clock;

  private WhatIfLog(Path folder) throws IOException, VerificationException {
    Bytes policy = statement(operator, BodyType.POLICY, policy()).signed().entry();
    log = TransparencyLog.create(folder.resolve("log"), ORIGIN, logKey, policy);
    reduce(Statement.parse(SignedStatement.decode(policy)));
  }

  public static void main(String[] arguments) throws IOException, VerificationException {
    long statements = Long.parseLong(arguments[0]);
    Path folder = Path.of(arguments[1]);
    WhatIfLog written = new WhatIfLog(folder);
    written.found();
    for (long i = 0; written.state.size() < statements; i++) {
      written.live(i);
    }
    written.log.append(written.piece);
    written.log.close();
    Path stricter = Files.createDirectories(folder.resolve("rulebook/fixtures"));
    for (Map.Entry<String, String> file : rulebook("2.0.0", "0.05").files().entrySet()) {
      Files.writeString(stricter.getParent().resolve(file.getKey()), file.getValue());
    }
    System.out.println(written.state.size() + " statements written");
  }

  private Json.Obj policy() {
    return Json.object()
        .put("logKey", logKey.publicKey().toJwk())
        .put("operatorKey", operator.publicKey().toJwk())
        .put("operatorName", name("bench"))
        .put("algorithms", Json.strings(List.of("EdDSA")))
        .build();
  }

  private static Json.Obj name(String text) {
    return Json.object().put("en", text).put("zh", text).build();
  }

  private void found() throws IOException, VerificationException {
    tick();
    while (providers.size() < PROVIDERS) {
      providers.add(SigningKey.generate(Algorithm.EDDSA, random));
    }
    List<String> members = providers.stream().map(key -> key.publicKey().partyId()).toList();
    add(
        operator,
        BodyType.CHARTER,
        Json.object()
            .put("community", "bench")
            .put("title", name("Bench"))
            .put("purpose", name("Bench"))
            .put("reducer", 1)
            .put(
                "roles",
                Json.object()
                    .put("publisher", Json.strings(List.of(members.getFirst())))
                    .put("member", Json.strings(members))
                    .build())
            .put("certificateTerm", "P12M")
            .put("responseWindow", "P14D")
            .build());
    for (SigningKey provider : providers) {
      add(
          provider,
          BodyType.PARTY,
          Json.object()
              .put("name", name("Provider"))
              .put("kind", "organisation")
              .put("key", provider.publicKey().toJwk())
              .build());
    }
    Json.Obj rules = Json.object().put("files", rulebook("1.0.0", "0.1").toJson()).build();
    add(providers.getFirst(), BodyType.RULEBOOK, rules);
  }

  /** Eleven or twelve statements about one more system. */
  private void live(long number) throws IOException, VerificationException {
    SigningKey provider = providers.get((int) (number % PROVIDERS));
    SigningKey other = providers.get((int) ((number + 1) % PROVIDERS));
    String system = "system-" + number;
    // Every tenth satisfies the rulebook in force and not the stricter one.
    String error = number % 10 == 0 ? "0.08" : "0.02";
    tick();
    add(provider, BodyType.SYSTEM, Json.object().put("card", card(system)).build());
    add(provider, BodyType.EVIDENCE, evidence(system, error));
    Hash request = add(provider, BodyType.REQUEST, Json.object().put("system", system).build());
    decide(request);
    Hash concern =
        add(
            other,
            BodyType.CONCERN,
            Json.object().put("system", system).put("severity", 3).put("text", "Why?").build());
    add(
        provider,
        BodyType.RESPONSE,
        Json.object()
            .put("concern", concern.hex())
            .put("outcome", "accepted")
            .put("text", "Because.")
            .build());
    tick();
    add(provider, BodyType.EVIDENCE, evidence(system, error));
    decide(request);
    if (number % 100 == 0) {
      add(
          other,
          BodyType.INCIDENT,
          Json.object()
              .put("system", system)
              .put("severity", 4)
              .put("happenedAt", START.toString())
              .put("text", "It happened.")
              .build());
    }
  }

  private void tick() throws IOException, VerificationException {
    clock++;
    Json.Obj now = Json.object().put("now", START.plusSeconds(60 * clock).toString()).build();
    add(operator, BodyType.CLOCK, now);
  }

  private void decide(Hash request) throws IOException, VerificationException {
    Json decision = Derivation.derive(state, state.request(request)).json();
    add(
        operator,
        BodyType.DECISION,
        Json.object().put("request", request.hex()).put("decision", decision).build());
  }

  private Hash add(SigningKey key, BodyType type, Json.Obj fields)
      throws IOException, VerificationException {
    Statement statement = statement(key, type, fields);
    reduce(statement);
    piece.add(statement.signed().entry());
    if (piece.size() == PIECE) {
      log.append(piece);
      piece.clear();
    }
    return statement.id();
  }

  private void reduce(Statement statement) {
    state =
        switch (Reducer.reduce(state, Reducer.next(state, statement))) {
          case Result.Applied applied -> applied.next();
          case Result.Rejected rejected ->
              throw new IllegalStateException(statement + ": " + rejected.refusal());
        };
  }

  /** Signed by nobody. */
  private Statement statement(SigningKey key, BodyType type, Json.Obj fields)
      throws VerificationException {
    JsonObject body =
        Json.object().put("log", ORIGIN).put("seq", numbers.merge(key, 1L, Long::sum));
    fields.fields().forEach(body::put);
    StatementHeader header =
        new StatementHeader(
            Algorithm.EDDSA,
            type.contentType(),
            key.publicKey().keyId(),
            key.publicKey().partyId(),
            "bench",
            Optional.of(START.getEpochSecond()));
    CoseSign1 cose =
        CoseSign1.of(
            header.toCbor(),
            Cbor.Map.EMPTY,
            Optional.of(Bytes.utf8(body.build().compact())),
            Bytes.of(new byte[64]));
    return Statement.parse(SignedStatement.decode(cose.encode()));
  }

  private static Json.Obj card(String system) {
    return Json.object()
        .put("system", system)
        .put("name", name(system))
        .put("version", "1")
        .put("kind", "agent")
        .put("autonomy", "supervised")
        .put("capabilities", Json.strings(List.of()))
        .put("areas", Json.strings(List.of()))
        .put("jurisdictions", Json.strings(List.of()))
        .put("audiences", Json.strings(List.of()))
        .build();
  }

  private static Json.Obj evidence(String system, String error) throws VerificationException {
    String metric =
        """
        {"error/1":{"value":%s,"lower":0,"upper":%s,"level":0.95,"n":400}}"""
            .formatted(error, error);
    return Json.object()
        .put("system", system)
        .put("version", "1")
        .put("questions", 400)
        .put("metrics", dev.comity.core.json.JsonParser.parse(metric))
        .build();
  }

  private static RulebookFolder rulebook(String version, String bound)
      throws VerificationException {
    return RulebookFolder.of(
        Map.of(
            "rulebook.yaml",
            """
            rulebook: bench
            version: "%s"
            title: {en: "Bench", zh: "Bench"}
            publisher: "Bench"
            layer: technical
            module: testing
            status: in-force
            validFrom: 2025-01-01
            review: 2035-01-01
            metrics: [error/1]
            requirements:
              - id: B-1
                modality: obligation
                text: {en: "Few errors", zh: "Few errors"}
                source: {locator: "Bench", status: voluntary}
                needs:
                  - metric: error/1
                check: metric["error/1"].upper <= bound
                direction: {parameter: error/1, bound: max, value: %s}
                otherwise: {severity: 5}
            """
                .formatted(version, bound),
            "fixtures/nothing.yaml",
            """
            title: {en: "Nothing measured", zh: "Nothing measured"}
            now: 2026-01-01T00:00:00Z
            system:
              system: fixture
              name: {en: "Fixture", zh: "Fixture"}
              version: "1"
              kind: agent
              autonomy: supervised
              capabilities: []
              areas: []
              jurisdictions: []
              audiences: []
            expect:
              outcome: undetermined
              requirements:
                B-1: undetermined
            """));
  }
}
