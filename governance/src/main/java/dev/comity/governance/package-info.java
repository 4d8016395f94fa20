@NullMarked
package dev.comity.governance;

import org.jspecify.annotations.NullMarked;
