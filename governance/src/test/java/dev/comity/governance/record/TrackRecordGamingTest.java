package dev.comity.governance.record;

import static dev.comity.governance.record.ForecastWorld.BASE_RATE;
import static dev.comity.governance.record.ForecastWorld.QUESTIONS;
import static dev.comity.governance.record.ForecastWorld.TRIVIAL;
import static dev.comity.governance.record.ForecastWorld.id;
import static dev.comity.governance.record.ForecastWorld.trivial;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Ways to look better than one is, against one honest assessor with the same eyes, over many seeded
 * worlds. For some of them the test also shows that a plainer score would fall for it.
 */
class TrackRecordGamingTest {
  private static final int SEEDS = 60;
  private static final int KEYS = 4;

  /** Scores by strategy, one for each seed; of several keys, the best. */
  private static final SortedMap<String, List<Double>> SCORES = new TreeMap<>();

  /** What a plain mean of squared errors over all own forecasts would say: less is better. */
  private static final SortedMap<String, List<Double>> MEAN_ERRORS = new TreeMap<>();

  /** Share of the fixed base rate's error taken away on all own forecasts: more is better. */
  private static final SortedMap<String, List<Double>> PLAIN_SKILL = new TreeMap<>();

  private static final List<Map<String, AssessorRecord>> RECORDS = new ArrayList<>();

  private static final List<String> SINGLE =
      List.of(
          "honest",
          "base-rate",
          "extremist",
          "hedger",
          "exaggerator",
          "cherry-picker",
          "flooder",
          "copycat",
          "colluder-1",
          "colluder-2",
          "picked");

  @BeforeAll
  static void play() {
    for (long seed = 0; seed < SEEDS; seed++) {
      new Play(seed).run();
    }
  }

  /** One world with everybody in it. */
  private static final class Play {
    private final ForecastWorld world;
    private final Asking asking;
    private final int[] seen;

    Play(long seed) {
      List<String> all = new ArrayList<>(SINGLE);
      for (int key = 0; key < KEYS; key++) {
        all.add("splitter-" + key);
        all.add("lottery-" + key);
      }
      world = new ForecastWorld(seed, all);
      asking = world.asking();
      seen = world.lookAtAll();
    }

    void run() {
      sayAll("honest", this::honest);
      sayAll("base-rate", q -> BASE_RATE);
      sayAll("extremist", q -> seen[q] == 2 ? 0.99 : 0.01);
      sayAll("hedger", q -> (honest(q) + BASE_RATE) / 2);
      sayAll("exaggerator", q -> Math.clamp(BASE_RATE + 2 * (honest(q) - BASE_RATE), 0.01, 0.99));
      cherryPick();
      flood();
      copy();
      collude();
      split();
      playTheLottery();
      Map<String, AssessorRecord> records = TrackRecord.assessors(asking.facts());
      RECORDS.add(records);
      SINGLE.forEach(name -> put(SCORES, name, score(records, name)));
      put(SCORES, "splitter", best(records, "splitter-"));
      put(SCORES, "lottery", best(records, "lottery-"));
    }

    private double honest(int question) {
      return ForecastWorld.honest(seen[question]);
    }

    private void sayAll(String who, IntToDoubleFunction says) {
      List<Double> errors = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      for (int q = 0; q < QUESTIONS; q++) {
        asking.says(who, id(q), says.applyAsDouble(q));
        note(errors, plain, says.applyAsDouble(q), world.happened(q));
      }
      publish(who, errors, plain);
    }

    private void cherryPick() {
      List<Double> errors = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      for (int q = 0; q < QUESTIONS; q++) {
        if (seen[q] == 0) {
          asking.says("cherry-picker", id(q), honest(q));
          note(errors, plain, honest(q), world.happened(q));
        }
      }
      publish("cherry-picker", errors, plain);
    }

    /** Knows nothing about the questions asked, and adds many that everybody can answer. */
    private void flood() {
      List<Double> errors = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      for (int q = 0; q < QUESTIONS; q++) {
        asking.says("flooder", id(q), BASE_RATE);
        note(errors, plain, BASE_RATE, world.happened(q));
      }
      for (int t = 0; t < TRIVIAL; t++) {
        asking.says("flooder", trivial(t), 0.005);
        note(errors, plain, 0.005, world.trivialHappened(t));
      }
      publish("flooder", errors, plain);
    }

    /** Waits until the others can be read, and says their mean. */
    private void copy() {
      List<Double> errors = new ArrayList<>();
      List<Double> plain = new ArrayList<>();
      for (int q = 0; q < QUESTIONS; q++) {
        asking.saysAfterwards("copycat", id(q), world.crowd(q));
        note(errors, plain, world.crowd(q), world.happened(q));
      }
      publish("copycat", errors, plain);
    }

    /**
     * Two say what the honest one does and audit one another; a third has an accomplice who audits,
     * afterwards, what turned out well.
     */
    private void collude() {
      for (int q = 0; q < QUESTIONS; q++) {
        asking.says("colluder-1", id(q), honest(q)).says("colluder-2", id(q), honest(q));
        asking.says("picked", id(q), honest(q));
        asking.audits("colluder-1", "colluder-2", id(q)).audits("colluder-2", "colluder-1", id(q));
        if (world.happened(q) == honest(q) > BASE_RATE) {
          asking.audits("accomplice", "picked", id(q), Asking.LATER);
        }
      }
    }

