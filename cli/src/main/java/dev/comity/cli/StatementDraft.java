package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Between;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Draft;
import dev.comity.governance.statement.Loop;
import dev.comity.governance.statement.Membership;
import dev.comity.governance.statement.Statement;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.RulebookFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement's body from a file, made complete where there is only one way: a party's key is the
 * signing one, a rulebook is a folder, a system is its card.
 */
final class StatementDraft {
  private final BodyType type;
  private final Path source;
  private final Json.Obj fields;
  private final @Nullable Document document;

  private StatementDraft(BodyType type, Path source, Json.Obj fields, @Nullable Document document) {
    this.type = type;
    this.source = source;
    this.fields = fields;
    this.document = document;
  }

  /**
   * What the statement is for: its log, its number among the key's statements, its time.
   *
   * @param subject what it is about; taken from the body when absent
   */
  record Address(String log, long seq, Instant issuedAt, Optional<String> subject) {}

  static StatementDraft read(BodyType type, Path body, SigningKey key) throws CommandFailure {
    if (type == BodyType.RULEBOOK && Files.isDirectory(body)) {
      RulebookFolder folder = Rulebooks.read(body);
      Rulebooks.compile(body, folder);
      return new StatementDraft(
          type, body, Json.object().put("files", folder.toJson()).build(), null);
    }
    Document document = Document.read(body);
    return new StatementDraft(type, body, completed(type, document.object(), key), document);
  }

  private static Json.Obj completed(BodyType type, Json.Obj fields, SigningKey key) {
    if (type == BodyType.SYSTEM && !fields.fields().containsKey("card")) {
      return Json.object().put("card", fields).build();
    }
    if (type == BodyType.PARTY && !fields.fields().containsKey("key")) {
      return with(fields, "key", key.publicKey().toJwk());
    }
    return fields;
  }

  private static Json.Obj with(Json.Obj fields, String name, Json value) {
    JsonObject more = Json.object();
    fields.fields().forEach((field, present) -> more.put(field, present));
    return more.put(name, value).build();
  }

  /** Checks the body as strictly as a log will, and signs it. */
  SignedStatement sign(SigningKey key, Address address) throws CommandFailure {
    try {
      String subject =
          address.subject().isPresent()
              ? address.subject().get()
              : subject(address.log(), key.publicKey().partyId());
      return new Draft(type, subject, fields)
          .sign(key, address.log(), address.seq(), address.issuedAt());
    } catch (VerificationException e) {
      throw badInput(e);
    } catch (IllegalArgumentException e) {
      // The signed form does not fit: a subject or a body that is empty or too large.
      throw CommandFailure.badInput(source + ": " + e.getMessage());
    }
  }

  private String subject(String log, String party) throws VerificationException {
    Map<String, Json> payload = new LinkedHashMap<>(fields.fields());
    payload.put("log", Json.of(log));
    payload.put("seq", Json.of(1));
    return subject(Statement.check(type, new Json.Obj(payload)), log, party);
  }

  /** What {@code body} is about, as {@code party} states it in {@code log}. */
  static String subject(Body body, String log, String party) throws VerificationException {
    return switch (body) {
      case Body.Policy policy -> log;
      case Body.Charter charter -> log;
      case Body.Clock clock -> "clock";
      case Body.Party declared -> party;
      case Body.Rulebook rulebook ->
          CompiledRulebook.compile(rulebook.folder()).rulebook().key().id();
      case Body.Baseline baseline -> baseline.parent();
      case Body.System system -> system.card().system();
      case Body.Evidence evidence -> evidence.system();
      case Body.Attest attest -> attest.evidence().hex();
      case Body.Request request -> request.system();
      case Body.Decision decision -> decision.request().hex();
      case Body.Concern concern -> concern.system();
      case Body.Response response -> response.concern().hex();
      case dev.comity.governance.statement.Keys.Recover recover -> recover.party();
      case dev.comity.governance.statement.Keys keys -> party;
      case Membership.Admit admit -> admit.party();
      case Membership membership -> party;
      case Deliberation.Propose propose -> log;
      case Deliberation.Ballot ballot -> ballot.proposal().hex();
      case Deliberation.Veto veto -> veto.subject().hex();
      case Deliberation.Emergency emergency ->
          emergency.system().or(emergency::rulebook).orElseThrow();
      case Loop.Incident incident -> incident.system();
      case Loop.Remediation remediation -> remediation.concern().hex();
      case Loop.Contest contest -> contest.subject().hex();
      case Loop.Ruling ruling -> ruling.subject().hex();
      case Loop.Disclosure disclosure -> disclosure.system();
      case Loop.Commitment commitment -> commitment.system();
      case Loop.Cure cure -> cure.sanction().hex();
      case Loop.Surrender surrender -> surrender.system();
      case Between.Recognise recognise -> recognise.log();
      case Between.EndRecognition end -> end.log();
      case Between.Import imported -> imported.log();
      case Body.Opaque opaque -> throw new IllegalStateException("a typed body is not opaque");
    };
  }

  /** Without the type that details begin with, since it is no field of the file. */
  private CommandFailure badInput(VerificationException problem) {
    String prefix = type.text() + ".";
    String detail = problem.detail();
    VerificationException inFile =
        new VerificationException(
            problem.code(), detail.startsWith(prefix) ? detail.substring(prefix.length()) : detail);
    return document == null ? InputFile.badInput(source, inFile) : document.badInput(inFile);
  }
}
