package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Keys;
import dev.comity.governance.statement.Loop;
import dev.comity.governance.statement.Membership;
import dev.comity.governance.statement.Statement;
import dev.comity.node.KeyFile;
import dev.comity.rules.Bilingual;
import dev.comity.rules.RulebookFolder;
import dev.comity.rules.SystemCard;
import dev.comity.rules.YamlDocument;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every act, signed offline, is the statement that it says. */
class ActTest {
  private static final String LOG = "alliance.example/log";
  private static final String HER = "urn:ietf:params:oauth:ckt:sha-256:her";
  private static final Hash ID = Hash.of(Bytes.utf8("something"));
  private static final Instant IN_A_YEAR = Instant.parse("2027-12-01T08:00:00Z");
  private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir private static Path folder;
  private static SigningKey me = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  private static SigningKey next = SigningKey.generate(Algorithm.ES256, new SecureRandom());

  @BeforeAll
  static void writeFiles() throws IOException {
    KeyFile.write(folder.resolve("me.jwk"), me);
    KeyFile.write(folder.resolve("next.jwk"), next);
    Files.writeString(folder.resolve("next.pub.jwk"), next.publicKey().toJwk().compact());
    Files.writeString(folder.resolve("card.pdf"), "a document");
    Files.writeString(folder.resolve("one"), "one checkpoint");
    Files.writeString(folder.resolve("other"), "other checkpoint");
    Files.writeString(
        folder.resolve("crosswalk.yaml"),
        "- {own: ours/A-1, foreign: theirs/B-1, relation: superset}\n");
    Files.writeString(
        folder.resolve("options.yaml"),
        """
        title: {en: "Which?", zh: "何者？"}
        options:
          - {name: half, actions: [{expel: {party: %s}}]}
          - {name: whole, actions: [{end-recognition: {community: b.example/log}}]}
        """
            .formatted(HER));
    assertThat(
            run("propose expel " + HER + " --seq 1 -o " + folder.resolve("proposal.cose"))
                .exitCode())
        .isZero();
    assertThat(
            run("propose from FOLDER/options.yaml --seq 2 -o " + folder.resolve("ranked.cose"))
                .exitCode())
        .isZero();
  }

  private static Arguments act(String command, Body expected) {
    return Arguments.of(command, expected);
  }

  static Stream<Arguments> acts() throws Exception {
    List<Arguments> acts = new ArrayList<>();
    acts.addAll(aboutMembers());
    acts.addAll(aboutKeys());
    acts.addAll(aboutSystems());
    acts.addAll(aboutConcerns());
    acts.addAll(aboutRules());
    acts.addAll(proposals());
    acts.addAll(votes());
    return acts.stream();
  }

  private static List<Arguments> aboutMembers() {
    Optional<Instant> year = Optional.of(IN_A_YEAR);
    return List.of(
        act(
            "declare --name Us --kind organisation --domain us.example",
            new Body.Party(
                new Bilingual("Us", "Us"),
                Body.PartyKind.ORGANISATION,
                me.publicKey(),
                Optional.of("us.example"))),
        act(
            "apply --role member --role assessor --class large --controller " + HER + " --text Hi.",
            new Membership.Apply(
                List.of("member", "assessor"), Optional.of("large"), Optional.of(HER), "Hi.")),
        act(
            "admit " + HER + " --role member,panel --class small --until P1Y",
            new Membership.Admit(HER, List.of("member", "panel"), Optional.of("small"), year)),
        act("exit --text Bye.", new Membership.Exit("Bye.")));
  }

