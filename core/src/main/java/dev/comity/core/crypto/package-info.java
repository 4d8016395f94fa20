/**
 * Keys, signatures through the JCA, and the one written rule for which Ed25519 signatures are
 * valid.
 */
@NullMarked
package dev.comity.core.crypto;

import org.jspecify.annotations.NullMarked;
