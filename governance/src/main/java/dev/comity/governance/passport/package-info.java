/** Passports: a decision with everything that a stranger needs to check it offline. */
@NullMarked
package dev.comity.governance.passport;

import org.jspecify.annotations.NullMarked;