  private static List<Arguments> aboutKeys() {
    VerificationKey key = next.publicKey();
    return List.of(
        act("key commit FOLDER/next.jwk", new Keys.Commit(key.keyId())),
        act("key commit FOLDER/next.pub.jwk", new Keys.Commit(key.keyId())),
        act(
            "key rotate --party " + HER + " --next " + ID,
            new Keys.Rotate(me.publicKey(), Optional.of(ID))),
        act(
            "key compromise FOLDER/next.jwk --since 7 --party " + HER,
            new Keys.Compromise(
                key.keyId(), 7, Optional.of(me.publicKey()), Optional.empty(), Optional.empty())),
        act(
            "key two-histories FOLDER/one FOLDER/other --log-key FOLDER/next.pub.jwk",
            new Keys.Compromise(
                key.keyId(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Keys.TwoHistories("one checkpoint", "other checkpoint")))),
        act(
            "key recover " + HER + " FOLDER/next.pub.jwk --text Met.",
            new Keys.Recover(HER, key, "Met.")));
  }

  private static List<Arguments> aboutSystems() throws Exception {
    Path card = Cli.card("gpt-4o-mini");
    SystemCard read =
        SystemCard.parse(YamlDocument.parse("card", Files.readString(card)).root(), "card");
    return List.of(
        act("register " + card, new Body.System(read, false)),
        act("register " + card + " --withdraw", new Body.System(read, true)),
        act("request chat-1", new Body.Request("chat-1")),
        act(
            "attest " + ID + " --basis reproduced",
            new Body.Attest(ID, Body.Basis.REPRODUCED, false, Optional.empty())),
        act(
            "attest " + ID + " --basis reviewed --conflict --forecast 0.05",
            new Body.Attest(
                ID,
                Body.Basis.REVIEWED,
                true,
                Optional.of(new Body.Forecast(new BigDecimal("0.05"))))),
        act(
            "disclose chat-1 FOLDER/card.pdf --topic model-card --title Card --title-zh 卡片",
            new Loop.Disclosure(
                "chat-1",
                new Bilingual("Card", "卡片"),
                "model-card",
                Hash.of(Bytes.utf8("a document")))),
        act(
            "commit chat-1 --text Soon --due 2027-01-01 --fact audited",
            new Loop.Commitment(
                "chat-1", new Bilingual("Soon", "Soon"), NEW_YEAR, new Loop.Test.Fact("audited"))),
        act(
            "commit chat-1 --text Soon --due 2027-01-01 --metric e/1 --at-most 0.2",
            new Loop.Commitment(
                "chat-1",
                new Bilingual("Soon", "Soon"),
                NEW_YEAR,
                new Loop.Test.Metric("e/1", true, new BigDecimal("0.2")))),
        act("surrender chat-1 --text Off.", new Loop.Surrender("chat-1", "Off.")));
  }

  private static List<Arguments> aboutConcerns() {
    return List.of(
        act(
            "concern chat-1 --severity 3 --text Hm.",
            new Body.Concern("chat-1", 3, "Hm.", Optional.empty())),
        act(
            "concern chat-1 --severity 3 --text Hm. --anonymous",
            new Body.Concern("chat-1", 3, "Hm.", Optional.of(me.publicKey()))),
        act(
            "respond " + ID + " assessed --text Seen.",
            new Body.Response(ID, Body.ResponseOutcome.ASSESSED, "Seen.")),
        act(
            "remediate " + ID + " done --text Mended. --evidence " + ID,
            new Loop.Remediation(ID, Loop.Step.DONE, "Mended.", List.of(ID))),
        act(
            "incident chat-1 --severity 5 --at 2027-01-01T00:00:00Z --text Leak.",
            new Loop.Incident("chat-1", 5, NEW_YEAR, "Leak.")),
        act("contest " + ID + " --text Wrong.", new Loop.Contest(ID, "Wrong.")),
        act(
            "rule " + ID + " overturned --cut a,b --conflict --text Unclear.",
            new Loop.Ruling(ID, Loop.Verdict.OVERTURNED, List.of("a", "b"), true, "Unclear.")),
        act(
            "cure " + ID + " --evidence " + ID + " --text Measured.",
            new Loop.Cure(ID, List.of(ID), "Measured.")));
  }

