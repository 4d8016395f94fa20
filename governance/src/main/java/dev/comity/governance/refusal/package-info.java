/**
 * Refusals that can be shown elsewhere: the operator signs which statement it refused, by which
 * rule, and at which state of the log, so that anybody with the log can ask the same reducer.
 */
@NullMarked
package dev.comity.governance.refusal;

import org.jspecify.annotations.NullMarked;
