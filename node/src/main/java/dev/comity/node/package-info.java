/**
 * A running node: communities ({@link dev.comity.node.Community}: one log, its reducer and its
 * index each), the HTTP API, the pages and the demonstration. {@link dev.comity.node.Node} composes
 * them.
 */
@NullMarked
package dev.comity.node;

import org.jspecify.annotations.NullMarked;
