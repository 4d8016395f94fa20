package dev.comity.evals;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Puts the terms of all questions together. */
final class LogMeter {
  private final SampleLog log;
  private final UnparsedPolicy policy;
  private final MeasureOptions options;
  private final List<QuestionTerms> terms;

  /** {@code terms} is not empty. */
  LogMeter(
      SampleLog log, UnparsedPolicy policy, MeasureOptions options, List<QuestionTerms> terms) {
    this.log = log;
    this.policy = policy;
    this.options = options;
    this.terms = terms;
  }

  IncoherenceReport report() {
    Optional<String> absentReason = absentReason();
    return new IncoherenceReport(
        policy,
        terms.size(),
        terms.stream().mapToLong(QuestionTerms::samples).sum(),
        terms.stream().mapToInt(QuestionTerms::samples).min().orElseThrow(),
        unparsedRate(),
        log.questions().size() - terms.size(),
        new Bootstrap(options, column(question -> 1 - question.zeroOne().error())).mean(0),
        metric(QuestionTerms::kl),
        metric(QuestionTerms::brier),
        unbiased(absentReason, QuestionTerms::brierUnbiased),
        unbiased(absentReason, QuestionTerms::kwUnbiased),
        absentReason,
        zeroOne(),
        new Bootstrap(options, column(question -> question.brier().error())).zeroReplicates(0),
        options,
        MeasureOptions.LEVEL);
  }

  private Optional<String> absentReason() {
    long single = terms.stream().filter(question -> question.samples() < 2).count();
    return single == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "unbiased estimates need at least 2 samples per question; %d of %d questions have 1",
                single,
                terms.size()));
  }

  private Estimate unparsedRate() {
    QuestionMeter meter = new QuestionMeter(policy, options.basis(), options.klDelta());
    double[] unparsed = log.questions().stream().mapToDouble(meter::unparsed).toArray();
    double[] samples = log.questions().stream().mapToDouble(Question::sampleCount).toArray();
    return new Bootstrap(options, unparsed, samples).ratio(0, 1).orElseThrow();
  }

  private Optional<MetricReport> unbiased(
      Optional<String> absentReason, Function<QuestionTerms, Optional<Terms>> metric) {
    return absentReason.isPresent()
        ? Optional.empty()
        : Optional.of(metric(metric.andThen(Optional::orElseThrow)));
  }

  private MetricReport metric(Function<QuestionTerms, Terms> metric) {
    Bootstrap bootstrap =
        new Bootstrap(
            options,
            column(question -> metric.apply(question).error()),
            column(question -> metric.apply(question).bias2()),
            column(question -> metric.apply(question).variance()));
    return new MetricReport(
        bootstrap.mean(0), bootstrap.mean(1), bootstrap.mean(2), bootstrap.ratio(2, 0));
  }

  private ZeroOneTerms zeroOne() {
    return new ZeroOneTerms(
        ExactSum.mean(column(question -> question.zeroOne().error())),
        ExactSum.mean(column(question -> question.zeroOne().bias2())),
        ExactSum.mean(column(question -> question.zeroOne().variance())),
        ExactSum.mean(column(question -> question.zeroOne().signedVariance())));
  }

  private double[] column(ToDoubleFunction<QuestionTerms> value) {
    double[] column = new double[terms.size()];
    Arrays.setAll(column, i -> value.applyAsDouble(terms.get(i)));
    return column;
  }
}
