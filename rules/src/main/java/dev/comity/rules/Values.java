package dev.comity.rules;

import dev.cel.common.ast.CelExpr;
import dev.comity.core.Measurement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The exact values behind the leaves of an expression, for showing them. A value is a {@link
 * BigDecimal}, {@link Boolean}, {@link String}, {@link Instant} or a sorted set of texts; one that
 * is not known is empty.
 */
record Values(SystemCard card, Instant now, Inputs.Chosen chosen, Optional<Object> bound) {

  /** For {@code applies}, which sees only the card and the time. */
  static Values of(SystemCard card, Instant now) {
    return new Values(
        card, now, new Inputs.Chosen(new TreeMap<>(), new TreeMap<>()), Optional.empty());
  }

  /** What {@code bound} stands for. */
  static Object bound(BoundKind kind, Limit limit) {
    return switch (kind) {
      case MAX -> limit.max().orElseThrow();
      case MIN -> limit.min().orElseThrow();
      case REQUIRED -> limit.required().orElseThrow();
      case ALLOWED -> limit.allowed().orElseThrow();
      case FLAG -> limit.flag().orElseThrow();
    };
  }

  /** The value of a variable, a field or an indexed fact. */
  Optional<Object> leaf(CelExpr expression) {
    return switch (expression.getKind()) {
      case IDENT -> expression.ident().name().equals("now") ? Optional.of(now) : bound;
      case SELECT -> {
        CelExpr operand = expression.select().operand();
        String field = expression.select().field();
        yield operand.getKind() == CelExpr.ExprKind.Kind.IDENT
            ? cardField(field)
            : metric(indexed(operand), field);
      }
      case CALL -> Optional.ofNullable(chosen.facts().get(indexed(expression)));
      case CONSTANT, LIST, NOT_SET, STRUCT, MAP, COMPREHENSION -> Optional.empty();
    };
  }

  /** The id in {@code metric["ID"]} or {@code fact["ID"]}. */
  static String indexed(CelExpr index) {
    return index.call().args().get(1).constant().stringValue();
  }

  /** Everything that {@code references} name and that is known, as exact text. */
  SortedMap<String, String> used(SortedSet<Reference> references) {
    SortedMap<String, String> used = new TreeMap<>();
    for (Reference reference : references) {
      switch (reference.kind()) {
        case METRIC -> {
          for (String field : new String[] {"value", "lower", "upper", "level", "n"}) {
            metric(reference.id(), field)
                .ifPresent(value -> used.put(reference.id() + "." + field, text(value)));
          }
        }
        case FACT ->
            Optional.ofNullable(chosen.facts().get(reference.id()))
                .ifPresent(value -> used.put(reference.id(), value.toString()));
        case CARD ->
            cardField(reference.id())
                .ifPresent(value -> used.put("system." + reference.id(), text(value)));
      }
    }
    bound.ifPresent(value -> used.put("bound", text(value)));
    return used;
  }

  private Optional<Object> metric(String id, String field) {
    Measurement measurement = chosen.metrics().get(id);
    if (measurement == null) {
      return Optional.empty();
    }
    return Optional.of(
        switch (field) {
          case "value" -> measurement.value();
          case "lower" -> measurement.lower();
          case "upper" -> measurement.upper();
          case "level" -> measurement.level();
          default -> BigDecimal.valueOf(measurement.n());
        });
  }

  private Optional<Object> cardField(String field) {
    return switch (field) {
      case "id" -> Optional.of(card.system());
      case "kind" -> Optional.of(card.kind().text());
      case "autonomy" -> Optional.of(card.autonomy().text());
      case "capabilities" -> Optional.of(card.capabilities());
      case "areas" -> Optional.of(card.areas());
      case "jurisdictions" -> Optional.of(card.jurisdictions());
      case "audiences" -> Optional.of(card.audiences());
      default -> card.trainingFlop().map(flop -> flop);
    };
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