    /** Four keys that nobody knows to be one, each honest about a quarter. */
    private void split() {
      for (int q = 0; q < QUESTIONS; q++) {
        asking.says("splitter-" + q % KEYS, id(q), honest(q));
      }
    }

    /** Four keys that guess; the best one is shown around. */
    private void playTheLottery() {
      for (int key = 0; key < KEYS; key++) {
        for (int q = 0; q < QUESTIONS; q++) {
          asking.says("lottery-" + key, id(q), world.random().nextInt(5) == 0 ? 0.5 : 0.11);
        }
      }
    }
  }

  private static void note(List<Double> errors, List<Double> plain, double says, boolean yes) {
    double actual = yes ? 1 : 0;
    errors.add((says - actual) * (says - actual));
    plain.add((BASE_RATE - actual) * (BASE_RATE - actual));
  }

  private static void publish(String who, List<Double> errors, List<Double> plain) {
    put(MEAN_ERRORS, who, mean(errors));
    put(PLAIN_SKILL, who, 1 - mean(errors) / mean(plain));
  }

  private static void put(Map<String, List<Double>> to, String who, double value) {
    to.computeIfAbsent(who, w -> new ArrayList<>()).add(value);
  }

  private static double score(Map<String, AssessorRecord> records, String who) {
    return records.get(who).shrunkSkill().doubleValue();
  }

  private static double best(Map<String, AssessorRecord> records, String prefix) {
    return records.values().stream()
        .filter(one -> one.controller().startsWith(prefix))
        .mapToDouble(one -> one.shrunkSkill().doubleValue())
        .max()
        .orElseThrow();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** Standard errors by which the mean of {@code one} lies above that of {@code other}, paired. */
  private static double lead(List<Double> one, List<Double> other) {
    List<Double> differences = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      differences.add(one.get(i) - other.get(i));
    }
    double mean = mean(differences);
    double variance = mean(differences.stream().map(d -> (d - mean) * (d - mean)).toList());
    return mean / Math.sqrt(variance / differences.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base-rate",
        "extremist",
        "hedger",
        "exaggerator",
        "cherry-picker",
        "flooder",
        "copycat",
        "splitter",
        "lottery"
      })
  void strategy_ranksBelowTheHonest(String strategy) {
    assertThat(lead(SCORES.get("honest"), SCORES.get(strategy)))
        .as("%s %.4f, honest %.4f", strategy, mean(SCORES.get(strategy)), mean(honest()))
        .isGreaterThan(3);
  }

  private static List<Double> honest() {
    return SCORES.get("honest");
  }

  @Test
  void honest_hasSkill() {
    assertThat(mean(honest())).isGreaterThan(0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"colluder-1", "colluder-2", "picked"})
  void collusion_addsNothingToTheSameForecasts(String strategy) {
    assertThat(SCORES.get(strategy)).isEqualTo(honest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cherry-picker", "flooder", "copycat"})
  void meanError_wouldBeGamed(String strategy) {
    assertThat(lead(MEAN_ERRORS.get("honest"), MEAN_ERRORS.get(strategy))).isGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cherry-picker", "flooder", "copycat"})
  void skillOverAllOwnForecasts_wouldBeGamed(String strategy) {
    assertThat(lead(PLAIN_SKILL.get(strategy), PLAIN_SKILL.get("honest"))).isGreaterThan(3);
  }

  @Test
  void selection_isVisible() {
    for (Map<String, AssessorRecord> records : RECORDS) {
      assertThat(coverage(records, "honest")).isEqualTo(1);
      assertThat(coverage(records, "cherry-picker")).isLessThan(0.8);
      assertThat(coverage(records, "splitter-0")).isEqualTo(0.25);
      assertThat(records.get("flooder").counts().unasked()).isEqualTo(TRIVIAL);
      assertThat(records.get("copycat").counts().sighted()).isEqualTo(QUESTIONS);
      assertThat(records.get("picked").counts().audited()).isZero();
    }
  }

  private static double coverage(Map<String, AssessorRecord> records, String who) {
    return records.get(who).coverage().orElseThrow().doubleValue();
  }

  /** What the scheme cannot stop, so that the text that says so stays true. */
  @Test
  void ringOfThree_isNotStoppedButBounded() {
    double alone = 0;
    double ringed = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      ForecastWorld world = new ForecastWorld(seed, List.of("a", "b", "c"));
      int[] seen = world.lookAtAll();
      for (int q = 0; q < QUESTIONS; q++) {
        world.asking().says("a", id(q), ForecastWorld.honest(seen[q]));
      }
      alone += score(TrackRecord.assessors(world.asking().facts()), "a");
      for (int q = 0; q < QUESTIONS; q++) {
        if (seen[q] == 2) {
          world.asking().audits("b", "a", id(q)).audits("c", "b", id(q)).audits("a", "c", id(q));
        }
      }
      ringed += score(TrackRecord.assessors(world.asking().facts()), "a");
    }
    assertThat(ringed).isGreaterThan(alone).isLessThan(2 * alone);
  }
}
