@NullMarked
package dev.comity.rules;

import org.jspecify.annotations.NullMarked;
