/**
 * Strict CBOR (RFC 8949): definite lengths, shortest integers, no duplicate labels, no floats,
 * bounded depth.
 */
@NullMarked
package dev.comity.core.cbor;

import org.jspecify.annotations.NullMarked;
