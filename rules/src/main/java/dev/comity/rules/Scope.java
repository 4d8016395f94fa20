package dev.comity.rules;

import java.util.List;

/** Which variables an expression may name, by the field that it stands in. */
enum Scope {
  /** The card and the time. */
  APPLIES,
  /** The evidence at hand. */
  WHERE,
  /** The card, the evidence chosen, the time and, with a direction, the bound. */
  CHECK;

  List<String> variables() {
    return switch (this) {
      case APPLIES -> List.of("now", "system");
      case WHERE -> List.of("evidence");
      case CHECK -> List.of("bound", "fact", "metric", "now", "system");
    };
  }

  boolean has(String variable) {
    return variables().contains(variable);
  }
}
