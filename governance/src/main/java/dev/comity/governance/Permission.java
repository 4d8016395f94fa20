package dev.comity.governance;

import dev.comity.governance.state.State;
import dev.comity.governance.statement.Terms;
import java.util.Optional;

/** Who may do what: the operator, and the roles that the community grants. */
final class Permission {
  private Permission() {}

  static Optional<Refusal> operator(State state, Entry entry) {
    return entry.issuer().equals(state.operator())
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                RefusalCode.NOT_OPERATOR,
                Admission.policyRule(state, "operatorKey"),
                "only the operator " + state.operator() + " may state this"));
  }

  /** Empty when the issuer holds one of {@code roles}; the operator has no role by itself. */
  static Optional<Refusal> role(State state, Entry entry, String... roles) {
    if (state.charter().isEmpty()) {
      return charterMissing();
    }
    for (String role : roles) {
      if (state.holds(entry.issuer(), role)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Refusal(
            RefusalCode.ROLE_MISSING,
            Admission.charterRule(state, "roles." + String.join("|", roles)),
            entry.issuer() + " has not the role " + String.join(" or ", roles)));
  }

  /** Empty when the charter leaves {@code kind} to a role and the issuer holds it. */
  static Optional<Refusal> power(State state, Entry entry, Terms.Kind kind) {
    if (state.charter().isEmpty()) {
      return charterMissing();
    }
    return switch (state.chartered().charter().deliberation().power(kind)) {
      case Terms.Power.ByRole byRole -> role(state, entry, byRole.role());
      case Terms.Power.ByVote byVote ->
          Optional.of(
              new Refusal(
                  RefusalCode.DECIDED_BY_VOTE,
                  Admission.charterRule(state, "deliberation.powers." + kind.text()),
                  "the members decide this by a vote of " + byVote.threshold() + "; propose it"));
    };
  }

  static Optional<Refusal> charter(State state) {
    return state.charter().isPresent() ? Optional.empty() : charterMissing();
  }

  private static Optional<Refusal> charterMissing() {
    return Optional.of(
        new Refusal(
            RefusalCode.CHARTER_MISSING, "semantics §charter", "the community has no charter yet"));
  }
}
