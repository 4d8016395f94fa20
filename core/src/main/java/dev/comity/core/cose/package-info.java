/** COSE_Sign1 statements (RFC 9052) with CWT Claims in the protected header (RFC 9597). */
@NullMarked
package dev.comity.core.cose;

import org.jspecify.annotations.NullMarked;
