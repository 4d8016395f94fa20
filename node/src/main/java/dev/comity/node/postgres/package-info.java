/**
 * Logs in a PostgreSQL database that several nodes share: one owns a log at a time, by a lease that
 * is fenced with an epoch, the others follow it. Nothing here is loaded unless a node is given a
 * database.
 */
@NullMarked
package dev.comity.node.postgres;

import org.jspecify.annotations.NullMarked;
