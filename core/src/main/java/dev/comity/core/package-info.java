/**
 * Bytes, hashes, exact numbers and the one exception of a failed verification. Sub-packages: {@code
 * cbor} and {@code json} (strict codecs), {@code crypto} (keys and the written signature rules),
 * {@code cose} (signed statements).
 *
 * <p>Reads no clock, locale, randomness or environment.
 */
@NullMarked
package dev.comity.core;

import org.jspecify.annotations.NullMarked;
