package dev.comity.governance.invariants;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.Measurement;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.Derivation;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Statement;
import dev.comity.rules.Autonomy;
import dev.comity.rules.Evidence;
import dev.comity.rules.Independence;
import dev.comity.rules.SystemCard;
import dev.comity.rules.SystemKind;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How fast the reducer is, without signatures: {@code bench/constitution.sh
 * mixed|votes|certificates}. Times are CPU time of the reducing thread.
 */
public final class ConstitutionBench {
  private static final Bytes NOTHING = Bytes.EMPTY;

  private ConstitutionBench() {}

  /** Arguments: the workload, then how many. */
  public static void main(String[] args) throws VerificationException {
    String workload = args.length > 0 ? args[0] : "";
    switch (workload) {
      case "mixed" -> mixed(args.length > 1 ? Integer.parseInt(args[1]) : 100);
      case "votes" -> votes(args.length > 1 ? Integer.parseInt(args[1]) : 10_000);
      case "certificates" -> certificates(args.length > 1 ? Integer.parseInt(args[1]) : 100_000);
      default -> {
        System.err.println("bench: expected mixed, votes or certificates, and how many");
        System.exit(2);
      }
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Communities of 10,000 statements as the walks make them; refused ones count too. */
  private static void mixed(int communities) {
    long statements = 0;
    long nanos = 0;
    long applied = 0;
    for (int seed = 0; seed < communities; seed++) {
      List<Said> said = walk(seed, 10_000);
      long start = cpu();
      State state = State.EMPTY;
      for (Said one : said) {
        if (Reducer.reduce(state, Reducer.next(state, one.statement()))
            instanceof Result.Applied done) {
          state = done.next();
          applied++;
        }
      }
      if (seed >= communities / 10) { // The first tenth warms up.
        nanos += cpu() - start;
        statements += said.size();
      }
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "{\"workload\":\"mixed\",\"statements\":%d,\"applied\":%d,\"perSecond\":%.0f}%n",
        statements,
        applied,
        statements * 1e9 / nanos);
  }

  private static List<Said> walk(long seed, int statements) {
    Walk walk = new Walk(seed);
    List<Said> said = new ArrayList<>(walk.founding());
    State state = State.EMPTY;
    for (Said one : said) {
      state = applied(state, one.statement());
    }
    while (said.size() < statements) {
      Said one = walk.next(state);
      said.add(one);
      if (Reducer.reduce(state, Reducer.next(state, one.statement()))
          instanceof Result.Applied done) {
        state = done.next();
      }
    }
    return said;
  }

  private static State applied(State state, Statement statement) {
    return switch (Reducer.reduce(state, Reducer.next(state, statement))) {
      case Result.Applied done -> done.next();
      case Result.Rejected no -> throw new IllegalStateException(no.refusal().toString());
    };
  }

  /** Says what {@code who} says, as the key {@code key}. */
  private static Statement statement(
      String party, Hash key, long seq, BodyType type, Body body, Bytes payload) {
    StatementHeader header =
        new StatementHeader(Algorithm.EDDSA, type.contentType(), key, party, "s", Optional.of(0L));
    Hash id = Hash.of(Bytes.utf8(party + " " + seq + " " + type));
    return new Statement(
        new SignedStatement(NOTHING, header, payload, NOTHING, NOTHING, id), Texts.TOWN, seq, body);
  }

  private static State founded(List<String> members) throws VerificationException {
    Walk walk = new Walk(4);
    State state = State.EMPTY;
    List<Said> founding = walk.founding();
    for (Said one : founding.subList(0, 2)) {
      state = applied(state, one.statement());
    }
    JsonObject payload = Json.object().put("log", Texts.TOWN).put("seq", 3);
    payload
        .put("community", "town")
        .put("title", Texts.name("Town").toJson())
        .put("purpose", Texts.name("Bench").toJson())
        .put("reducer", 1)
        .put(
            "roles",
            Json.object()
                .put("member", Json.strings(members))
                .put("publisher", Json.strings(List.of(Cast.party(1))))
                .build())
        .put("certificateTerm", "P12M")
        .put("responseWindow", "P14D")
        .put(
            "deliberation",
            Json.object()
                .put("quorum", "1/1")
                .put("powers", Json.object().put("amend-charter", "> 1/2 of cast").build())
                .build());
    Json.Obj charter = payload.build();
    Body body = Statement.check(BodyType.CHARTER, charter);
    state =
        applied(
            state,
            statement(
                Cast.party(0),
                Cast.key(0).keyId(),
                3,
                BodyType.CHARTER,
                body,
                Bytes.utf8(charter.compact())));
    return applied(state, founding.get(3).statement());
  }

  /** One proposal, as many electors as asked, two ballots of each. */
  private static void votes(int electors) throws VerificationException {
    List<String> members = new ArrayList<>();
    members.add(Cast.party(1));
    for (int i = 1; i < electors; i++) {
      members.add("urn:test:" + i);
    }
    State state = founded(members);
    var change = state.change();
    for (int i = 1; i < electors; i++) {
      String party = members.get(i);
      Hash key = Hash.of(Bytes.utf8(party));
      change.put(
          new PartyState(
              party,
              Texts.name(party),
              Body.PartyKind.PERSON,
              Cast.key(2),
              0,
              Optional.empty(),
              Optional.empty()));
      change.put(
          key,
          new KeyState(
              party, Cast.key(2), 0, Hash.of(NOTHING), Optional.empty(), Optional.empty()));
    }
    state = change.sofar();
    Deliberation.Propose propose =
        new Deliberation.Propose(
            Texts.name("P"),
            List.of(
                new Deliberation.Alternative(
                    "yes",
                    List.of(
                        new Deliberation.Action.AmendCharter(
                            Json.object().put("certificateTerm", "P6M").build())))),
            List.of(),
            Hash.of(NOTHING));
    Statement proposal =
        statement(Cast.party(1), Cast.key(1).keyId(), 9, BodyType.PROPOSE, propose, NOTHING);
    state = applied(state, proposal);
    List<Statement> ballots = new ArrayList<>();
    for (int round = 1; round <= 2; round++) {
      // The last ones stay away, so that the vote is open to the end.
      for (int i = 1; i < electors - 4; i++) {
        Deliberation.Choice choice =
            (i + round) % 2 == 0 ? Deliberation.Choice.YES : Deliberation.Choice.NO;
        ballots.add(
            statement(
                members.get(i),
                Hash.of(Bytes.utf8(members.get(i))),
                round,
                BodyType.BALLOT,
                new Deliberation.Ballot(proposal.id(), propose.content(), choice, List.of(), false),
                NOTHING));
      }
    }
    long best = Long.MAX_VALUE;
    for (int repeat = 0; repeat < 5; repeat++) {
      State now = state;
      long start = cpu();
      for (Statement ballot : ballots) {
        now = applied(now, ballot);
      }
      best = Math.min(best, cpu() - start);
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "{\"workload\":\"votes\",\"electors\":%d,\"ballots\":%d,\"perSecond\":%.0f}%n",
        electors,
        ballots.size(),
        ballots.size() * 1e9 / best);
  }

  /** As many certified systems as asked, then a rulebook that decides them all again. */
  private static void certificates(int systems) throws VerificationException {
    State state = founded(List.of(Cast.party(1)));
    long seq = 10;
    String me = Cast.party(1);
    Hash key = Cast.key(1).keyId();
    state =
        applied(
            state,
            statement(
                me,
                key,
                seq++,
                BodyType.RULEBOOK,
                new Body.Rulebook(Texts.OWN.get(1), false),
                NOTHING));
    SortedMap<String, Measurement> metrics = new TreeMap<>();
    BigDecimal low = new BigDecimal("0.01");
    for (String metric : List.of("speed/1", "care/1")) {
      BigDecimal value = metric.startsWith("care") ? BigDecimal.ONE : low;
      metrics.put(metric, new Measurement(value, value, value, new BigDecimal("0.95"), 400));
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
            new TreeMap<>());
    long built = cpu();
    for (int i = 0; i < systems; i++) {
      String id = "s" + i;
      SystemCard card =
          new SystemCard(
              id,
              Texts.name("System"),
              "1",
              SystemKind.AGENT,
              Autonomy.SUPERVISED,
              new TreeSet<>(),
              new TreeSet<>(),
              new TreeSet<>(),
              new TreeSet<>(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      state =
          applied(
              state,
              statement(me, key, seq++, BodyType.SYSTEM, new Body.System(card, false), NOTHING));
      state =
          applied(
              state,
              statement(
                  me,
                  key,
                  seq++,
                  BodyType.EVIDENCE,
                  new Body.Evidence(id, "1", measured, List.of(), Optional.empty()),
                  NOTHING));
      Statement request =
          statement(me, key, seq++, BodyType.REQUEST, new Body.Request(id), NOTHING);
      state = applied(state, request);
      Json derived = Derivation.derive(state, state.request(request.id())).json();
      state =
          applied(
              state,
              statement(
                  Cast.party(0),
                  Cast.key(0).keyId(),
                  seq++,
                  BodyType.DECISION,
                  new Body.Decision(request.id(), derived),
                  NOTHING));
    }
    built = cpu() - built;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long heap = runtime.totalMemory() - runtime.freeMemory();
    long start = cpu();
    long wall = System.nanoTime();
    State tightened =
        applied(
            state,
            statement(
                me,
                key,
                seq,
                BodyType.RULEBOOK,
                new Body.Rulebook(Texts.OWN.get(2), false),
                NOTHING));
    System.out.printf(
        java.util.Locale.ROOT,
        "{\"workload\":\"certificates\",\"certificates\":%d,\"buildCpuSeconds\":%.1f,"
            + "\"heapMegabytes\":%d,\"tightenCpuSeconds\":%.1f,\"tightenSeconds\":%.1f,\"size\":%d}%n",
        tightened.certificates().size(),
        built / 1e9,
        heap >> 20,
        (cpu() - start) / 1e9,
        (System.nanoTime() - wall) / 1e9,
        tightened.size());
  }
}
