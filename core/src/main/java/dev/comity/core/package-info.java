@NullMarked
package dev.comity.core;

import org.jspecify.annotations.NullMarked;
