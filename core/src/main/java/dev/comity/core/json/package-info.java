/** Strict, bounded JSON with exact numbers and a canonical form. */
@NullMarked
package dev.comity.core.json;

import org.jspecify.annotations.NullMarked;
