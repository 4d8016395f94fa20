package dev.comity.governance.record;

/** How many of some cases came true. */
record Tally(int cases, int events) {
  static final Tally NONE = new Tally(0, 0);

  static Tally of(boolean event) {
    return new Tally(1, event ? 1 : 0);
  }

  Tally plus(Tally other) {
    return new Tally(cases + other.cases, events + other.events);
  }

  Tally minus(Tally other) {
    return new Tally(cases - other.cases, events - other.events);
  }

  /** (events + 1/2) / (cases + 1): Jeffreys' estimate, never 0 or 1. */
  Fraction rate() {
    return Fraction.of(2L * events + 1, 2L * cases + 2);
  }
}