  private static List<Arguments> aboutRules() throws Exception {
    Path rulebook = Cli.rulebook("frontier-coherence");
    RulebookFolder files = RulebookFolder.read(rulebook);
    Between.Recognise terms =
        new Between.Recognise(
            "b.example/log",
            next.publicKey(),
            List.of("medical", "legal"),
            IN_A_YEAR,
            2,
            true,
            List.of(
                new Between.Edge("ours/A-1", "theirs/B-1", dev.comity.rules.Relation.SUPERSET)));
    String recognise =
        "recognise b.example/log --log-key FOLDER/next.pub.jwk --scope medical,legal --until P1Y"
            + " --depth 2 --onward --crosswalk FOLDER/crosswalk.yaml";
    return List.of(
        act("table " + rulebook, new Body.Rulebook(files, true)),
        act("publish " + rulebook, new Body.Rulebook(files, false)),
        act(recognise, terms),
        act("propose " + recognise, proposal(Action.Recognise.class, new Action.Recognise(terms))),
        act(
            "end-recognition b.example/log --text Stale.",
            new Between.EndRecognition("b.example/log", "Stale.")),
        act(
            "veto " + ID + " --clause floor/R-1 --text No.",
            new Deliberation.Veto(ID, "floor/R-1", "No.")),
        act(
            "emergency suspend chat-1 --days 7 --text Now.",
            new Deliberation.Emergency(
                Optional.of("chat-1"), Optional.empty(), Optional.empty(), 7, "Now.")),
        act(
            "emergency enforce safety 2.0.0 --days 14 --text Now.",
            new Deliberation.Emergency(
                Optional.empty(), Optional.of("safety"), Optional.of("2.0.0"), 14, "Now.")));
  }

  /** Title and content hash are not compared: the one is made, the other is the reader's. */
  private static Body proposal(Class<? extends Action> type, Action action) {
    assertThat(action).isInstanceOf(type);
    return new Deliberation.Propose(
        new Bilingual("?", "?"),
        List.of(new Deliberation.Alternative("yes", List.of(action))),
        List.of(),
        ID);
  }

  private static List<Arguments> proposals() {
    Json.Obj quorum = Json.object().put("quorum", "1/2").build();
    Json.Obj changes =
        Json.object()
            .put("deliberation", quorum)
            .put("membership", Json.object().put("open", true).put("controllerCap", 3).build())
            .put("sanctions", Json.object().put("grace", "default").build())
            .build();
    return List.of(
        act(
            "propose amend --set deliberation.quorum=1/2 --set membership.open=true"
                + " --set membership.controllerCap=3 --unset sanctions.grace",
            proposal(Action.AmendCharter.class, new Action.AmendCharter(changes))),
        act(
            "propose adopt safety 2.0.0 --from 2027-01-31 --grace P30D",
            proposal(
                Action.AdoptRulebook.class,
                new Action.AdoptRulebook(
                    "safety",
                    "2.0.0",
                    Deliberation.Standing.IN_FORCE,
                    Optional.of(LocalDate.parse("2027-01-31")),
                    Optional.of(Period.ofDays(30))))),
        act(
            "propose adopt safety 2.0.0 --trial",
            proposal(
                Action.AdoptRulebook.class,
                new Action.AdoptRulebook(
                    "safety",
                    "2.0.0",
                    Deliberation.Standing.TRIAL,
                    Optional.empty(),
                    Optional.empty()))),
        act(
            "propose retire safety 1.0.0",
            proposal(Action.RetireRulebook.class, new Action.RetireRulebook("safety", "1.0.0"))),
        act(
            "propose admit " + HER + " --role member --class large --until P1Y",
            proposal(
                Action.Admit.class,
                new Action.Admit(
                    HER, List.of("member"), Optional.of("large"), Optional.of(IN_A_YEAR)))),
        act(
            "propose grant " + HER + " guardian --until P1Y",
            proposal(
                Action.Grant.class, new Action.Grant(HER, "guardian", Optional.of(IN_A_YEAR)))),
        act(
            "propose revoke " + HER + " assessor",
            proposal(Action.Revoke.class, new Action.Revoke(HER, "assessor"))),
        act("propose expel " + HER, proposal(Action.Expel.class, new Action.Expel(HER))),
        act(
            "propose end-recognition b.example/log",
            proposal(Action.EndRecognition.class, new Action.EndRecognition("b.example/log"))),
        act(
            "propose renew-emergency " + ID,
            proposal(Action.RenewEmergency.class, new Action.RenewEmergency(ID))),
        act(
            "propose from FOLDER/options.yaml",
            new Deliberation.Propose(
                new Bilingual("?", "?"),
                List.of(
                    new Deliberation.Alternative("half", List.of(new Action.Expel(HER))),
                    new Deliberation.Alternative(
                        "whole", List.of(new Action.EndRecognition("b.example/log")))),
                List.of(),
                ID)));
  }

