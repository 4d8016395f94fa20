package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.InForce;
import dev.comity.rules.Limit;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.YamlDocument;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The invariants after every step of seeded walks through a small community with a floor above it.
 */
class RandomWalkTest {
  private static final int STEPS = 160;
  private static final Actor ANN = Actor.named("ann");
  private static final Actor PUB = Actor.named("pub");
  private static final Actor LAB = Actor.named("lab");
  private static final Actor AUD = Actor.named("aud");
  private static final List<String> SYSTEMS = List.of("chat", "drone");

  private static final Set<String> SEEN = new TreeSet<>();

  /** Walks that go nowhere would keep every invariant. */
  @AfterAll
  static void walks_reachEverythingThatMatters() {
    assertThat(SEEN)
        .contains("to ACTIVE", "to CONDITIONAL", "to SUSPENDED", "to REFUSED", "to EXPIRED")
        .contains("to SURRENDERED", "RemedyMissed", "ResponseMissed", "BaselineImported")
        .contains("decision-not-due", "unsatisfiable", "rulebook-not-newer", "request-open");
  }

  /** Certificates as they ended, to show that what is terminal stays so. */
  private final Map<String, CertificateState.Status> ended = new HashMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyStep_keepsTheInvariants(long seed) throws Exception {
    Walk walk = new Walk(seed);
    for (int step = 0; step < STEPS; step++) {
      State before = walk.town.state();
      walk.step();
      check("seed " + seed + ", step " + step, before, walk.town.state());
    }
    walk.town.finish();
  }

  @ParameterizedTest
  @ValueSource(longs = {7})
  void sameWalkTwice_givesTheSameDigest(long seed) throws Exception {
    Walk one = new Walk(seed);
    Walk other = new Walk(seed);
    for (int step = 0; step < STEPS; step++) {
      one.step();
      other.step();
      assertThat(one.town.state().digest()).isEqualTo(other.town.state().digest());
    }
  }

  private void check(String where, State before, State after) {
    assertThat(after.now().orElseThrow()).as(where).isAfterOrEqualTo(before.now().orElseThrow());
    InForce rules = RulesInForce.of(after);
    for (var baseline : RulesInForce.rulebooks(after)) {
      InForce alone = (InForce) InForce.join(List.of(baseline.compiled()), rules.at());
      alone
          .limits()
          .forEach(
              (parameter, limit) ->
                  assertThat(rules.limits().getOrDefault(parameter, Limit.NONE).join(limit))
                      .as("%s: %s of %s", where, parameter, baseline.name())
                      .isEqualTo(rules.limits().get(parameter)));
    }
    for (CertificateState certificate : after.certificates().values()) {
      checkCertificate(where, after, certificate);
    }
    for (Deadline deadline : after.deadlines()) {
      checkDeadline(where, after, deadline);
    }
  }

  /** Invariants 2 and 3. */
  private void checkCertificate(String where, State state, CertificateState certificate) {
    RequestState request = state.request(certificate.request());
    if (ended.containsKey(certificate.id())) {
      assertThat(certificate.status()).as(where).isEqualTo(ended.get(certificate.id()));
      return;
    }
    if (!certificate.status().live()) {
      ended.put(certificate.id(), certificate.status());
      assertThat(request.closed()).as(where).isTrue();
      return;
    }
    Derivation derived = Derivation.derive(state, request);
    assertThat(certificate.status())
        .as("%s: %s against %s", where, certificate, derived.decision().outcome())
        .isGreaterThanOrEqualTo(derived.status().orElseThrow());
    assertThat(certificate.validUntil()).as(where).isAfterOrEqualTo(state.now().orElseThrow());
    assertThat(state.deadlines())
        .as("%s: a live certificate expires", where)
        .anyMatch(d -> d.kind() == Deadline.Kind.EXPIRY && d.subject().equals(certificate.id()));
  }

