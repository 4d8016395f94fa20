package dev.comity.governance.record;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A seeded world of questions whose systems are safe, middling or dangerous. An assessor sees the
 * kind of a system rightly three times out of four. An honest one says what follows from that.
 */
final class ForecastWorld {
  static final int QUESTIONS = 80;
  static final int TRIVIAL = 200;
  static final int CROWD = 4;
  static final double BASE_RATE = 0.19;

  private static final double[] RISK = {0.02, 0.2, 0.6};
  private static final double[] SHARE = {0.5, 0.3, 0.2};
  private static final double SEES = 0.75;

  private final Random random;
  private final int[] kinds = new int[QUESTIONS];
  private final boolean[] happened = new boolean[QUESTIONS];
  private final boolean[] trivialHappened = new boolean[TRIVIAL];
  private final double[] crowd = new double[QUESTIONS];
  private final Set<String> assessors = new LinkedHashSet<>();
  private final Asking asking = new Asking();

  /** The assessors are all asked every question; four honest ones more are. */
  ForecastWorld(long seed, List<String> assessors) {
    this.random = new Random(seed);
    this.assessors.addAll(assessors);
    for (int i = 0; i < CROWD; i++) {
      this.assessors.add("crowd-" + i);
    }
    for (int q = 0; q < QUESTIONS; q++) {
      kinds[q] = kind();
      happened[q] = random.nextDouble() < RISK[kinds[q]];
      ask(id(q), this.assessors, happened[q]);
    }
    for (int t = 0; t < TRIVIAL; t++) {
      trivialHappened[t] = random.nextDouble() < 0.005;
      ask(trivial(t), Set.of(), trivialHappened[t]);
    }
    for (int i = 0; i < CROWD; i++) {
      for (int q = 0; q < QUESTIONS; q++) {
        double says = honest(look(q));
        crowd[q] += says / CROWD;
        asking.says("crowd-" + i, id(q), says);
      }
    }
  }

  private int kind() {
    double at = random.nextDouble();
    return at < SHARE[0] ? 0 : at < SHARE[0] + SHARE[1] ? 1 : 2;
  }

  private void ask(String id, Set<String> assigned, boolean happens) {
    asking.ask(id, assigned);
    if (happens) {
      asking.happens(id);
    }
  }

  static String id(int question) {
    return "q" + question;
  }

  static String trivial(int question) {
    return "t" + question;
  }

  /** What one assessor sees of a system. */
  int look(int question) {
    if (random.nextDouble() < SEES) {
      return kinds[question];
    }
    return (kinds[question] + 1 + random.nextInt(2)) % 3;
  }

  int[] lookAtAll() {
    int[] seen = new int[QUESTIONS];
    for (int q = 0; q < QUESTIONS; q++) {
      seen[q] = look(q);
    }
    return seen;
  }

  /** The probability that follows from what was seen, by Bayes' rule. */
  static double honest(int seen) {
    double likely = 0;
    double risky = 0;
    for (int kind = 0; kind < RISK.length; kind++) {
      double weight = SHARE[kind] * (kind == seen ? SEES : (1 - SEES) / 2);
      likely += weight;
      risky += weight * RISK[kind];
    }
    return risky / likely;
  }

  double crowd(int question) {
    return crowd[question];
  }

  boolean happened(int question) {
    return happened[question];
  }

  boolean trivialHappened(int question) {
    return trivialHappened[question];
  }

  Random random() {
    return random;
  }

  Asking asking() {
    return asking;
  }
}
