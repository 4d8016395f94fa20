package dev.comity.governance.invariants;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.Measurement;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.Derivation;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Keys;
import dev.comity.governance.statement.Loop;
import dev.comity.governance.statement.Membership;
import dev.comity.governance.statement.Statement;
import dev.comity.rules.Autonomy;
import dev.comity.rules.Evidence;
import dev.comity.rules.Independence;
import dev.comity.rules.Relation;
import dev.comity.rules.SystemCard;
import dev.comity.rules.SystemKind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Says valid and not quite valid things in an order that a seed gives. */
final class Walk {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<String> SYSTEMS = List.of("chat", "drone", "scan");
  private static final Bytes NOTHING = Bytes.EMPTY;

  /** Spare keys before this one are to rotate to, those from it on for strangers. */
  private static final int FIRST_STRANGER = Cast.SIZE + 12;

  private final Random random;
  private final Map<Integer, Long> seq = new HashMap<>();

  /** The key that each party signs with now. */
  private final Map<Integer, Integer> keyOf = new HashMap<>();

  private Object synced = List.of();
  private int nextOwn;
  private int nextBaseline;
  private int nextSpare = Cast.SIZE;
  private int nextStranger = FIRST_STRANGER;

  Walk(long seed) {
    random = new Random(seed);
  }

  /** Policy, clock, charter and the parties. */
  List<Said> founding() {
    List<Said> said = new ArrayList<>();
    said.add(
        say(
            0,
            BodyType.POLICY,
            new Body.Policy(
                Cast.key(Texts.TOWN_KEY),
                Cast.key(0),
                Texts.name("op"),
                List.of("EdDSA"),
                List.of(),
                List.of())));
    said.add(say(0, BodyType.CLOCK, new Body.Clock(BEGIN)));
    JsonObject payload = Json.object().put("log", Texts.TOWN).put("seq", 3);
    ((Json.Obj) Texts.charter(random)).fields().forEach(payload::put);
    try {
      Json.Obj charter = payload.build();
      said.add(
          say(
              0,
              BodyType.CHARTER,
              Statement.check(BodyType.CHARTER, charter),
              Bytes.utf8(charter.compact())));
    } catch (VerificationException e) {
      throw new IllegalStateException(e.detail(), e);
    }
    for (int i = 1; i < Cast.SIZE; i++) {
      said.add(
          say(
              i,
              BodyType.PARTY,
              new Body.Party(
                  Texts.name("p" + i),
                  Body.PartyKind.ORGANISATION,
                  Cast.key(i),
                  Optional.empty())));
    }
    return said;
  }

  private Said say(int who, BodyType type, Body body) {
    return say(who, type, body, NOTHING);
  }

  private Said say(int who, BodyType type, Body body, Bytes payload) {
    return sign(who, keyOf.getOrDefault(who, who), type, body, payload);
  }

  /** Unsigned: the id stands for the content, the header names the key. */
  private Said sign(int who, int key, BodyType type, Body body, Bytes payload) {
    long number = seq.merge(key, 1L, Long::sum);
    Hash id = Hash.of(Bytes.utf8(key + " " + number));
    StatementHeader header =
        new StatementHeader(
            Algorithm.EDDSA,
            type.contentType(),
            Cast.key(key).keyId(),
            Cast.party(who),
            "s",
            Optional.of(0L));
    SignedStatement signed = new SignedStatement(NOTHING, header, payload, NOTHING, NOTHING, id);
    return new Said(type, new Statement(signed, Texts.TOWN, number, body));
  }

  private int somebody() {
    return random.nextInt(Cast.SIZE);
  }

  private int member() {
    return 1 + random.nextInt(5);
  }

