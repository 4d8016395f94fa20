@NullMarked
package dev.comity.node.pages;

import org.jspecify.annotations.NullMarked;
