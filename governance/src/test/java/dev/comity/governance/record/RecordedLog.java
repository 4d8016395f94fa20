package dev.comity.governance.record;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.Derivation;
import dev.comity.governance.Replay;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.RulebookFolder;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small community, founded on 2026-01-01, in which a test says what happens. */
final class RecordedLog {
  private static final String ORIGIN = "records.example/log";

  private final Map<String, SigningKey> keys = new HashMap<>();
  private final Map<String, Long> lastSeq = new HashMap<>();
  private final Replay replay = new Replay();
  private final List<Instant> times = new ArrayList<>();
  private Hash last = Hash.of(Bytes.EMPTY);

  /** Members of the operator's charter: {@code roles} by party. */
  static RecordedLog founded(Map<String, String> roles) throws VerificationException {
    RecordedLog log = new RecordedLog();
    log.say(
        "op",
        BodyType.POLICY,
        Json.object()
            .put("logKey", log.key("log").publicKey().toJwk())
            .put("operatorKey", log.key("op").publicKey().toJwk())
            .put("operatorName", name("op"))
            .put("algorithms", Json.strings(List.of("EdDSA"))));
    log.now("2026-01-01T00:00:00Z");
    Map<String, List<String>> holders = new HashMap<>();
    roles.forEach(
        (party, role) ->
            holders.computeIfAbsent(role, r -> new ArrayList<>()).add(log.party(party)));
    JsonObject granted = Json.object();
    holders.forEach((role, parties) -> granted.put(role, Json.strings(parties)));
    log.say(
        "op",
        BodyType.CHARTER,
        Json.object()
            .put("community", "records")
            .put("title", name("Records"))
            .put("purpose", name("Tests"))
            .put("reducer", 1)
            .put("roles", granted.build())
            .put("certificateTerm", "P1Y")
            .put("responseWindow", "P10D")
            .put("forecasts", Json.object().put("severity", 4).put("horizon", "P30D").build()));
    for (String party : roles.keySet()) {
      log.declare(party);
    }
    return log;
  }

  static Json.Obj name(String text) {
    return Json.object().put("en", text).put("zh", text).build();
  }

  private SigningKey key(String party) {
    return keys.computeIfAbsent(
        party, name -> SigningKey.generate(Algorithm.EDDSA, new Seeded(name.hashCode())));
  }

  String party(String party) {
    return key(party).publicKey().partyId();
  }

  State state() {
    return replay.state();
  }

  Records records() {
    return Records.of(state(), index -> times.get(Math.toIntExact(index)));
  }

  Hash say(String party, BodyType type, JsonObject body) throws VerificationException {
    long seq = lastSeq.merge(party, 1L, Long::sum);
    SignedStatement signed =
        new Draft(type, "test", body.build()).sign(key(party), ORIGIN, seq, Instant.EPOCH);
    replay.next(signed.entry());
    times.add(state().now().orElse(Instant.EPOCH));
    last = signed.id();
    return last;
  }

  void now(String at) throws VerificationException {
    say("op", BodyType.CLOCK, Json.object().put("now", at));
  }

  void declare(String party) throws VerificationException {
    say(
        party,
        BodyType.PARTY,
        Json.object()
            .put("name", name(party))
            .put("kind", "organisation")
            .put("key", key(party).publicKey().toJwk()));
  }

  void system(String provider, String id, String... areas) throws VerificationException {
    Json.Obj card =
        Json.object()
            .put("system", id)
            .put("name", name(id))
            .put("version", "1")
            .put("kind", "agent")
            .put("autonomy", "supervised")
            .put("capabilities", Json.strings(List.of()))
            .put("areas", Json.strings(List.of(areas)))
            .put("jurisdictions", Json.strings(List.of()))
            .put("audiences", Json.strings(List.of()))
            .build();
    say(provider, BodyType.SYSTEM, Json.object().put("card", card).put("withdrawn", false));
  }

  Hash fact(String party, String system, String fact) throws VerificationException {
    return say(
        party,
        BodyType.EVIDENCE,
        Json.object()
            .put("system", system)
            .put("version", "1")
            .put("facts", Json.object().put(fact, true).build()));
  }

  Hash attest(String assessor, Hash evidence, String basis, String probability)
      throws VerificationException {
    JsonObject body =
        Json.object()
            .put("evidence", evidence.hex())
            .put("basis", basis)
            .put("conflictOfInterest", false);
    if (!probability.isEmpty()) {
      body.put("forecast", parsed("{\"probability\":" + probability + "}"));
    }
    return say(assessor, BodyType.ATTEST, body);
  }

  Hash incident(String reporter, String system, int severity) throws VerificationException {
    return say(
        reporter,
        BodyType.INCIDENT,
        Json.object()
            .put("system", system)
            .put("severity", severity)
            .put("happenedAt", "2026-01-01T00:00:00Z")
            .put("text", "It happened."));
  }

  Hash concern(String party, String system, int severity) throws VerificationException {
    return say(
        party,
        BodyType.CONCERN,
        Json.object().put("system", system).put("severity", severity).put("text", "Worrying."));
  }

  void answer(String provider, Hash concern, String outcome) throws VerificationException {
    say(
        provider,
        BodyType.RESPONSE,
        Json.object()
            .put("concern", concern.hex())
            .put("outcome", outcome)
            .put("text", "We looked into it."));
  }

  void pledge(String provider, String system, String fact, String due)
      throws VerificationException {
    say(
        provider,
        BodyType.COMMITMENT,
        Json.object()
            .put("system", system)
            .put("text", name("We will."))
            .put("due", due)
            .put("test", Json.object().put("fact", fact).build()));
  }

  /**
   * Publishes a rulebook that asks for the fact {@code tested}, and gets {@code system} a
   * certificate.
   */
  void certify(String publisher, String provider, String system) throws VerificationException {
    RulebookFolder folder =
        RulebookFolder.of(Map.of("rulebook.yaml", BOOK, "fixtures/nothing.yaml", FIXTURE));
    say(publisher, BodyType.RULEBOOK, Json.object().put("files", folder.toJson()));
    fact(provider, system, "tested");
    Hash id = say(provider, BodyType.REQUEST, Json.object().put("system", system));
    RequestState request = state().request(id);
    say(
        "op",
        BodyType.DECISION,
        Json.object()
            .put("request", id.hex())
            .put("decision", Derivation.derive(state(), request).json()));
  }

  static Json parsed(String json) throws VerificationException {
    return JsonParser.parse(Bytes.utf8(json));
  }

  private static final String BOOK =
      """
      rulebook: tested
      version: "1"
      title: {en: "Test rules", zh: "Test rules"}
      publisher: "Tests"
      layer: technical
      module: testing
      status: in-force
      validFrom: 2025-01-01
      review: 2035-01-01
      metrics: []
      requirements:
        - id: tested
          modality: obligation
          text: {en: "Test", zh: "Test"}
          source: {locator: "Tests", status: voluntary}
          needs:
            - fact: tested
          check: fact["tested"]
          otherwise: {severity: 3}
      """;

  private static final String FIXTURE =
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
          tested: undetermined
      """;

  private static final class Seeded extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private final Random random;

    Seeded(long seed) {
      random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
      random.nextBytes(bytes);
    }
  }
}
