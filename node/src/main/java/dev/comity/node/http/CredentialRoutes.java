package dev.comity.node.http;

import dev.comity.core.VerificationException;
import dev.comity.governance.credential.SecuredCredential;
import dev.comity.governance.credential.StatusPurpose;
import dev.comity.governance.passport.Passport;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.SystemState;
import dev.comity.node.Community;
import java.io.IOException;
import java.util.Optional;

/** Certificates as verifiable credentials, and the lists of their statuses. */
final class CredentialRoutes {
  private static final String CACHE = "public, max-age=60";

  private final Communities communities;
  private final Optional<String> publicUrl;

  CredentialRoutes(Communities communities, Optional<String> publicUrl) {
    this.communities = communities;
    this.publicUrl = publicUrl;
  }

  /** The latest decision about a system, if it gave a certificate that is live. */
  Reply certificate(Request request) throws HttpProblem, IOException {
    Community community = communities.of(request);
    SystemState system = ReadRoutes.system(community, request);
    Optional<RequestState> decided = system.request().map(community.state().requests()::get);
    Optional<Passport> passport =
        decided.isEmpty() ? Optional.empty() : community.passport(decided.get());
    if (passport.isEmpty()) {
      throw HttpProblem.notFound("nothing has been decided about " + system.card().system());
    }
    try {
      return reply(community.credential(passport.get(), base(community)))
          .with(
              "Content-Disposition",
              "attachment; filename=\"" + system.card().system() + ".vc.cose\"")
          .notStored();
    } catch (VerificationException e) {
      throw HttpProblem.notFound(
          system.card().system() + " has no certificate to show: " + e.detail());
    }
  }

  Reply statusList(Request request) throws HttpProblem {
    Community community = communities.of(request);
    String name = request.parameter("purpose");
    StatusPurpose purpose =
        StatusPurpose.of(name)
            .orElseThrow(
                () ->
                    HttpProblem.notFound(
                        "there is no status list \""
                            + name
                            + "\", only revocation and"
                            + " suspension"));
    return reply(community.statusList(purpose, base(community))).with("Cache-Control", CACHE);
  }

  /** Never from the request: who asks must not choose what the operator signs. */
  private String base(Community community) {
    return publicUrl
        .map(url -> url + "/c/" + community.slug())
        .orElse("https://" + community.state().origin());
  }

  private static Reply reply(SecuredCredential credential) {
    return Reply.of(200, SecuredCredential.MEDIA_TYPE, credential.encode());
  }
}
