/**
 * Makes pages from the states of this node's communities; {@link dev.comity.node.pages.state.Site}
 * is the way in.
 */
@NullMarked
package dev.comity.node.pages.state;

import org.jspecify.annotations.NullMarked;
