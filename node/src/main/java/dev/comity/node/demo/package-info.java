/**
 * The demonstration: a script of statements in {@code demo/demonstration.yaml}, played through the
 * HTTP interface that everybody uses. Nothing here can do what a user cannot.
 */
@NullMarked
package dev.comity.node.demo;

import org.jspecify.annotations.NullMarked;
