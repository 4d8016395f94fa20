/**
 * What a log tells about those who act in it: {@link dev.comity.governance.record.ResponseTimes},
 * and the track records of assessors, providers and communities. The formulas and their limits are
 * in {@code docs/spec/track-records.md}.
 *
 * <p>Pure functions of plain facts. Everything is reckoned in exact fractions and shown rounded to
 * six decimals, half to even, so that it is the same on every machine. Nothing here decides
 * anything.
 */
@NullMarked
package dev.comity.governance.record;

import org.jspecify.annotations.NullMarked;
