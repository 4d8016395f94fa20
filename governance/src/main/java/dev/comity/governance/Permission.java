package dev.comity.governance;

import dev.comity.governance.state.CharterState;
import dev.comity.governance.state.State;
import java.util.Optional;

/** Who may do what: the operator, and the roles that the charter grants. */
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

  /**
   * Empty when the charter grants the issuer one of {@code roles}; the operator has no role by
   * itself.
   */
  static Optional<Refusal> role(State state, Entry entry, String... roles) {
    Optional<CharterState> charter = state.charter();
    if (charter.isEmpty()) {
      return charterMissing();
    }
    for (String role : roles) {
      if (charter.get().grants(role, entry.issuer())) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Refusal(
            RefusalCode.ROLE_MISSING,
            Admission.charterRule(state, "roles." + String.join("|", roles)),
            entry.issuer() + " has not the role " + String.join(" or ", roles)));
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
