package dev.comity.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Writes an expression with its values filled in, for people of any language: {@code
 * error-incoherence/1 upper 0.43 ≤ 0.45 ∧ ¬ (red-line true)}. Numbers are rounded to {@value
 * #DIGITS} significant digits, or to as many as a comparison needs to look as it is.
 */
final class Shown {
  static final int DIGITS = 4;
  private static final int MOST_DIGITS = 40;
  private static final String UNKNOWN = "?";

  private final Values values;

  Shown(Values values) {
    this.values = values;
  }

  String text(CelExpr expression) {
    return text(expression, DIGITS);
  }

  private String text(CelExpr expression, int digits) {
    return switch (expression.getKind()) {
      case CONSTANT -> constant(expression.constant(), digits);
      case IDENT -> value(values.leaf(expression), digits);
      case SELECT -> name(expression) + " " + value(values.leaf(expression), digits);
      case LIST -> list(expression, digits);
      case CALL -> call(expression, digits);
      case NOT_SET, STRUCT, MAP, COMPREHENSION -> UNKNOWN;
    };
  }

  private static String name(CelExpr select) {
    CelExpr operand = select.select().operand();
    return operand.getKind() == CelExpr.ExprKind.Kind.IDENT
        ? operand.ident().name() + "." + select.select().field()
        : Values.indexed(operand) + " " + select.select().field();
  }

  private String call(CelExpr expression, int digits) {
    List<CelExpr> parts = expression.call().args();
    String function = expression.call().function();
    return switch (function) {
      case "_[_]" -> Values.indexed(expression) + " " + value(values.leaf(expression), digits);
      case "timestamp" -> parts.get(0).constant().stringValue();
      case "!_" -> "¬ (" + text(parts.get(0), digits) + ")";
      case "-_" -> "-" + part(parts.get(0), digits);
      case "_?_:_" ->
          "(%s) ? (%s) : (%s)"
              .formatted(
                  text(parts.get(0), digits),
                  text(parts.get(1), digits),
                  text(parts.get(2), digits));
      case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" ->
          operation(expression, sign(function), enough(parts, digits));
      default -> operation(expression, sign(function), digits);
    };
  }

  private String operation(CelExpr expression, String sign, int digits) {
    List<CelExpr> parts = expression.call().args();
    boolean chain = function(parts.get(0)).equals(expression.call().function());
    String left = chain ? text(parts.get(0), digits) : part(parts.get(0), digits);
    return left + " " + sign + " " + part(parts.get(1), digits);
  }

  /** An operand, in parentheses unless it binds tighter than every operator around it can. */
  private String part(CelExpr expression, int digits) {
    String text = text(expression, digits);
    boolean loose =
        switch (function(expression)) {
          case "_&&_", "_||_", "_?_:_", "_+_", "_-_", "_*_" -> true;
          default -> false;
        };
    return loose ? "(" + text + ")" : text;
  }

  private static String function(CelExpr expression) {
    return expression.getKind() == CelExpr.ExprKind.Kind.CALL ? expression.call().function() : "";
  }

  private static String sign(String function) {
    return switch (function) {
      case "_&&_" -> "∧";
      case "_||_" -> "∨";
      case "_<_" -> "<";
      case "_<=_" -> "≤";
      case "_>_" -> ">";
      case "_>=_" -> "≥";
      case "_==_" -> "=";
      case "_!=_" -> "≠";
      case "_+_" -> "+";
      case "_-_" -> "-";
      case "_*_" -> "·";
      case "@in" -> "∈";
      default -> function;
    };
  }

  private String list(CelExpr expression, int digits) {
    return expression.list().elements().stream()
        .map(item -> text(item, digits))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String constant(CelConstant constant, int digits) {
    return switch (constant.getKind()) {
      case BOOLEAN_VALUE -> String.valueOf(constant.booleanValue());
      case STRING_VALUE -> "\"" + constant.stringValue() + "\"";
      case DOUBLE_VALUE -> number(BigDecimal.valueOf(constant.doubleValue()), digits);
      default -> UNKNOWN;
    };
  }

  private static String value(Optional<Object> value, int digits) {
    if (value.isEmpty()) {
      return UNKNOWN;
    }
    return switch (value.get()) {
      case BigDecimal number -> number(number, digits);
      case String text -> "\"" + text + "\"";
      case SortedSet<?> set ->
          set.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
      default -> value.get().toString();
    };
  }

  static String number(BigDecimal number, int digits) {
    if (number.stripTrailingZeros().scale() <= 0 && number.precision() - number.scale() <= 12) {
      return number.toBigInteger().toString();
    }
    BigDecimal rounded = round(number, digits).stripTrailingZeros();
    int magnitude = rounded.precision() - rounded.scale();
    return magnitude < -5 || magnitude > 12 ? rounded.toString() : rounded.toPlainString();
  }

  /** The digits at which the two sides compare as their exact values do. */
  private int enough(List<CelExpr> parts, int digits) {
    Optional<BigDecimal> left = numeric(parts.get(0));
    Optional<BigDecimal> right = numeric(parts.get(1));
    if (left.isEmpty() || right.isEmpty()) {
      return digits;
    }
    int enough = digits;
    int truth = left.get().compareTo(right.get());
    while (enough < MOST_DIGITS
        && round(left.get(), enough).compareTo(round(right.get(), enough)) != truth) {
      enough += 2;
    }
    return enough;
  }

  private Optional<BigDecimal> numeric(CelExpr expression) {
    return Arithmetic.value(expression, values);
  }

  private static BigDecimal round(BigDecimal number, int digits) {
    return number.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }
}