  /** Nothing waits that has been, and nothing that is over waits. */
  private static void checkDeadline(String where, State state, Deadline deadline) {
    assertThat(deadline.at()).as(where + ": " + deadline).isAfterOrEqualTo(now(state));
    switch (deadline.kind()) {
      case EXPIRY -> {
        CertificateState certificate = state.certificate(deadline.subject());
        assertThat(certificate.status().live()).as(where + ": " + deadline).isTrue();
        assertThat(certificate.validUntil()).as(where).isEqualTo(deadline.at());
      }
      case REMEDY -> {
        CertificateState certificate = state.certificate(deadline.subject());
        assertThat(certificate.status().live()).as(where + ": " + deadline).isTrue();
        assertThat(certificate.remedies()).as(where).containsValue(deadline.at());
      }
      case RESPONSE ->
          assertThat(state.concern(Hash.fromHex(deadline.subject())).answer())
              .as(where + ": " + deadline)
              .isEmpty();
      case RULES_TURN ->
          assertThat(RulesInForce.rulebooks(state))
              .as(where + ": " + deadline)
              .anyMatch(rulebook -> rulebook.name().equals(deadline.subject()));
    }
  }

  private static Instant now(State state) {
    return state.now().orElseThrow();
  }

  /** Says valid and not quite valid things in an order that the seed gives. */
  private static final class Walk {
    private final World floor = World.opened("floor", "2026-01-01T00:00:00Z");
    private final World town = World.opened("town", "2026-01-01T00:00:00Z");
    private final List<Draft> baselines = new ArrayList<>();
    private final Random random;
    private int ownVersion;
    private int nextBaseline;

    Walk(long seed) throws VerificationException, IOException {
      random = new Random(seed);
      floor.applied(
          floor.operator,
          new Drafts.Constitution(
                  Map.of("publisher", List.of(PUB)), List.of(), "P1Y", "P1D", List.of(), 1)
              .draft());
      floor.applied(PUB, Drafts.party(PUB, "Pub"));
      String[] floors = {
        "{requirements: {L-1: {metric: error, atMost: 0.3}, L-2: {fact: kind, prohibition: true}}}",
        "{from: 2026-05-01, requirements: {L-1: {metric: error, atMost: 0.1, maxAge: P2M}}}",
        "{status: trial, requirements: {L-1: {metric: error, atMost: 0.01}}}",
        "{review: 2026-12-31, requirements: {L-1: {metric: error, atMost: 0.2, remedy: P20D}}}"
      };
      for (int i = 0; i < floors.length; i++) {
        floor.applied(PUB, Drafts.rulebook(book("red-lines", "1." + i + ".0", floors[i])));
      }
      for (int i = 0; i < floors.length; i++) {
        baselines.add(floor.export(floor.entries.size() - floors.length + i, PUB));
      }
      town.applied(
          town.operator,
          new Drafts.Constitution(
                  Map.of(
                      "member", List.of(ANN),
                      "publisher", List.of(PUB),
                      "assessor", List.of(LAB, AUD)),
                  List.of(Drafts.parent(floor.origin, floor.logPublicKey(), List.of("red-lines"))),
                  "P9M",
                  "P14D",
                  List.of(),
                  1)
              .draft());
      for (Actor actor : List.of(ANN, PUB, LAB, AUD)) {
        town.applied(actor, Drafts.party(actor, actor.name()));
      }
      for (String system : SYSTEMS) {
        town.applied(ANN, Drafts.system(system, "1", false));
      }
    }

    private static RulebookFolder book(String id, String version, String spec)
        throws VerificationException {
      return Books.book(id, version, YamlDocument.parse("spec", spec).root());
    }

