/**
 * The reducer: what a community's log means. {@link dev.comity.governance.Reducer} folds entries
 * into a {@link dev.comity.governance.state.State} and says what followed ({@link
 * dev.comity.governance.Effect}) or why nothing did ({@link dev.comity.governance.Refusal}). One
 * reducer per concern of the community; a new one is a new file and one line in {@code Reducer}.
 *
 * <p>Pure: no clock, locale, randomness, thread or I/O. Nothing here is decided by floating point;
 * rules are evaluated by {@code dev.comity.rules}.
 */
@NullMarked
package dev.comity.governance;

import org.jspecify.annotations.NullMarked;
