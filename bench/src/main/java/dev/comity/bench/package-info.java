/**
 * Measures a running node and the parts it is made of. Never shipped.
 *
 * <p>{@link dev.comity.bench.Load} and {@link dev.comity.bench.Read} drive a node over HTTP from
 * one thread, since they share the machine with it; the JMH benchmarks are in {@code jmh}.
 */
@NullMarked
package dev.comity.bench;

import org.jspecify.annotations.NullMarked;