  /** Ballots are compared by what they say; on what, the vote's own test checks. */
  private static List<Arguments> votes() {
    return List.of(
        act(
            "vote FOLDER/proposal.cose no --conflict",
            new Deliberation.Ballot(ID, ID, Deliberation.Choice.NO, List.of(), true)),
        act(
            "vote FOLDER/ranked.cose --rank whole,status-quo,half",
            new Deliberation.Ballot(
                ID, ID, Deliberation.Choice.YES, List.of("whole", "status-quo", "half"), false)));
  }

  private static Cli.Ran run(String command, Object... more) {
    List<Object> arguments = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      arguments.add(word.replace("FOLDER", folder.toString()));
    }
    arguments.addAll(List.of("--key", folder.resolve("me.jwk"), "--log", LOG));
    arguments.addAll(List.of(more));
    return Cli.comity(arguments.toArray());
  }

  private static Statement signed(Path file) throws Exception {
    SignedStatement statement = SignedStatement.decode(Bytes.of(Files.readAllBytes(file)));
    statement.verify(me.publicKey());
    return Statement.parse(statement);
  }

  @ParameterizedTest
  @MethodSource("acts")
  void actOffline_isTheStatementThatItSays(String command, Body expected, @TempDir Path out)
      throws Exception {
    Path file = out.resolve("act.cose");

    Cli.Ran ran = run(command, "-o", file);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    Statement statement = signed(file);
    assertThat(ran.out()).contains(statement.id().hex()).contains("comity submit " + file);
    assertThat(statement.log()).isEqualTo(LOG);
    assertThat(statement.seq()).isEqualTo(Cli.NOW.toEpochMilli());
    assertThat(comparable(statement.body())).isEqualTo(comparable(expected));
  }

  /** Without what the command itself makes or looks up. */
  private static Body comparable(Body body) {
    return switch (body) {
      case Deliberation.Propose p ->
          new Deliberation.Propose(new Bilingual("?", "?"), p.options(), p.conflicted(), ID);
      case Deliberation.Ballot b ->
          new Deliberation.Ballot(ID, ID, b.choice(), b.ranking(), b.conflictOfInterest());
      default -> body;
    };
  }

  @Test
  void everyTypeThatAPartyStates_hasACommand() throws Exception {
    Set<Class<?>> covered = acts().map(act -> act.get()[1].getClass()).collect(Collectors.toSet());

    // Stated by the operator, from measurements, or with another community's proof.
    Set<BodyType> elsewhere =
        Set.of(
            BodyType.POLICY,
            BodyType.CLOCK,
            BodyType.CHARTER,
            BodyType.DECISION,
            BodyType.EVIDENCE,
            BodyType.BASELINE,
            BodyType.IMPORT);
    assertThat(covered).hasSize(BodyType.values().length - elsewhere.size());
  }

  @Test
  void proposalWithoutTitle_isTitledByWhatItDoesInBothLanguages() throws Exception {
    Deliberation.Propose proposal =
        (Deliberation.Propose) signed(folder.resolve("proposal.cose")).body();

    assertThat(proposal.title()).isEqualTo(new Bilingual("expel " + HER, "开除 " + HER));
  }

  @Test
  void titleAndConflicts_areTheProposers(@TempDir Path out) throws Exception {
    Path file = out.resolve("p.cose");

    run("propose expel " + HER + " --title Out --title-zh 出 --conflicted a,b", "-o", file);

    Deliberation.Propose proposal = (Deliberation.Propose) signed(file).body();
    assertThat(proposal.title()).isEqualTo(new Bilingual("Out", "出"));
    assertThat(proposal.conflicted()).containsExactly("a", "b");
  }

  @Test
  void vote_showsTheProposalAndIsOnItsContent(@TempDir Path out) throws Exception {
    Path file = out.resolve("v.cose");
    Statement proposal = signed(folder.resolve("ranked.cose"));

    Cli.Ran ran = run("vote FOLDER/ranked.cose --rank half", "-o", file);

    assertThat(ran.outLines())
        .startsWith(
            "Proposal: Which?",
            "By: " + me.publicKey().partyId(),
            "Option half:",
            "  - expel " + HER,
            "Option whole:",
            "  - end the recognition of b.example/log");
    Deliberation.Ballot ballot = (Deliberation.Ballot) signed(file).body();
    assertThat(ballot.proposal()).isEqualTo(proposal.id());
    assertThat(ballot.content()).isEqualTo(((Deliberation.Propose) proposal.body()).content());
  }

  @Test
  void voteOnAProposalOfAnotherLog_isBadInput() {
    Cli.Ran ran =
        Cli.comity(
            "vote",
            folder.resolve("proposal.cose"),
            "yes",
            "--key",
            folder.resolve("me.jwk"),
            "--log",
            "another.example/log",
            "-o",
            folder.resolve("never.cose"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains("expected a proposal in another.example/log").contains(LOG);
    assertThat(folder.resolve("never.cose")).doesNotExist();
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("vote FOLDER/proposal.cose", "CHOICE: expected yes, no or abstain"),
        Arguments.of("vote FOLDER/proposal.cose maybe", "ballot.choice: expected one of"),
        Arguments.of("vote 12 yes", "PROPOSAL: expected an id"),
        Arguments.of("apply --role king --text Hi.", "apply.roles: expected one of"),
        Arguments.of("incident a --severity 9 --at P0D --text x", "severity: expected 1 to 6"),
        Arguments.of("incident a --severity x --at P0D --text x", "--severity: expected a whole"),
        Arguments.of("incident a --severity 1 --at then --text x", "--at: expected UTC seconds"),
        Arguments.of("attest me --basis reviewed", "EVIDENCE: expected an id"),
        Arguments.of("propose amend --set quorum", "--set: expected a field and its value"),
        Arguments.of("propose amend --set roles.member=x", "roles: is not changed by an amendment"),
        Arguments.of("propose amend", "changes nothing"),
        Arguments.of(
            "recognise b.example/log --scope a --until P1Y", "--log-key: expected the key"),
        Arguments.of("key rotate", "--party: expected your party id"),
        Arguments.of("emergency suspend a --days 15 --text x", "days: expected 1 to 14"),
        Arguments.of("import http://localhost:1/c/x", "cannot be reached"),
        Arguments.of("table FOLDER/none", "no such folder"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistake_isOneLineAndSignsNothing(String command, String problem, @TempDir Path out) {
    Path file = out.resolve("act.cose");

    Cli.Ran ran = run(command, "-o", file);

    assertThat(ran.exitCode()).isIn(2, 5);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains(problem);
    assertThat(file).doesNotExist();
  }

  @Test
  void actWithoutAPlaceToGo_saysWhereItCould() {
    Cli.Ran ran = Cli.comity("exit", "--text", "Bye.", "--key", folder.resolve("me.jwk"));

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("expected --to").contains("--log").contains("-o");
  }
}
