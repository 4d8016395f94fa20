package dev.comity.rules;

import dev.cel.common.ast.CelExpr;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A compiled expression. Immutable, safe for concurrent use; evaluation has no effects. */
final class Formula {
  private final String text;
  private final CelExpr expression;
  private final CelRuntime.Program program;
  private final SortedSet<Reference> references;

  Formula(
      String text,
      CelExpr expression,
      CelRuntime.Program program,
      SortedSet<Reference> references) {
    this.text = text;
    this.expression = expression;
    this.program = program;
    this.references = Collections.unmodifiableSortedSet(new TreeSet<>(references));
  }

  /** As the author wrote it. */
  String text() {
    return text;
  }

  CelExpr expression() {
    return expression;
  }

  /** Every metric, fact and card field that the expression names. */
  SortedSet<Reference> references() {
    return references;
  }

  /**
   * CEL's three-valued evaluation: {@code false && unknown} is false, {@code true || unknown} true.
   */
  Truth evaluate(Inputs inputs) {
    try {
      Object result = program.advanceEvaluation(inputs.context());
      return switch (result) {
        case Boolean value -> Truth.of(value);
        case CelUnknownSet unknown -> new Truth.Unknown(causes(unknown));
        default -> throw new IllegalStateException("not a truth value: " + result);
      };
    } catch (CelEvaluationException e) {
      throw new IllegalStateException("the subset rules out run-time errors: " + text, e);
    }
  }

  private static SortedSet<Reference> causes(CelUnknownSet unknown) {
    SortedSet<Reference> causes = new TreeSet<>();
    for (CelAttribute attribute : unknown.attributes()) {
      List<CelAttribute.Qualifier> path = attribute.qualifiers();
      String name = path.get(1).asString();
      causes.add(
          switch (path.get(0).asString()) {
            case "metric" -> new Reference(Need.Kind.METRIC, name);
            case "fact" -> new Reference(Need.Kind.FACT, name);
            default -> new Reference(Need.Kind.CARD, name);
          });
    }
    return causes;
  }
}
