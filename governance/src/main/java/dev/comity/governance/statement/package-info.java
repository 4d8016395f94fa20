/** The typed bodies of statements: what members write, parsed strictly from JSON. */
@NullMarked
package dev.comity.governance.statement;

import org.jspecify.annotations.NullMarked;
