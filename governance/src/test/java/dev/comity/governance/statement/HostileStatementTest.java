package dev.comity.governance.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies as an enemy would write them: each is refused in one line that names the field. */
class HostileStatementTest {
  private static final SigningKey KEY = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  private static final String JWK = KEY.publicKey().toJwk().compact();
  private static final String HASH = Hash.of(Bytes.EMPTY).hex();
  private static final String NAME = "{\"en\":\"a\",\"zh\":\"b\"}";

  /** A valid body of each type with every field that it may have. */
  private static String valid(BodyType type) {
    return switch (type) {
      case POLICY ->
          "\"logKey\":%s,\"operatorKey\":%s,\"operatorName\":%s,\"algorithms\":[\"EdDSA\"]"
              .formatted(JWK, JWK, NAME);
      case PARTY -> "\"name\":%s,\"kind\":\"person\",\"key\":%s".formatted(NAME, JWK);
      case CHARTER ->
          """
          "community":"c","title":%s,"purpose":%s,"reducer":1,"demonstration":true,
          "roles":{"member":["x"],"publisher":[],"assessor":[],"authority":[]},
          "parents":[{"log":"a.b/c","logKey":%s,"rulebooks":["r"]}],
          "certificateTerm":"P12M","responseWindow":"P14D","opaqueContentTypes":["text/plain"],
          "membership":{"open":true,"maturity":"P0D","dormancy":"P90D","classes":{"city":3},
            "controllerCap":2,"specialTerm":"P6M"},
          "deliberation":{"notice":"P1D","voting":"P7D","late":"P1D","extension":"P2D","delay":"P2D",
            "execution":"P14D","quorum":"1/2","powers":{"expel":"> 2/3 of electorate","admit":"role:authority"}},
          "clocks":{"acknowledge":"P2D","assess":"P7D","remediate":"P30D","verify":"P14D"},
          "sanctions":{"grace":"P30D","reply":"P7D","ruling":"P14D","appeal":"P14D","panel":3},
          "keys":{"finality":"P2D","recovery":"P14D","approvals":2},
          "recognition":{"maxStaleness":"P30D"},"forecasts":{"severity":4,"horizon":"P90D"},
          "fork":{"log":"a.b/d","logKey":%s,"index":3,"root":"%s"}
          """
              .formatted(NAME, NAME, JWK, JWK, HASH);
      case CLOCK -> "\"now\":\"2026-01-01T00:00:00Z\"";
      case RULEBOOK -> "\"files\":{\"rulebook.yaml\":\"x\"}";
      case BASELINE ->
          "\"parent\":\"a.b/c\",\"entryDeflated\":\"AwA=\",\"issuerKey\":%s,\"receipt\":\"AAAA\""
              .formatted(JWK);
      case SYSTEM -> "\"card\":%s,\"withdrawn\":false".formatted(card());
      case EVIDENCE ->
          """
          "system":"s","version":"1","questions":4,"samples":2,"method":"m",
          "metrics":{"e/1":{"value":"0.1","lower":0,"upper":1,"level":0.95,"n":4}},
          "facts":{"f":true},"raw":[{"name":"f.json","sha256":"%s","size":3}],"note":%s
          """
              .formatted(HASH, NAME);
      case ATTEST ->
          "\"evidence\":\"%s\",\"basis\":\"reviewed\",\"conflictOfInterest\":false".formatted(HASH);
      case REQUEST -> "\"system\":\"s\"";
      case DECISION -> "\"request\":\"%s\",\"decision\":{}".formatted(HASH);
      case CONCERN -> "\"system\":\"s\",\"severity\":3,\"text\":\"t\",\"key\":%s".formatted(JWK);
      case RESPONSE -> "\"concern\":\"%s\",\"outcome\":\"partly\",\"text\":\"t\"".formatted(HASH);
      case KEY_COMMIT -> "\"next\":\"%s\"".formatted(HASH);
      case KEY_ROTATE -> "\"key\":%s,\"next\":\"%s\"".formatted(JWK, HASH);
      case KEY_COMPROMISE ->
          "\"keyId\":\"%s\",\"since\":3,\"key\":%s,\"next\":\"%s\"".formatted(HASH, JWK, HASH);
      case KEY_RECOVER -> "\"party\":\"x\",\"key\":%s,\"text\":\"t\"".formatted(JWK);
      case APPLY -> "\"roles\":[\"member\"],\"class\":\"c\",\"controller\":\"x\",\"text\":\"t\"";
      case ADMIT ->
          "\"party\":\"x\",\"roles\":[\"member\"],\"class\":\"c\",\"until\":\"2027-01-01T00:00:00Z\"";
      case EXIT -> "\"text\":\"t\"";
      case PROPOSE ->
          "\"title\":%s,\"actions\":[{\"expel\":{\"party\":\"x\"}}],\"conflicted\":[\"y\"]"
              .formatted(NAME);
      case BALLOT ->
          "\"proposal\":\"%s\",\"content\":\"%s\",\"choice\":\"yes\",\"conflictOfInterest\":false"
              .formatted(HASH, HASH);
      case VETO -> "\"subject\":\"%s\",\"clause\":\"a/B-1\",\"text\":\"t\"".formatted(HASH);
      case EMERGENCY -> "\"system\":\"s\",\"days\":3,\"text\":\"t\"";
      case DISCLOSURE ->
          "\"system\":\"s\",\"title\":%s,\"topic\":\"t\",\"sha256\":\"%s\"".formatted(NAME, HASH);
      case COMMITMENT ->
          """
          "system":"s","text":%s,"due":"2027-01-01T00:00:00Z","test":{"metric":"e/1","atMost":"0.1"}
          """
              .formatted(NAME);
      case CURE -> "\"sanction\":\"%s\",\"evidence\":[\"%s\"],\"text\":\"t\"".formatted(HASH, HASH);
      case SURRENDER -> "\"system\":\"s\",\"text\":\"t\"";
      case INCIDENT ->
          "\"system\":\"s\",\"severity\":3,\"happenedAt\":\"2026-01-01T00:00:00Z\",\"text\":\"t\"";
      case REMEDIATION ->
          "\"concern\":\"%s\",\"step\":\"done\",\"text\":\"t\",\"evidence\":[\"%s\"]"
              .formatted(HASH, HASH);
      case CONTEST -> "\"subject\":\"%s\",\"text\":\"t\"".formatted(HASH);
      case RULING ->
          """
          "subject":"%s","verdict":"upheld","cut":["a"],"conflictOfInterest":false,"text":"t"
          """
              .formatted(HASH);
      case RECOGNISE ->
          """
          "community":"a.b/c","logKey":%s,"scope":["*"],"until":"2027-01-01T00:00:00Z","depth":1,
          "onward":true,"crosswalk":[{"own":"a/A-1","foreign":"b/B-1","relation":"equal"}]
          """
              .formatted(JWK);
      case END_RECOGNITION -> "\"community\":\"a.b/c\",\"text\":\"t\"";
      case IMPORT ->
          """
          "community":"a.b/c","via":"d.e/f","entryDeflated":"AwA=","issuerKey":%s,"receipt":"AAAA"
          """
              .formatted(JWK);
    };
  }

