/**
 * The state of a community: persistent sorted maps, computed from the log and from nothing else.
 */
@NullMarked
package dev.comity.governance.state;

import org.jspecify.annotations.NullMarked;
