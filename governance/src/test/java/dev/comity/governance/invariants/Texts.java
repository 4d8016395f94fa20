package dev.comity.governance.invariants;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.ReceiptSigner;
import dev.comity.rules.Bilingual;
import dev.comity.rules.RulebookFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rulebooks, charters and proofs, made once. */
final class Texts {
  static final String TOWN = "town.example/log";
  static final String FLOOR = "floor.example/log";
  static final String OTHER = "other.example/log";

  /** Of the log keys of {@link #TOWN}, {@link #FLOOR} and {@link #OTHER}. */
  static final int TOWN_KEY = Cast.SIZE + 23;

  static final int FLOOR_KEY = Cast.SIZE + 24;
  static final int OTHER_KEY = Cast.SIZE + 25;

  /** Versions of the community's own rulebook, ever higher. */
  static final List<RulebookFolder> OWN = own();

  /** What the floor published, imported in any order that versions allow. */
  static final List<Body.Baseline> BASELINES = baselines();

  private Texts() {}

  static Bilingual name(String text) {
    return new Bilingual(text, text);
  }

  private static List<RulebookFolder> own() {
    List<RulebookFolder> books = new ArrayList<>();
    Random random = new Random(5);
    for (int version = 0; version < 24; version++) {
      StringBuilder rules = new StringBuilder();
      rules.append(
          requirement("B-1", "speed/1", "max", "0." + (1 + random.nextInt(4)), version % 3 == 0));
      if (version % 2 == 0) {
        rules.append(requirement("B-2", "care/1", "min", "0." + random.nextInt(6), true));
      }
      String triggers =
          """
          triggers:
            - {id: T-1, on: response-overdue, severity: %d, remedy: P10D, text: {en: a, zh: b}}
            - {id: T-2, on: incident severity >= serious, severity: %d, redLine: %s, text: {en: a, zh: b}}
            - {id: T-3, on: evidence expired, severity: 2, text: {en: a, zh: b}}
            - {id: T-4, on: baseline tightened, severity: 1, text: {en: a, zh: b}}
            - {id: T-5, on: commitment broken, severity: 3, text: {en: a, zh: b}}
            - {id: T-6, on: remedy missed, severity: 4, text: {en: a, zh: b}}
          """
              .formatted(1 + version % 3, 3 + version % 4, version % 5 == 0);
      books.add(folder("basics", "1." + version + ".0", "2025-01-01", rules.toString(), triggers));
    }
    return List.copyOf(books);
  }

  private static List<Body.Baseline> baselines() {
    List<Body.Baseline> proofs = new ArrayList<>();
    String[] bounds = {"0.4", "0.3", "0.2", "0.35", "0.1", "0.5"};
    for (int version = 0; version < bounds.length; version++) {
      String rules =
          requirement("L-1", "error/1", "max", bounds[version], version % 2 == 1)
              + requirement("L-2", "speed/1", "max", "0.5", true);
      proofs.add(
          baseline(
              folder(
                  "red-lines",
                  "1." + version + ".0",
                  "2026-0" + (1 + version) + "-01",
                  rules,
                  "")));
    }
    return List.copyOf(proofs);
  }

  private static Body.Baseline baseline(RulebookFolder folder) {
    Json payload =
        Json.object().put("log", FLOOR).put("seq", 1).put("files", folder.toJson()).build();
    SignedStatement signed =
        SignedStatement.sign(
            Cast.signing(1),
            BodyType.RULEBOOK.contentType(),
            Cast.party(1),
            "rules",
            0,
            Bytes.utf8(payload.compact()));
    return new Body.Baseline(
        FLOOR, signed.entry(), Cast.key(1), receipt(signed.entry(), FLOOR, FLOOR_KEY, 2).encode());
  }

