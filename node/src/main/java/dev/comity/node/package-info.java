@NullMarked
package dev.comity.node;

import org.jspecify.annotations.NullMarked;
