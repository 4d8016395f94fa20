package dev.comity.rules;

import dev.cel.common.CelSource;
import dev.cel.common.ast.CelExpr;
import dev.comity.core.VerificationException;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a rule compares every interval's unfavourable end: {@code upper} where less is
 * better, {@code lower} where more is better; and that a {@code bound} that communities may lower
 * (max) or raise (min) gets stricter by it. Otherwise uncertainty would count for the claim, and
 * tightening would loosen.
 *
 * <p>Signs are followed through comparisons, negation, sums and products with literals; where the
 * sign depends on a value (conditions, equality) nothing is checked.
 */
final class Ends {
  private final Optional<BoundKind> bound;
  private final CelSource source;
  private final String path;
  private boolean boundSeen;

  private Ends(Optional<BoundKind> bound, CelSource source, String path) {
    this.bound = bound;
    this.source = source;
    this.path = path;
  }

  /** Throws {@code MALFORMED}, naming the column and the end to write instead. */
  static void check(CelExpr expression, Optional<BoundKind> bound, CelSource source, String path)
      throws VerificationException {
    Ends ends = new Ends(bound, source, path);
    ends.truth(expression, true);
    if (bound.isPresent() && !ends.boundSeen) {
      throw VerificationException.malformed(
          path + ": expected bound, as the direction would change nothing; use it or remove it");
    }
  }

  static boolean isLiteral(CelExpr expression) {
    return switch (expression.getKind()) {
      case CONSTANT -> true;
      case CALL ->
          expression.call().function().equals("-_") && isLiteral(expression.call().args().get(0));
      case NOT_SET, IDENT, SELECT, LIST, STRUCT, MAP, COMPREHENSION -> false;
    };
  }

  private void truth(CelExpr expression, boolean positive) throws VerificationException {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      look(expression);
      return;
    }
    List<CelExpr> parts = expression.call().args();
    switch (expression.call().function()) {
      case "_&&_", "_||_" -> {
        truth(parts.get(0), positive);
        truth(parts.get(1), positive);
      }
      case "!_" -> truth(parts.get(0), !positive);
      case "_?_:_" -> {
        look(parts.get(0));
        truth(parts.get(1), positive);
        truth(parts.get(2), positive);
      }
      case "_<_", "_<=_" -> compared(parts.get(0), parts.get(1), positive);
      case "_>_", "_>=_" -> compared(parts.get(1), parts.get(0), positive);
      default -> look(expression);
    }
  }

  /** {@code less < more} should hold: a growing {@code less} works against the claim. */
  private void compared(CelExpr less, CelExpr more, boolean positive) throws VerificationException {
    number(less, positive);
    number(more, !positive);
  }

  /** {@code against}: whether a growing value works against the claim. */
  private void number(CelExpr expression, boolean against) throws VerificationException {
    switch (expression.getKind()) {
      case SELECT -> end(expression, against);
      case IDENT -> bound(expression, against);
      case CALL -> arithmetic(expression.call(), against);
      case CONSTANT, LIST, NOT_SET, STRUCT, MAP, COMPREHENSION -> {}
    }
  }

  private void arithmetic(CelExpr.CelCall call, boolean against) throws VerificationException {
    List<CelExpr> parts = call.args();
    switch (call.function()) {
      case "_+_" -> {
        number(parts.get(0), against);
        number(parts.get(1), against);
      }
      case "_-_" -> {
        number(parts.get(0), against);
        number(parts.get(1), !against);
      }
      case "-_" -> number(parts.get(0), !against);
      case "_*_" -> {
        number(parts.get(0), against == positiveFactor(parts.get(1)));
        number(parts.get(1), against == positiveFactor(parts.get(0)));
      }
      default -> parts.forEach(this::look);
    }
  }

  private static boolean positiveFactor(CelExpr expression) {
    if (!isLiteral(expression)) {
      return true;
    }
    return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
        ? !(expression.constant().doubleValue() < 0)
        : !positiveFactor(expression.call().args().get(0));
  }

  private void end(CelExpr select, boolean against) throws VerificationException {
    String field = select.select().field();
    String unfavourable = against ? "upper" : "lower";
    if ((field.equals("upper") || field.equals("lower")) && !field.equals(unfavourable)) {
      throw VerificationException.malformed(
          path
              + ": "
              + Language.column(source, select.id())
              + "expected ."
              + unfavourable
              + " here, as a bound is compared with the end of the interval that is unfavourable"
              + " to the claim; found ."
              + field);
    }
  }

  private void bound(CelExpr ident, boolean against) throws VerificationException {
    look(ident);
    if (!ident.ident().name().equals("bound") || bound.isEmpty()) {
      return;
    }
    BoundKind kind = bound.get();
    if ((kind == BoundKind.MAX && against) || (kind == BoundKind.MIN && !against)) {
      throw VerificationException.malformed(
          path
              + ": "
              + Language.column(source, ident.id())
              + "a stricter "
              + kind.text()
              + " would loosen this comparison; turn it round or write bound: "
              + (kind == BoundKind.MAX ? "min" : "max"));
    }
  }

  /** Notes where {@code bound} is used at all. */
  private void look(CelExpr expression) {
    switch (expression.getKind()) {
      case IDENT -> boundSeen |= expression.ident().name().equals("bound");
      case CALL -> expression.call().args().forEach(this::look);
      case SELECT, CONSTANT, LIST, NOT_SET, STRUCT, MAP, COMPREHENSION -> {}
    }
  }
}
