/** Microbenchmarks of the parts; {@code bench/jmh.sh} runs them. */
@NullMarked
package dev.comity.bench.jmh;

import org.jspecify.annotations.NullMarked;