  private static String card() {
    return """
    {"system":"s","name":%s,"version":"1","kind":"agent","autonomy":"none","capabilities":[],
    "areas":[],"jurisdictions":[],"audiences":[]}"""
        .formatted(NAME);
  }

  private static final List<String> OPTIONAL =
      List.of(
          "demonstration",
          "parents",
          "opaqueContentTypes",
          "withdrawn",
          "questions",
          "samples",
          "method",
          "metrics",
          "facts",
          "raw",
          "note",
          "conflictOfInterest",
          "member",
          "publisher",
          "assessor",
          "authority",
          "membership",
          "deliberation",
          "clocks",
          "sanctions",
          "keys",
          "recognition",
          "forecasts",
          "fork",
          "next",
          "class",
          "controller",
          "until",
          "conflicted",
          "depth",
          "onward",
          "crosswalk",
          "via",
          "cut",
          "evidence");

  private static Json.Obj body(BodyType type) throws VerificationException {
    return (Json.Obj) JsonParser.parse("{\"log\":\"a.example/log\",\"seq\":1," + valid(type) + "}");
  }

  private static void parse(BodyType type, Json body) throws VerificationException {
    Statement.parse(
        SignedStatement.sign(
            KEY,
            type.contentType(),
            KEY.publicKey().partyId(),
            "s",
            0,
            Bytes.utf8(body.compact())));
  }

  private static String refusal(BodyType type, Json body) {
    VerificationException refused =
        catchThrowableOfType(VerificationException.class, () -> parse(type, body));
    assertThat(refused).as("%s %s", type, body.compact()).isNotNull();
    assertThat(refused.detail()).doesNotContain("\n").hasSizeLessThan(400);
    return refused.detail();
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Map<String, Json> fields = new LinkedHashMap<>(object.fields());
    fields.put(name, value);
    return new Json.Obj(fields);
  }

  private static Json.Obj without(Json.Obj object, String name) {
    Map<String, Json> fields = new LinkedHashMap<>(object.fields());
    fields.remove(name);
    return new Json.Obj(fields);
  }

