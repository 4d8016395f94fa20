/**
 * Votes over several options: {@link dev.comity.governance.vote.Condorcet} counts ranked {@link
 * dev.comity.governance.vote.Ballot}s into an {@link dev.comity.governance.vote.Outcome}.
 *
 * <p>Pure and exact: whole numbers only, and nothing depends on the order of the ballots.
 */
@NullMarked
package dev.comity.governance.vote;

import org.jspecify.annotations.NullMarked;
