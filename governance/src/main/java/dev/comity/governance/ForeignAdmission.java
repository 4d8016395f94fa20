package dev.comity.governance;

import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.CertificateChain;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.Statement;
import java.util.Optional;

/**
 * Whether the log takes a statement of a foreign content type. The charter admits types, from
 * whoever has declared a key; the policy admits types from the issuers that it lists. Either is
 * enough. Certificates are judged at the log's own time.
 */
final class ForeignAdmission {
  private final State state;
  private final Statement statement;

  private ForeignAdmission(State state, Statement statement) {
    this.state = state;
    this.statement = statement;
  }

  static Optional<Refusal> refusal(State state, Statement statement) {
    return new ForeignAdmission(state, statement).refusal();
  }

  private String contentType() {
    return statement.signed().header().contentType();
  }

  private Optional<Refusal> refusal() {
    boolean chartered =
        state
            .charter()
            .map(c -> c.charter().opaqueContentTypes().contains(contentType()))
            .orElse(false);
    if (chartered && declared().isPresent()) {
      return Optional.empty();
    }
    Optional<Body.Admits> admits =
        state.policy().orElseThrow().policy().admits().stream()
            .filter(a -> a.contentType().equals(contentType()))
            .findFirst();
    if (admits.isPresent()) {
      return byPolicy(admits.get());
    }
    return chartered
        ? Admission.undeclared(statement)
        : Admission.refuse(
            RefusalCode.CONTENT_TYPE_NOT_ADMITTED,
            Admission.charterRule(state, "opaqueContentTypes")
                + "; "
                + Admission.policyRule(state, "admits"),
            "content type "
                + Utf8.quoted(contentType())
                + " is neither a statement type nor admitted by charter or policy");
  }

  /** The party that has declared the key, whatever the statement says of itself. */
  private Optional<String> declared() {
    return Optional.ofNullable(state.keys().get(statement.keyId()))
        .map(KeyState::party)
        .filter(state.parties()::containsKey);
  }

  private Optional<Refusal> byPolicy(Body.Admits admits) {
    if (isListed(admits)) {
      return Optional.empty();
    }
    Optional<CertificateChain> chain = statement.signed().header().chain();
    if (chain.isPresent() && (admits.anyone() || !admits.certified().isEmpty())) {
      return byCertificate(admits, chain.get());
    }
    if (declared().isEmpty()
        && state.policy().orElseThrow().issuerKey(statement.keyId()).isEmpty()) {
      return Admission.undeclared(statement);
    }
    return admits.anyone() && declared().isPresent() ? ofTheParty() : notListed();
  }

  private boolean isListed(Body.Admits admits) {
    String issuer = statement.issuer();
    return declared().filter(issuer::equals).filter(admits.parties()::contains).isPresent()
        || admits.keys().stream()
            .anyMatch(
                listed ->
                    listed.key().keyId().equals(statement.keyId())
                        && listed.issuer().equals(issuer));
  }

  private Optional<Refusal> ofTheParty() {
    String party = declared().orElseThrow();
    return party.equals(statement.issuer())
        ? Optional.empty()
        : Admission.mismatch(statement, party);
  }

  private Optional<Refusal> byCertificate(Body.Admits admits, CertificateChain chain) {
    if (state.now().isEmpty()) {
      return Admission.timeMissing();
    }
    try {
      chain.requireTrusted(
          state.policy().orElseThrow().policy().trustAnchors(), state.now().orElseThrow());
      if (!chain.leafNames().contains(statement.issuer())) {
        return Admission.refuse(
            RefusalCode.ISSUER_MISMATCH,
            Admission.policyRule(state, "admits"),
            "the certificate is for "
                + chain.leafNames().stream().map(Utf8::quoted).toList()
                + ", the statement claims "
                + Utf8.quoted(statement.issuer()));
      }
    } catch (VerificationException e) {
      return Admission.refuse(
          RefusalCode.CERTIFICATE_NOT_TRUSTED,
          Admission.policyRule(state, "trustAnchors"),
          e.detail());
    }
    return admits.anyone() || admits.certified().contains(statement.issuer())
        ? Optional.empty()
        : notListed();
  }

  private Optional<Refusal> notListed() {
    return Admission.refuse(
        RefusalCode.ISSUER_NOT_ADMITTED,
        Admission.policyRule(state, "admits"),
        "issuer "
            + Utf8.quoted(statement.issuer())
            + " with key "
            + statement.keyId()
            + " may not state content type "
            + Utf8.quoted(contentType())
            + " here");
  }
}
