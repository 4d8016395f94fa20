@NullMarked
package dev.comity.evals;

import org.jspecify.annotations.NullMarked;