  @ParameterizedTest
  @EnumSource
  void parse_ofAValidBody_isRead(BodyType type) throws VerificationException {
    parse(type, body(type));
  }

  @ParameterizedTest
  @EnumSource
  void parse_withAFieldMissing_namesIt(BodyType type) throws VerificationException {
    for (String field : body(type).fields().keySet()) {
      if (optional(type, field)) {
        parse(type, withoutOptional(type, field));
      } else {
        assertThat(refusal(type, without(body(type), field)))
            .startsWith(type.text() + "." + field + ":");
      }
    }
  }

  /** Some names are optional in one type and required in another. */
  private static boolean optional(BodyType type, String field) {
    return switch (type.text() + "." + field) {
      case "concern.key" -> true;
      case "key-commit.next", "attest.evidence", "recognise.until" -> false;
      default -> OPTIONAL.contains(field);
    };
  }

  private static Json.Obj withoutOptional(BodyType type, String field)
      throws VerificationException {
    return without(body(type), field);
  }

  @ParameterizedTest
  @EnumSource
  void parse_withAnUnknownField_namesIt(BodyType type) throws VerificationException {
    assertThat(refusal(type, with(body(type), "extra", Json.of(1))))
        .isEqualTo(type.text() + ".extra: unknown field");
  }

  @ParameterizedTest
  @EnumSource
  void parse_withAFieldOfAnotherType_namesIt(BodyType type) throws VerificationException {
    List<Json> strange =
        List.of(
            Json.of(-7),
            Json.of("\n no such thing \u0000"),
            Json.of(true),
            Json.Nothing.NULL,
            new Json.Arr(List.of(Json.of(-7))),
            Json.object().put("no", Json.of(-7)).build());
    for (String field : body(type).fields().keySet()) {
      if (type == BodyType.DECISION && field.equals("decision")) {
        continue; // Any JSON can be stated; only the derived one is admitted.
      }
      int refusals = 0;
      for (Json value : strange) {
        Json.Obj changed = with(body(type), field, value);
        VerificationException refused =
            catchThrowableOfType(VerificationException.class, () -> parse(type, changed));
        if (refused != null) {
          refusals++;
          assertThat(refused.detail())
              .doesNotContain("\n")
              .containsAnyOf(type.text() + "." + field, "rulebook.yaml", "no: expected");
        }
      }
      assertThat(refusals).as("%s.%s", type, field).isGreaterThanOrEqualTo(strange.size() - 1);
    }
  }

  record Case(BodyType type, String field, String value, String told) {}

