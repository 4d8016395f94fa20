package dev.comity.rules;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The exact value of a numeric expression, for showing and for hints; decides nothing. */
final class Arithmetic {
  private Arithmetic() {}

  /** Empty when the expression is not a number or rests on something unknown. */
  static Optional<BigDecimal> value(CelExpr expression, Values values) {
    return switch (expression.getKind()) {
      case CONSTANT ->
          expression.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE
              ? Optional.of(BigDecimal.valueOf(expression.constant().doubleValue()))
              : Optional.empty();
      case IDENT, SELECT ->
          values.leaf(expression).filter(BigDecimal.class::isInstance).map(BigDecimal.class::cast);
      case CALL -> call(expression.call(), values);
      case LIST, NOT_SET, STRUCT, MAP, COMPREHENSION -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> call(CelExpr.CelCall call, Values values) {
    return switch (call.function()) {
      case "_+_" -> both(call.args(), values, BigDecimal::add);
      case "_-_" -> both(call.args(), values, BigDecimal::subtract);
      case "_*_" -> both(call.args(), values, BigDecimal::multiply);
      case "-_" -> value(call.args().get(0), values).map(BigDecimal::negate);
      default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> both(
      List<CelExpr> parts, Values values, BinaryOperator<BigDecimal> operator) {
    Optional<BigDecimal> left = value(parts.get(0), values);
    Optional<BigDecimal> right = value(parts.get(1), values);
    return left.isPresent() && right.isPresent()
        ? Optional.of(operator.apply(left.get(), right.get()))
        : Optional.empty();
  }
}
