@NullMarked
package dev.comity.log;

import org.jspecify.annotations.NullMarked;