  static Stream<Case> hostileValues() {
    List<Case> cases = new ArrayList<>();
    for (String log : List.of("", "a b", "a+b", "a\u00e9", "x".repeat(201), "a\nb")) {
      cases.add(new Case(BodyType.CLOCK, "log", Json.of(log).compact(), "origin"));
    }
    for (String seq : List.of("-1", "0.5", "9223372036854775808", "\"1\"", "1e300")) {
      cases.add(new Case(BodyType.CLOCK, "seq", seq, "whole number"));
    }
    for (String now :
        List.of(
            "2026-01-01T00:00:00.5Z",
            "2026-01-01T00:00:00+01:00",
            "2026-02-30T00:00:00Z",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "2026-01-01T00:00Z",
            "2026-01-01t00:00:00z",
            "2026-12-31T23:59:60Z")) {
      cases.add(new Case(BodyType.CLOCK, "now", Json.of(now).compact(), "UTC seconds"));
    }
    for (String period :
        List.of("P0D", "-P1M", "P1M-1D", "PT1H", "P101Y", "P99999999999D", "P2147483647Y", "1")) {
      cases.add(
          new Case(BodyType.CHARTER, "certificateTerm", Json.of(period).compact(), "a period"));
    }
    cases.add(new Case(BodyType.CHARTER, "community", "\"../x\"", "short id"));
    cases.add(new Case(BodyType.CHARTER, "roles", "{\"king\":[]}", "roles.king: unknown"));
    cases.add(new Case(BodyType.CHARTER, "roles", "{\"member\":[1]}", "roles.member[0]"));
    cases.add(new Case(BodyType.CHARTER, "parents", "[{\"log\":\"a\"}]", "parents[0].logKey"));
    cases.add(new Case(BodyType.POLICY, "algorithms", "[]", "EdDSA"));
    cases.add(new Case(BodyType.POLICY, "algorithms", "[\"none\"]", "EdDSA"));
    cases.add(new Case(BodyType.POLICY, "logKey", "{\"kty\":\"OKP\"}", "logKey.crv"));
    cases.add(
        new Case(
            BodyType.PARTY,
            "key",
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
            "32 bytes"));
    cases.add(new Case(BodyType.PARTY, "kind", "\"PERSON\"", "expected one of"));
    cases.add(new Case(BodyType.BASELINE, "entryDeflated", "\"A\"", "base64"));
    cases.add(new Case(BodyType.BASELINE, "entryDeflated", "\"AAAA\"", "DEFLATE"));
    cases.add(new Case(BodyType.BASELINE, "receipt", "\"AAB=\"", "base64"));
    cases.add(new Case(BodyType.ATTEST, "evidence", "\"" + "A".repeat(64) + "\"", "lower-case"));
    cases.add(new Case(BodyType.CONCERN, "severity", "0", "1 to 6"));
    cases.add(new Case(BodyType.CONCERN, "severity", "7", "1 to 6"));
    cases.add(new Case(BodyType.CONCERN, "text", "\"  \"", "1 to 4000"));
    cases.add(new Case(BodyType.CONCERN, "text", "\"" + "x".repeat(4001) + "\"", "1 to 4000"));
    cases.add(new Case(BodyType.EVIDENCE, "version", "\"1\\n2\"", "one line"));
    cases.add(new Case(BodyType.EVIDENCE, "raw", "[{\"name\":\"x\"}]", "raw[0].sha256"));
    cases.add(
        new Case(
            BodyType.EVIDENCE,
            "metrics",
            "{\"e/1\":{\"value\":1,\"lower\":1,\"upper\":0,\"level\":0.95,\"n\":4}}",
            "metrics.e/1"));
    cases.add(
        new Case(
            BodyType.EVIDENCE,
            "metrics",
            "{\"e/1\":{\"value\":1e99,\"lower\":0,\"upper\":1e99,\"level\":0.95,\"n\":4}}",
            "metrics.e/1.value"));
    cases.add(new Case(BodyType.RULEBOOK, "files", "{}", "rulebook.yaml"));
    cases.add(new Case(BodyType.RULEBOOK, "files", "{\"../x.yaml\":\"\"}", "rulebook.yaml"));
    cases.add(new Case(BodyType.RULEBOOK, "files", "{\"rulebook.yaml\":1}", "rulebook.yaml"));
    addCommunity(cases);
    addVotes(cases);
    addBetween(cases);
    return cases.stream();
  }

  private static void addCommunity(List<Case> cases) {
    for (String quorum : List.of("3/2", "1/0", "-1/2", "01/2", "1/2 ", "0.5", "9999999999/1")) {
      cases.add(
          new Case(
              BodyType.CHARTER,
              "deliberation",
              "{\"quorum\":" + Json.of(quorum).compact() + "}",
              "deliberation.quorum"));
    }
    for (String power :
        List.of("> 1/2", "= 1/2 of cast", "> 1/2 of all", "> 3/2 of cast", "role:king")) {
      cases.add(
          new Case(
              BodyType.CHARTER,
              "deliberation",
              "{\"powers\":{\"admit\":\"" + power + "\"}}",
              "deliberation.powers.admit"));
    }
    cases.add(
        new Case(
            BodyType.CHARTER,
            "deliberation",
            "{\"powers\":{\"expel\":\"role:authority\"}}",
            "deliberation.powers.expel"));
    cases.add(new Case(BodyType.CHARTER, "deliberation", "{\"voting\":\"P0D\"}", "at least a day"));
    cases.add(new Case(BodyType.CHARTER, "deliberation", "{\"speed\":1}", "speed: unknown"));
    cases.add(new Case(BodyType.CHARTER, "membership", "{\"classes\":{\"a\":0}}", "classes"));
    cases.add(new Case(BodyType.CHARTER, "sanctions", "{\"panel\":2}", "an odd number"));
    cases.add(new Case(BodyType.CHARTER, "keys", "{\"approvals\":0}", "keys.approvals"));
    cases.add(new Case(BodyType.APPLY, "roles", "[\"king\"]", "apply.roles"));
    cases.add(new Case(BodyType.APPLY, "roles", "[\"member\",\"member\"]", "each once"));
    cases.add(new Case(BodyType.APPLY, "controller", "\"a b\"", "a party's id"));
  }

