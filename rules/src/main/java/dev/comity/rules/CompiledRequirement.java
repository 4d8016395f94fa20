package dev.comity.rules;

import dev.comity.core.VerificationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A requirement with its expressions compiled; {@code needs} in the order of the requirement. */
record CompiledRequirement(
    Requirement requirement, Optional<Formula> applies, List<CompiledNeed> needs, Formula check) {
  CompiledRequirement {
    needs = List.copyOf(needs);
  }

  /** A need with its condition compiled. */
  record CompiledNeed(Need need, Optional<Formula> where) {}

  static CompiledRequirement compile(Requirement requirement, String path)
      throws VerificationException {
    Optional<Formula> applies =
        compile(Scope.APPLIES, Optional.empty(), requirement.applies(), path + ".applies");
    List<CompiledNeed> needs = new ArrayList<>();
    for (Need need : requirement.needs()) {
      String where = path + ".needs[" + needs.size() + "].where";
      needs.add(
          new CompiledNeed(need, compile(Scope.WHERE, Optional.empty(), need.where(), where)));
    }
    Optional<BoundKind> bound = requirement.direction().map(Direction::bound);
    Formula check = Language.compile(Scope.CHECK, bound, requirement.check(), path + ".check");
    needsAreThoseUsed(requirement, check, path);
    return new CompiledRequirement(requirement, applies, needs, check);
  }

  private static Optional<Formula> compile(
      Scope scope, Optional<BoundKind> bound, Optional<String> text, String path)
      throws VerificationException {
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(Language.compile(scope, bound, text.get(), path));
  }

  private static void needsAreThoseUsed(Requirement requirement, Formula check, String path)
      throws VerificationException {
    Set<Reference> declared = new HashSet<>();
    for (Need need : requirement.needs()) {
      Reference reference = new Reference(need.kind(), need.id());
      declared.add(reference);
      if (!check.references().contains(reference)) {
        throw VerificationException.malformed(
            "%s.needs[%s].%s: %s is not used by check; remove it or use it"
                .formatted(path, declared.size() - 1, need.kind().text(), need.id()));
      }
    }
    for (Reference used : check.references()) {
      if (used.kind() != Need.Kind.CARD && !declared.contains(used)) {
        throw VerificationException.malformed(
            "%s.check: uses %s %s, which needs does not list; add it to needs"
                .formatted(path, used.kind().text(), used.id()));
      }
    }
  }
}
