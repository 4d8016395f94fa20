@NullMarked
package dev.comity.cli;

import org.jspecify.annotations.NullMarked;
