/**
 * The invariants of the constitution, tried by random statements: {@link
 * dev.comity.governance.invariants.Walk} says things, {@link
 * dev.comity.governance.invariants.Invariants} looks at every step, and each {@link
 * dev.comity.governance.invariants.Mutant} of the reducer has to be noticed.
 */
@NullMarked
package dev.comity.governance.invariants;

import org.jspecify.annotations.NullMarked;
