/**
 * Sample logs in; the decomposition of a system's error into bias and variance, with intervals,
 * out.
 *
 * <p>Start with {@link dev.comity.evals.SampleLogs#read}, which turns files into a {@link
 * dev.comity.evals.SampleLog}, and {@link dev.comity.evals.Incoherence#measure}, which turns that
 * into reports under both policies for unparsed answers. {@link dev.comity.evals.IncoherenceJson}
 * writes a report, {@link dev.comity.evals.EvidenceMetrics} makes evidence of it.
 *
 * <p>Reading is strict and bounded ({@code ReadLimits}). Measuring is a pure function: plain
 * choices go through exact integer counts ({@code ChoiceTally}), probability rows through correctly
 * rounded sums ({@code RowTable}, {@code ExactSum}), logarithms through {@link
 * java.lang.StrictMath}; so every machine gets the same bits.
 */
@NullMarked
package dev.comity.evals;

import org.jspecify.annotations.NullMarked;
