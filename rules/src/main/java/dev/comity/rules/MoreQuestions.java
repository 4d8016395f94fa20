package dev.comity.rules;

import dev.cel.common.ast.CelExpr;
import dev.comity.core.Measurement;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many more questions might settle a straddled bound. An interval's half-width shrinks with the
 * square root of n, so it takes about n·((end − value) / (bound − value))² in all. A hint: it
 * supposes that the point value stays.
 */
final class MoreQuestions {
  private static final MathContext PRECISION = new MathContext(30, RoundingMode.HALF_EVEN);
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  private MoreQuestions() {}

  /** Metric id → extra questions, for comparisons of one end with a number of the rule. */
  static SortedMap<String, Long> estimate(CelExpr expression, Values values) {
    SortedMap<String, Long> estimates = new TreeMap<>();
    collect(expression, values, estimates);
    return estimates;
  }

  private static void collect(
      CelExpr expression, Values values, SortedMap<String, Long> estimates) {
    if (expression.getKind() != CelExpr.ExprKind.Kind.CALL) {
      return;
    }
    List<CelExpr> parts = expression.call().args();
    switch (expression.call().function()) {
      case "_<_", "_<=_", "_>_", "_>=_" -> {
        compared(parts.get(0), parts.get(1), values, estimates);
        compared(parts.get(1), parts.get(0), values, estimates);
      }
      default -> parts.forEach(part -> collect(part, values, estimates));
    }
  }

  private static void compared(
      CelExpr end, CelExpr bound, Values values, SortedMap<String, Long> estimates) {
    Optional<BigDecimal> limit = Arithmetic.value(bound, values);
    if (end.getKind() != CelExpr.ExprKind.Kind.SELECT
        || end.select().operand().getKind() != CelExpr.ExprKind.Kind.CALL
        || limit.isEmpty()) {
      return;
    }
    String id = Values.indexed(end.select().operand());
    Measurement measurement = values.chosen().metrics().get(id);
    String field = end.select().field();
    if (measurement != null && (field.equals("upper") || field.equals("lower"))) {
      BigDecimal reached = field.equals("upper") ? measurement.upper() : measurement.lower();
      extra(measurement, reached, limit.get()).ifPresent(n -> estimates.merge(id, n, Math::max));
    }
  }

  /** Nothing when the value is on the wrong side or the end on the right one. */
  private static Optional<Long> extra(Measurement measurement, BigDecimal end, BigDecimal bound) {
    BigDecimal reach = end.subtract(measurement.value());
    BigDecimal room = bound.subtract(measurement.value());
    boolean straddles =
        room.signum() != 0
            && room.signum() == reach.signum()
            && reach.abs().compareTo(room.abs()) > 0;
    if (!straddles || measurement.n() == 0) {
      return Optional.empty();
    }
    BigDecimal ratio = reach.divide(room, PRECISION);
    BigDecimal more =
        ratio
            .multiply(ratio)
            .subtract(BigDecimal.ONE)
            .multiply(BigDecimal.valueOf(measurement.n()));
    return Optional.of(more.min(MOST).setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
