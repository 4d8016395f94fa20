@NullMarked
package dev.comity.node.pages.state;

import org.jspecify.annotations.NullMarked;