    void step() throws VerificationException {
      String system = SYSTEMS.get(random.nextInt(SYSTEMS.size()));
      State state = town.state();
      String version = state.system(system).card().version();
      switch (random.nextInt(24)) {
        case 0, 1, 2, 3 -> clock();
        case 4 -> say(PUB, Drafts.rulebook(own()));
        case 5 -> say(PUB, baselines.get(nextBaseline++ % baselines.size()));
        case 6, 7, 8, 9 -> say(someone(), Drafts.measured(system, version, "error", interval()));
        case 10 -> say(someone(), Drafts.measured(system, version, "speed", interval()));
        case 11, 12 ->
            say(someone(), Drafts.signedFact(system, version, "kind", random.nextInt(9) > 0));
        case 13 -> attest(system);
        case 14, 15, 16 -> say(ANN, Drafts.request(system));
        case 17, 18, 19, 20 -> decide(system);
        case 21 -> version(system, version);
        case 22 -> say(LAB, Drafts.concern(system, "Hm."));
        default -> answer();
      }
    }

    private void say(Actor actor, Draft draft) throws VerificationException {
      switch (town.submit(actor, draft)) {
        case Result.Applied applied -> applied.effects().forEach(e -> SEEN.add(kind(e)));
        case Result.Rejected rejected -> SEEN.add(rejected.refusal().code().text());
      }
    }

    private static String kind(Effect effect) {
      return effect instanceof Effect.CertificateChanged changed
          ? "to " + changed.to()
          : effect.type();
    }

    private Actor someone() {
      return List.of(ANN, LAB, AUD, PUB).get(random.nextInt(4));
    }

    private String interval() {
      int lower = random.nextInt(15);
      return "0." + pad(lower) + "..0." + pad(lower + random.nextInt(8));
    }

    private static String pad(int hundredths) {
      return (hundredths < 10 ? "0" : "") + hundredths;
    }

    private void clock() throws VerificationException {
      Duration pause = Duration.ofHours(random.nextInt(random.nextInt(8) == 0 ? 2400 : 240));
      say(town.operator, Drafts.clock(now(town.state()).plus(pause).toString()));
    }

    private RulebookFolder own() throws VerificationException {
      String remedy =
          random.nextInt(4) > 0 ? ", remedy: P%dD".formatted(1 + random.nextInt(8)) : "";
      String age = random.nextBoolean() ? ", maxAge: P%dD".formatted(10 + random.nextInt(90)) : "";
      String from = now(town.state()).plus(Duration.ofDays(random.nextInt(40) - 20)).toString();
      String rule =
          random.nextInt(6) == 0
              ? "metric: error, atLeast: 0.9"
              : "metric: speed, atMost: 0.%d%s%s".formatted(1 + random.nextInt(3), remedy, age);
      return book(
          "basics",
          "1." + ownVersion++,
          "{from: %s, requirements: {B-1: {%s}}}".formatted(from.substring(0, 10), rule));
    }

    private void attest(String system) throws VerificationException {
      List<Hash> evidence = town.state().system(system).evidence();
      if (!evidence.isEmpty()) {
        String basis = random.nextBoolean() ? "reviewed" : "reproduced";
        say(someone(), Drafts.attest(evidence.getLast(), basis, false));
      }
    }

    private void decide(String system) throws VerificationException {
      var request = town.state().system(system).request();
      if (request.isPresent()) {
        Json derived = Derivation.derive(town.state(), town.state().request(request.get())).json();
        say(town.operator, Drafts.decision(request.get(), derived));
      }
    }

    private void version(String system, String version) throws VerificationException {
      if (random.nextInt(3) == 0) {
        boolean withdrawn = random.nextInt(4) == 0;
        String next = withdrawn ? version : Integer.toString(Integer.parseInt(version) + 1);
        say(ANN, Drafts.system(system, next, withdrawn));
      }
    }

    private void answer() throws VerificationException {
      var last =
          town.state().concerns().values().stream()
              .max((a, b) -> Long.compare(a.index(), b.index()));
      if (last.isPresent()) {
        say(ANN, Drafts.response(last.get().id(), "partly"));
      }
    }
  }
}
