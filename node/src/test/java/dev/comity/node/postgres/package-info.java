@NullMarked
package dev.comity.node.postgres;

import org.jspecify.annotations.NullMarked;
