/**
 * The node's HTTP face: SCRAPI registration, tiles, JSON and pages. The only place that knows of
 * Helidon and of problem documents. Every handler turns a request into a {@link
 * dev.comity.node.http.Reply}.
 */
@NullMarked
package dev.comity.node.http;

import org.jspecify.annotations.NullMarked;