  private boolean rarely(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> Optional<T> any(Collection<T> items) {
    if (items.isEmpty()) {
      return Optional.empty();
    }
    int place = random.nextInt(items.size());
    for (T item : items) {
      if (place-- == 0) {
        return Optional.of(item);
      }
    }
    throw new IllegalStateException();
  }

  private Hash wrong() {
    return Hash.of(Bytes.utf8("nothing " + random.nextInt(9)));
  }

  private String system() {
    return SYSTEMS.get(random.nextInt(SYSTEMS.size()));
  }

  private int provider(State state, String system) {
    SystemState registered = state.systems().get(system);
    return registered == null || rarely(20) ? member() : number(registered.provider());
  }

  private static int number(String party) {
    for (int i = 0; i < Cast.SIZE; i++) {
      if (Cast.party(i).equals(party)) {
        return i;
      }
    }
    return 1;
  }

  /** Whose key was recovered signs with another than it chose itself. */
  private void sync(State state) {
    if (state.parties() == synced) {
      return;
    }
    synced = state.parties();
    for (int i = 0; i < Cast.SIZE; i++) {
      var party = state.parties().get(Cast.party(i));
      if (party != null) {
        keyOf.put(i, Cast.number(party.key().keyId()));
      }
    }
  }

  /** The next thing said, after {@code state}. */
  Said next(State state) {
    sync(state);
    if (state.systems().isEmpty()) {
      return register(state);
    }
    int roll = random.nextInt(TOTAL);
    for (Kind kind : KINDS) {
      roll -= kind.weight();
      if (roll < 0) {
        return kind.maker().make(this, state);
      }
    }
    return clock(state);
  }

  private record Kind(int weight, Maker maker) {}

  private interface Maker {
    Said make(Walk walk, State state);
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind(112, Walk::clock),
          new Kind(45, Walk::register),
          new Kind(130, Walk::evidence),
          new Kind(45, Walk::attest),
          new Kind(60, Walk::request),
          new Kind(110, Walk::decide),
          new Kind(30, Walk::rulebook),
          new Kind(12, Walk::baseline),
          new Kind(60, Walk::propose),
          new Kind(150, Walk::ballot),
          new Kind(30, Walk::veto),
          new Kind(12, Walk::emergency),
          new Kind(25, Walk::membership),
          new Kind(25, Walk::concern),
          new Kind(25, Walk::respond),
          new Kind(20, Walk::remediate),
          new Kind(15, Walk::contest),
          new Kind(40, Walk::rule),
          new Kind(15, Walk::incident),
          new Kind(12, Walk::pledge),
          new Kind(12, Walk::cure),
          new Kind(5, Walk::surrender),
          new Kind(20, Walk::between),
          new Kind(20, Walk::keys));

  private static final int TOTAL = KINDS.stream().mapToInt(Kind::weight).sum();

  private Said clock(State state) {
    Duration step = Duration.ofHours(1 + random.nextInt(rarely(6) ? 900 : 60));
    Instant now = state.now().orElse(BEGIN).plus(rarely(60) ? step.negated() : step);
    return say(rarely(60) ? somebody() : 0, BodyType.CLOCK, new Body.Clock(now));
  }

  private Said register(State state) {
    String id = system();
    SystemState before = state.systems().get(id);
    int version =
        before == null ? 1 : Integer.parseInt(before.card().version()) + (rarely(3) ? 0 : 1);
    if (before != null && !rarely(4)) {
      return evidence(state);
    }
    SystemCard card =
        new SystemCard(
            id,
            Texts.name(id),
            Integer.toString(version),
            SystemKind.AGENT,
            Autonomy.SUPERVISED,
            new TreeSet<>(),
            new TreeSet<>(
                random.nextBoolean() ? List.of() : List.of("health", "school", "traffic")),
            new TreeSet<>(),
            new TreeSet<>(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return say(
        provider(state, id), BodyType.SYSTEM, new Body.System(card, before != null && rarely(5)));
  }

  private Said evidence(State state) {
    String id = system();
    SystemState system = state.systems().get(id);
    SortedMap<String, Measurement> metrics = new TreeMap<>();
    for (String metric : List.of("error/1", "speed/1", "care/1")) {
      if (!rarely(4)) {
        BigDecimal lower = new BigDecimal("0." + random.nextInt(6));
        metrics.put(
            metric,
            new Measurement(
                lower, lower, lower.add(new BigDecimal("0.05")), new BigDecimal("0.95"), 400));
      }
    }
    Evidence measured =
        new Evidence(
            "",
            Instant.EPOCH,
            Independence.SELF,
            Optional.of(400L),
            Optional.empty(),
            Optional.empty(),
            metrics,
            metrics.isEmpty() ? new TreeMap<>(Map.of("kind", true)) : new TreeMap<>());
    int who = random.nextBoolean() ? provider(state, id) : 6 + random.nextInt(2);
    String version = system == null ? "1" : system.card().version();
    return say(
        who,
        BodyType.EVIDENCE,
        new Body.Evidence(id, rarely(30) ? "0" : version, measured, List.of(), Optional.empty()));
  }

  private Said attest(State state) {
    Hash evidence =
        state.systems().containsKey("chat")
            ? any(state.system(any(state.systems().keySet()).orElseThrow()).evidence())
                .orElse(wrong())
            : wrong();
    return say(
        rarely(8) ? somebody() : 6 + random.nextInt(2),
        BodyType.ATTEST,
        new Body.Attest(
            evidence,
            random.nextBoolean() ? Body.Basis.REVIEWED : Body.Basis.REPRODUCED,
            rarely(10),
            random.nextBoolean()
                ? Optional.of(new Body.Forecast(new BigDecimal("0.2")))
                : Optional.empty()));
  }

  private Said request(State state) {
    String id = system();
    return say(provider(state, id), BodyType.REQUEST, new Body.Request(id));
  }

  private Said decide(State state) {
    Optional<Hash> due =
        any(
            state.systems().values().stream()
                .flatMap(s -> s.request().stream())
                .filter(r -> state.request(r).dueSince().isPresent())
                .toList());
    if (due.isEmpty()) {
      return request(state);
    }
    boolean otherwise = rarely(25);
    Json derived =
        otherwise
            ? Json.object().put("outcome", "active").build()
            : Derivation.derive(state, state.request(due.get())).json();
    Said decision =
        say(rarely(40) ? somebody() : 0, BodyType.DECISION, new Body.Decision(due.get(), derived));
    return new Said(decision.type(), decision.statement(), !otherwise);
  }

  private Said rulebook(State state) {
    boolean tabled = !rarely(3);
    Optional<RulebookState> adopted =
        any(
            state.rulebooks().values().stream()
                .filter(b -> b.vote().isPresent() && b.emergency().isEmpty())
                .toList());
    if (adopted.isPresent() && rarely(3)) {
      return say(1, BodyType.RULEBOOK, new Body.Rulebook(adopted.get().folder(), false));
    }
    int version = Math.min(nextOwn, Texts.OWN.size() - 1);
    if (rarely(5) && version > 0) {
      version--;
    } else {
      nextOwn++;
    }
    return say(1, BodyType.RULEBOOK, new Body.Rulebook(Texts.OWN.get(version), tabled));
  }

  private Said baseline(State state) {
    int version = rarely(6) ? 0 : Math.min(nextBaseline++, Texts.BASELINES.size() - 1);
    return say(rarely(8) ? somebody() : 1, BodyType.BASELINE, Texts.BASELINES.get(version));
  }

  private Said propose(State state) {
    List<Deliberation.Alternative> options = new ArrayList<>();
    boolean several = rarely(6);
    for (int i = 0; i < (several ? 2 + random.nextInt(2) : 1); i++) {
      List<Action> actions = new ArrayList<>();
      for (int k = 0; k < (rarely(4) ? 2 : 1); k++) {
        actions.add(action(state));
      }
      options.add(new Deliberation.Alternative(several ? "o" + i : "yes", actions));
    }
    Hash content = Hash.of(Bytes.utf8(options.toString()));
    return say(
        member(),
        BodyType.PROPOSE,
        new Deliberation.Propose(
            Texts.name("P"),
            options,
            rarely(6) ? List.of(Cast.party(member())) : List.of(),
            content));
  }

  private Action action(State state) {
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> adopt(state);
      case 3 -> new Action.AmendCharter(amendment());
      case 4 ->
          new Action.RetireRulebook(
              "basics",
              any(state.rulebooks().values()).map(b -> b.key().version()).orElse("9.9.9"));
      case 5 ->
          new Action.Admit(
              any(state.applications().keySet()).orElse(Cast.party(somebody())),
              List.of("member"),
              rarely(2) ? Optional.of("large") : Optional.empty(),
              Optional.empty());
      case 6 ->
          new Action.Grant(
              Cast.party(somebody()),
              List.of("guardian", "emergency", "assessor", "panel", "publisher")
                  .get(random.nextInt(5)),
              rarely(3)
                  ? Optional.of(state.time().plus(Duration.ofDays(random.nextInt(90))))
                  : Optional.empty());
      case 7 ->
          new Action.Revoke(
              Cast.party(somebody()),
              List.of("guardian", "assessor", "publisher").get(random.nextInt(3)));
      case 8 -> new Action.Expel(Cast.party(rarely(2) ? member() : somebody()));
      case 9 ->
          rarely(3)
              ? new Action.EndRecognition(Texts.OTHER)
              : new Action.Recognise(recognition(state));
      default -> new Action.RenewEmergency(any(state.emergencies().keySet()).orElse(wrong()));
    };
  }

  private Action adopt(State state) {
    Optional<String> version =
        any(
            state.rulebooks().values().stream()
                .filter(b -> b.vote().isPresent())
                .map(b -> b.key().version())
                .toList());
    return new Action.AdoptRulebook(
        "basics",
        version.orElse("9.9.9"),
        rarely(3) ? Deliberation.Standing.TRIAL : Deliberation.Standing.IN_FORCE,
        rarely(3)
            ? Optional.of(
                state
                    .time()
                    .plus(Duration.ofDays(random.nextInt(40)))
                    .atOffset(java.time.ZoneOffset.UTC)
                    .toLocalDate())
            : Optional.empty(),
        rarely(3) ? Optional.of(java.time.Period.ofDays(9)) : Optional.empty());
  }

  private Json amendment() {
    JsonObject deliberation = Json.object();
    return switch (random.nextInt(6)) {
      case 0 ->
          Json.object()
              .put(
                  "deliberation",
                  deliberation.put("quorum", "1/" + (1 + random.nextInt(4))).build())
              .build();
      case 1 ->
          Json.object()
              .put(
                  "deliberation",
                  deliberation
                      .put(
                          "powers",
                          Json.object()
                              .put("amend-charter", "> 1/" + (2 + random.nextInt(3)) + " of cast")
                              .build())
                      .build())
              .build();
      case 2 -> Json.object().put("certificateTerm", "P" + (1 + random.nextInt(9)) + "M").build();
      case 3 ->
          Json.object()
              .put(
                  "membership",
                  Json.object().put("dormancy", "P" + (1 + random.nextInt(6)) + "M").build())
              .build();
      case 4 -> Json.object().put("parents", new Json.Arr(List.of())).build();
      default ->
          Json.object()
              .put(
                  "sanctions",
                  Json.object().put("appeal", "P" + (1 + random.nextInt(20)) + "D").build())
              .build();
    };
  }

  private Between.Recognise recognition(State state) {
    return new Between.Recognise(
        Texts.OTHER,
        Cast.key(Texts.OTHER_KEY),
        random.nextBoolean() ? List.of("*") : List.of("health"),
        state.time().plus(Duration.ofDays(1 + random.nextInt(200))),
        1,
        false,
        List.of(
            new Between.Edge("basics/B-1", "foreign/F-1", Relation.EQUAL),
            new Between.Edge("red-lines/L-1", "foreign/F-2", Relation.SUPERSET),
            new Between.Edge("basics/B-2", "foreign/F-2", Relation.INTERSECT)));
  }

  private Said ballot(State state) {
    Optional<ProposalState> open =
        any(
            state.proposals().values().stream()
                .filter(p -> p.status() == ProposalState.Status.OPEN || rarely(15))
                .toList());
    if (open.isEmpty()) {
      return propose(state);
    }
    List<String> ranking = new ArrayList<>();
    if (open.get().ranked()) {
      ranking.add("status-quo");
      open.get().body().options().forEach(o -> ranking.add(o.name()));
      java.util.Collections.shuffle(ranking, random);
    }
    int roll = random.nextInt(10);
    return say(
        rarely(20) ? somebody() : member(),
        BodyType.BALLOT,
        new Deliberation.Ballot(
            open.get().id(),
            rarely(40) ? wrong() : open.get().body().content(),
            roll < 7
                ? Deliberation.Choice.YES
                : roll < 9 ? Deliberation.Choice.NO : Deliberation.Choice.ABSTAIN,
            ranking,
            rarely(15)));
  }

  private Said veto(State state) {
    Hash passed =
        any(state.proposals().values().stream()
                .filter(p -> p.status() == ProposalState.Status.PASSED)
                .map(ProposalState::id)
                .toList())
            .orElse(any(state.recoveries().values()).map(r -> r.key().keyId()).orElse(wrong()));
    return say(
        rarely(4) ? somebody() : 8,
        BodyType.VETO,
        new Deliberation.Veto(
            passed,
            List.of("red-lines/L-1", "basics/B-1", "x/Y-1").get(random.nextInt(3)),
            "Because."));
  }

  private Said emergency(State state) {
    boolean suspend = random.nextBoolean();
    return say(
        rarely(4) ? somebody() : 9,
        BodyType.EMERGENCY,
        new Deliberation.Emergency(
            suspend ? Optional.of(system()) : Optional.empty(),
            suspend ? Optional.empty() : Optional.of("basics"),
            suspend
                ? Optional.empty()
                : Optional.of(
                    any(state.rulebooks().values()).map(b -> b.key().version()).orElse("1.0.0")),
            1 + random.nextInt(14),
            "Danger."));
  }

  private Said membership(State state) {
    int who = 1 + random.nextInt(Cast.SIZE - 1);
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          say(
              who,
              BodyType.APPLY,
              new Membership.Apply(
                  List.of("member"),
                  Optional.empty(),
                  rarely(3) ? Optional.of(Cast.party(2)) : Optional.empty(),
                  "Let me in."));
      case 2, 3 ->
          say(
              8,
              BodyType.ADMIT,
              new Membership.Admit(
                  any(state.applications().keySet()).orElse(Cast.party(who)),
                  List.of("member"),
                  rarely(3) ? Optional.of("large") : Optional.empty(),
                  Optional.empty()));
      default -> say(who, BodyType.EXIT, new Membership.Exit("Bye."));
    };
  }

  private Said concern(State state) {
    int who = somebody();
    boolean stranger = rarely(4) && nextStranger < Texts.TOWN_KEY;
    if (stranger) {
      int spare = nextStranger++;
      long number = seq.merge(spare, 1L, Long::sum);
      Body body =
          new Body.Concern(system(), 1 + random.nextInt(6), "Hm.", Optional.of(Cast.key(spare)));
      return new Said(
          BodyType.CONCERN,
          new Statement(
              new SignedStatement(
                  NOTHING,
                  new StatementHeader(
                      Algorithm.EDDSA,
                      BodyType.CONCERN.contentType(),
                      Cast.key(spare).keyId(),
                      Cast.key(spare).partyId(),
                      "s",
                      Optional.of(0L)),
                  NOTHING,
                  NOTHING,
                  NOTHING,
                  Hash.of(Bytes.utf8(spare + " " + number))),
              Texts.TOWN,
              number,
              body));
    }
    return say(
        who,
        BodyType.CONCERN,
        new Body.Concern(system(), 1 + random.nextInt(6), "Hm.", Optional.empty()));
  }

  private Said respond(State state) {
    Optional<ConcernState> concern =
        any(state.concerns().values().stream().filter(c -> !c.closed() || rarely(9)).toList());
    Body.ResponseOutcome[] outcomes = Body.ResponseOutcome.values();
    return say(
        concern.map(c -> provider(state, c.body().system())).orElse(1),
        BodyType.RESPONSE,
        new Body.Response(
            concern.map(ConcernState::id).orElse(wrong()),
            outcomes[random.nextInt(outcomes.length)],
            "We see."));
  }

  private Said remediate(State state) {
    Optional<ConcernState> concern =
        any(state.concerns().values().stream().filter(c -> !c.closed()).toList());
    Loop.Step[] steps = Loop.Step.values();
    Loop.Step step = steps[random.nextInt(steps.length)];
    int who =
        step == Loop.Step.DONE
            ? concern.map(c -> provider(state, c.body().system())).orElse(1)
            : concern.filter(c -> random.nextBoolean()).map(c -> number(c.raisedBy())).orElse(6);
    return say(
        who,
        BodyType.REMEDIATION,
        new Loop.Remediation(
            concern.map(ConcernState::id).orElse(wrong()), step, "Done.", List.of()));
  }

  private Said contest(State state) {
    List<Hash> subjects = new ArrayList<>();
    any(state.concerns().keySet()).ifPresent(subjects::add);
    any(state.sanctions().keySet()).ifPresent(subjects::add);
    any(state.proposals().values().stream()
            .filter(p -> p.status() == ProposalState.Status.VETOED)
            .map(ProposalState::id)
            .toList())
        .ifPresent(subjects::add);
    if (rarely(4)) {
      any(state.evidence().keySet()).ifPresent(subjects::add);
    }
    Hash subject = any(subjects).orElse(wrong());
    int who = 1 + random.nextInt(Cast.SIZE - 1);
    if (state.concerns().containsKey(subject)) {
      who = number(state.concern(subject).raisedBy());
    } else if (state.sanctions().containsKey(subject)) {
      who = number(state.sanction(subject).provider());
    }
    return say(who, BodyType.CONTEST, new Loop.Contest(subject, "No."));
  }

  private Said rule(State state) {
    Optional<CaseState> open =
        any(
            state.cases().values().stream()
                .filter(c -> c.result().isEmpty() && !c.panel().isEmpty())
                .toList());
    if (open.isEmpty()) {
      return clock(state);
    }
    int who = rarely(10) ? somebody() : number(any(open.get().panel()).orElseThrow());
    return say(
        who,
        BodyType.RULING,
        new Loop.Ruling(
            open.get().id(),
            rarely(3) ? Loop.Verdict.OVERTURNED : Loop.Verdict.UPHELD,
            rarely(2) ? List.of("health") : List.of(),
            rarely(15),
            "So."));
  }

  private Said incident(State state) {
    return say(
        1 + random.nextInt(9),
        BodyType.INCIDENT,
        new Loop.Incident(system(), 1 + random.nextInt(6), state.time(), "It happened."));
  }

  private Said pledge(State state) {
    String id = system();
    Loop.Test test =
        random.nextBoolean()
            ? new Loop.Test.Fact("kind")
            : new Loop.Test.Metric("error/1", true, new BigDecimal("0.2"));
    return random.nextInt(4) > 0
        ? say(
            provider(state, id),
            BodyType.COMMITMENT,
            new Loop.Commitment(
                id,
                Texts.name("We will."),
                state.time().plus(Duration.ofDays(random.nextInt(60) - 3)),
                test))
        : say(
            provider(state, id),
            BodyType.DISCLOSURE,
            new Loop.Disclosure(id, Texts.name("Card"), "model-card", wrong()));
  }

  private Said cure(State state) {
    var sanction = any(state.sanctions().values());
    List<Hash> evidence =
        sanction
            .map(
                s ->
                    state.system(s.system()).evidence().isEmpty()
                        ? List.<Hash>of()
                        : List.of(state.system(s.system()).evidence().getLast()))
            .orElse(List.of());
    return say(
        sanction.map(s -> number(s.provider())).orElse(1),
        BodyType.CURE,
        new Loop.Cure(sanction.map(s -> s.id()).orElse(wrong()), evidence, "Cured."));
  }

  private Said surrender(State state) {
    String id = system();
    return say(provider(state, id), BodyType.SURRENDER, new Loop.Surrender(id, "Enough."));
  }

  private Said between(State state) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> say(8, BodyType.RECOGNISE, recognition(state));
      case 2 -> say(8, BodyType.END_RECOGNITION, new Between.EndRecognition(Texts.OTHER, "Over."));
      default -> imported(state);
    };
  }

  private static final List<Between.Import> IMPORTS = imports();

  private Said imported(State state) {
    return say(somebody(), BodyType.IMPORT, IMPORTS.get(random.nextInt(IMPORTS.size())));
  }

  /** Decisions of the other community at several tree sizes. */
  private static List<Between.Import> imports() {
    List<Between.Import> imports = new ArrayList<>();
    String[] statuses = {"active", "conditional", "suspended", "active"};
    for (int i = 0; i < statuses.length; i++) {
      Json payload =
          Json.object()
              .put("log", Texts.OTHER)
              .put("seq", 1 + i)
              .put("request", Hash.of(Bytes.EMPTY).hex())
              .put("decision", foreignDecision(statuses[i], i))
              .build();
      SignedStatement signed =
          SignedStatement.sign(
              Cast.signing(3),
              BodyType.DECISION.contentType(),
              Cast.party(3),
              "d",
              0,
              Bytes.utf8(payload.compact()));
      for (int size = 2 + 3 * i; size < 5 + 3 * i; size++) {
        imports.add(
            new Between.Import(
                Texts.OTHER,
                Optional.empty(),
                signed.entry(),
                Cast.key(3),
                Texts.receipt(signed.entry(), Texts.OTHER, Texts.OTHER_KEY, size).encode()));
      }
    }
    return List.copyOf(imports);
  }

  private static Json foreignDecision(String status, int place) {
    List<Json> findings = new ArrayList<>();
    for (String requirement : List.of("F-1", "F-2")) {
      findings.add(
          Json.object()
              .put("rulebook", "foreign")
              .put("requirement", requirement)
              .put("counted", true)
              .put("status", place % 2 == 0 ? "satisfied" : "violated")
              .build());
    }
    return Json.object()
        .put("system", "robot")
        .put("version", "1")
        .put("at", "2026-01-01T00:00:00Z")
        .put(
            "certificate",
            Json.object()
                .put("id", "cert-foreign")
                .put("status", status)
                .put("validUntil", "2027-06-01T00:00:00Z")
                .put("scope", Json.strings(List.of("health", "school")))
                .build())
        .put("rulebooks", new Json.Arr(List.of()))
        .put("decision", Json.object().put("findings", new Json.Arr(findings)).build())
        .build();
  }

  private Said keys(State state) {
    int who = 1 + random.nextInt(Cast.SIZE - 1);
    int spare = nextSpare;
    if (spare >= FIRST_STRANGER) {
      return clock(state);
    }
    VerificationKey key = Cast.key(spare);
    return switch (random.nextInt(5)) {
      case 0, 1 -> say(who, BodyType.KEY_COMMIT, new Keys.Commit(key.keyId()));
      case 2 -> {
        Optional<Integer> committed = committed(state, key);
        if (committed.isEmpty()) {
          yield say(who, BodyType.KEY_COMMIT, new Keys.Commit(key.keyId()));
        }
        int party = committed.get();
        nextSpare++;
        int old = keyOf.getOrDefault(party, party);
        keyOf.put(party, spare);
        yield random.nextBoolean()
            ? say(party, BodyType.KEY_ROTATE, new Keys.Rotate(key, Optional.empty()))
            : say(
                party,
                BodyType.KEY_COMPROMISE,
                new Keys.Compromise(
                    Cast.key(old).keyId(),
                    Math.max(0, state.size() - random.nextInt(200)),
                    Optional.of(key),
                    Optional.empty(),
                    Optional.empty()));
      }
      default -> say(8, BodyType.KEY_RECOVER, new Keys.Recover(Cast.party(who), key, "Lost it."));
    };
  }

  private static Optional<Integer> committed(State state, VerificationKey key) {
    for (int i = 0; i < Cast.SIZE; i++) {
      var party = state.parties().get(Cast.party(i));
      if (party != null && party.next().equals(Optional.of(key.keyId()))) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
