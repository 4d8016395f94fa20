package dev.comity.node.http;

import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.node.Answer;
import dev.comity.node.Community;
import dev.comity.node.pages.Page;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Raising a concern from a form, without an account: the node makes a throw-away key, signs with
 * it, submits like anybody else, and hands the key over once.
 */
final class ConcernRoutes {
  private static final int MAX_TEXT = 4_000;
  private static final int MAX_FORM = 60_000;

  private final Communities communities;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ConcernRoutes(Communities communities, Clock clock) {
    this.communities = communities;
    this.clock = clock;
  }

  Reply form(Request request) throws HttpProblem {
    Community community = communities.of(request);
    return form(request, community, "", 0, Optional.empty());
  }

  private Reply form(
      Request request, Community community, String text, int severity, Optional<String> problem)
      throws HttpProblem {
    Reader reader = Reader.of(request, communities);
    Page page =
        reader
            .site()
            .concernForm(
                community.slug(), request.parameter("system"), text, severity, MAX_TEXT, problem)
            .orElseThrow(() -> HttpProblem.notFound("no such system is registered here"));
    return reader.show(community, page);
  }

  Reply raise(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    Map<String, String> fields = request.form(MAX_FORM);
    String text = fields.getOrDefault("text", "").strip().replace("\r\n", "\n");
    String severity = fields.getOrDefault("severity", "");
    // Anything else becomes 0, which the statement's own check refuses, naming what it expects.
    int level = severity.matches("[1-6]") ? Integer.parseInt(severity) : 0;
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, random);
    SignedStatement signed;
    try {
      signed =
          draft(request.parameter("system"), level, text, key)
              .sign(key, community.state().origin(), 1, clock.instant());
    } catch (VerificationException e) {
      return form(request, community, text, level, Optional.of(e.detail()));
    }
    return switch (RegistrationRoutes.await(community, community.submit(signed.entry()))) {
      case Answer.Logged logged -> raised(request, community, logged, key);
      case Answer.Refused refused ->
          form(request, community, text, level, Optional.of(refused.refusal().detail()));
      case Answer.Invalid invalid ->
          form(request, community, text, level, Optional.of(invalid.cause().detail()));
      case Answer.Busy busy -> throw HttpProblem.busy(busy.retryAfterSeconds());
      case Answer.Unavailable later -> throw HttpProblem.noLeader(later.retryAfterSeconds());
    };
  }

  private static Draft draft(String system, int severity, String text, SigningKey key) {
    return new Draft(
        BodyType.CONCERN,
        system,
        Json.object()
            .put("system", system)
            .put("severity", severity)
            .put("text", text)
            .put("key", key.publicKey().toJwk())
            .build());
  }

  private Reply raised(Request request, Community community, Answer.Logged logged, SigningKey key)
      throws HttpProblem {
    Reader reader = Reader.of(request, communities);
    Page page =
        reader
            .site()
            .concernRaised(community.slug(), logged.id(), key.toPrivateJwk().compact())
            .orElseThrow(() -> HttpProblem.notFound("the concern is not in the state"));
    return reader.show(community, page);
  }
}