  /** That {@code entry} is the first of {@code size} entries of a log. */
  static Receipt receipt(Bytes entry, String origin, int key, int size) {
    List<Hash> leaves = new ArrayList<>();
    leaves.add(MerkleTree.leafHash(entry));
    while (leaves.size() < size) {
      leaves.add(Hash.of(Bytes.utf8("leaf " + leaves.size())));
    }
    try {
      InclusionProof proof =
          InclusionProof.of(
              0,
              size,
              (height, node) ->
                  MerkleTree.root(
                      leaves.subList((int) (node << height), (int) ((node + 1) << height))));
      return new ReceiptSigner(origin, Cast.signing(key))
          .sign(MerkleTree.root(leaves))
          .receipt(proof);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String requirement(
      String id, String metric, String bound, String value, boolean remedy) {
    return """
      - id: %s
        modality: obligation
        text: {en: "Test", zh: "Test"}
        source: {locator: "Tests", status: voluntary}
        needs:
          - metric: %s
            maxAge: P4M
        check: metric["%s"].%s bound
        direction: {parameter: %s, bound: %s, value: %s}
        otherwise: {severity: 3%s}
    """
        .formatted(
            id,
            metric,
            metric,
            bound.equals("max") ? "upper <=" : "lower >=",
            metric,
            bound,
            value,
            remedy ? ", remedy: P9D" : "");
  }

  private static RulebookFolder folder(
      String id, String version, String from, String rules, String triggers) {
    StringBuilder metrics = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    boolean decidable = true;
    for (String part : rules.split("(?m)^  - id: ")) {
      if (!part.isBlank()) {
        String metric = part.replaceAll("(?s).*- metric: (\\S+).*", "$1");
        metrics.append(metrics.isEmpty() ? "" : ", ").append(metric);
        expected.append("    ").append(part, 0, part.indexOf('\n')).append(": undetermined\n");
        decidable &= part.contains("remedy");
      }
    }
    String text =
        """
        rulebook: %s
        version: "%s"
        title: {en: "Test rules", zh: "Test rules"}
        publisher: "Tests"
        layer: technical
        module: testing
        status: in-force
        validFrom: %s
        review: 2035-01-01
        metrics: [%s]
        requirements:
        %s%s"""
            .formatted(id, version, from, metrics, rules, triggers);
    String fixture =
        """
        title: {en: "Nothing measured", zh: "Nothing measured"}
        now: 2026-12-01T00:00:00Z
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
          outcome: %s
          requirements:
        %s"""
            .formatted(decidable ? "conditional" : "undetermined", expected);
    try {
      return RulebookFolder.of(Map.of("rulebook.yaml", text, "fixtures/nothing.yaml", fixture));
    } catch (VerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A charter that the seed chooses; every one is admissible. */
  static Json charter(Random random) {
    boolean vote = random.nextInt(3) > 0;
    JsonObject roles = Json.object();
    roles.put("member", parties(1, 2, 3, 4, 5)).put("publisher", parties(1));
    roles.put("assessor", parties(6, 7)).put("authority", parties(8));
    roles.put("guardian", parties(8)).put("emergency", parties(9));
    roles.put("panel", random.nextBoolean() ? parties(2, 3, 4, 5, 9, 10, 11) : parties());
    JsonObject powers = Json.object();
    powers.put("adopt-rulebook", vote ? "> 1/2 of cast" : "role:publisher");
    powers.put("recognise", random.nextBoolean() ? "role:authority" : ">= 1/2 of for-and-against");
    powers.put("admit", random.nextBoolean() ? "role:authority" : "> 1/2 of cast");
    powers.put("amend-charter", random.nextBoolean() ? ">= 2/3 of electorate" : "> 1/2 of cast");
    JsonObject charter =
        Json.object()
            .put("community", "town")
            .put("title", name("Town").toJson())
            .put("purpose", name("Tests").toJson())
            .put("reducer", 1)
            .put("roles", roles.build())
            .put(
                "parents",
                new Json.Arr(
                    List.of(
                        Json.object()
                            .put("log", FLOOR)
                            .put("logKey", Cast.key(FLOOR_KEY).toJwk())
                            .put("rulebooks", Json.strings(List.of("red-lines")))
                            .build())))
            .put("certificateTerm", "P6M")
            .put("responseWindow", "P14D");
    charter.put(
        "membership",
        Json.object()
            .put("open", random.nextInt(4) == 0)
            .put("maturity", random.nextBoolean() ? "P0D" : "P30D")
            .put("dormancy", "P3M")
            .put("classes", Json.object().put("large", 3).put("small", 1).build())
            .put("controllerCap", 4)
            .put("specialTerm", "P2M")
            .build());
    charter.put(
        "deliberation",
        Json.object()
            .put("notice", random.nextInt(4) == 0 ? "P1D" : "P0D")
            .put("voting", "P7D")
            .put("late", "P2D")
            .put("extension", "P3D")
            .put("delay", random.nextInt(4) == 0 ? "P0D" : "P3D")
            .put("execution", "P20D")
            .put("quorum", "1/" + (1 + random.nextInt(4)))
            .put("powers", powers.build())
            .build());
    charter.put(
        "clocks",
        Json.object()
            .put("acknowledge", "P3D")
            .put("assess", "P7D")
            .put("remediate", "P20D")
            .put("verify", "P20D")
            .build());
    JsonObject sanctions =
        Json.object().put("reply", "P5D").put("ruling", "P10D").put("appeal", "P10D");
    if (random.nextBoolean()) {
      sanctions.put("grace", "P15D");
    }
    charter.put("sanctions", sanctions.put("panel", 1 + 2 * random.nextInt(2)).build());
    charter.put(
        "keys",
        Json.object().put("finality", "P10D").put("recovery", "P12D").put("approvals", 1).build());
    charter.put("recognition", Json.object().put("maxStaleness", "P25D").build());
    return charter.build();
  }

  private static Json parties(int... numbers) {
    List<String> parties = new ArrayList<>();
    for (int number : numbers) {
      parties.add(Cast.party(number));
    }
    return Json.strings(parties);
  }
}