  private static void addVotes(List<Case> cases) {
    String expel = "{\"expel\":{\"party\":\"x\"}}";
    cases.add(new Case(BodyType.PROPOSE, "actions", "[]", "1 to 16"));
    cases.add(new Case(BodyType.PROPOSE, "actions", "[{}]", "one action"));
    cases.add(new Case(BodyType.PROPOSE, "actions", "[{\"crown\":{}}]", "amend-charter"));
    cases.add(
        new Case(
            BodyType.PROPOSE,
            "actions",
            "[{\"amend-charter\":{\"roles\":{}}}]",
            "not changed by an amendment"));
    cases.add(new Case(BodyType.PROPOSE, "actions", "[{\"amend-charter\":{}}]", "changes nothing"));
    String option = "{\"name\":\"%s\",\"actions\":[" + expel + "]}";
    for (String other : List.of("one", "status-quo", "two")) {
      String options = "[" + option.formatted("one") + "," + option.formatted(other) + "]";
      cases.add(new Case(BodyType.PROPOSE, "options", options, "propose.options"));
    }
    cases.add(new Case(BodyType.BALLOT, "choice", "\"maybe\"", "expected one of"));
    cases.add(new Case(BodyType.BALLOT, "ranking", "[\"a\"]", "either a choice or a ranking"));
    cases.add(new Case(BodyType.EMERGENCY, "days", "15", "1 to 14"));
    cases.add(new Case(BodyType.EMERGENCY, "rulebook", "\"r\"", "either a system"));
  }

  private static void addBetween(List<Case> cases) {
    cases.add(new Case(BodyType.RECOGNISE, "scope", "[]", "at least one area"));
    cases.add(new Case(BodyType.RECOGNISE, "depth", "5", "1 to 4"));
    cases.add(new Case(BodyType.RECOGNISE, "crosswalk", "[{\"own\":\"a\"}]", "crosswalk[0]"));
    cases.add(new Case(BodyType.IMPORT, "entryDeflated", "\"AAAA\"", "DEFLATE"));
    cases.add(
        new Case(BodyType.COMMITMENT, "test", "{\"metric\":\"e/1\"}", "commitment.test.atLeast"));
    cases.add(new Case(BodyType.RULING, "verdict", "\"guilty\"", "expected one of"));
    cases.add(new Case(BodyType.KEY_COMPROMISE, "histories", "{}", "histories"));
    cases.add(
        new Case(BodyType.ATTEST, "forecast", "{\"probability\":1}", "a number between 0 and 1"));
    cases.add(
        new Case(
            BodyType.ATTEST, "forecast", "{\"probability\":0.5,\"by\":1}", "forecast.by: unknown"));
  }

  @ParameterizedTest
  @MethodSource("hostileValues")
  void parse_withAHostileValue_saysWhatIsExpected(Case hostile) throws VerificationException {
    Json value = JsonParser.parse(hostile.value());
    assertThat(refusal(hostile.type(), with(body(hostile.type()), hostile.field(), value)))
        .contains(hostile.told());
  }

  @Test
  void parse_ofEvidenceThatMeasuresNothing_isRefused() throws VerificationException {
    Json.Obj empty = without(without(body(BodyType.EVIDENCE), "metrics"), "facts");
    assertThat(refusal(BodyType.EVIDENCE, empty)).contains("at least one metric or fact");
  }

  @Test
  void parse_ofBytesThatAreNoJsonObject_isRefused() {
    for (String payload :
        List.of(
            "", "[]", "null", "{\"log\":1", "{\"log\":\"a\",\"log\":\"a\"}", "{}x", "\uFEFF{}")) {
      SignedStatement signed =
          SignedStatement.sign(KEY, BodyType.CLOCK.contentType(), "i", "s", 0, Bytes.utf8(payload));
      VerificationException refused =
          catchThrowableOfType(VerificationException.class, () -> Statement.parse(signed));
      assertThat(refused).as(payload).isNotNull();
      assertThat(refused.detail()).doesNotContain("\n");
    }
  }

  @Test
  void sign_ofWhatTheLogWouldRefuse_isRefusedBefore() {
    Json.Obj withSeq = Json.object().put("now", "2026-01-01T00:00:00Z").put("seq", 9).build();
    assertThat(signing(BodyType.CLOCK, withSeq)).contains("clock.seq: is added by signing");
    String large = "x".repeat(70_000);
    Json.Obj files =
        Json.object().put("files", Json.object().put("rulebook.yaml", large).build()).build();
    assertThat(signing(BodyType.RULEBOOK, files)).contains("at most 65535 bytes");
    assertThat(signing(BodyType.REQUEST, Json.object().build()))
        .contains("request.system: missing");
  }

  private static String signing(BodyType type, Json.Obj fields) {
    return catchThrowableOfType(
            VerificationException.class,
            () -> new Draft(type, "s", fields).sign(KEY, "a.example/log", 1, Instant.EPOCH))
        .detail();
  }
}
