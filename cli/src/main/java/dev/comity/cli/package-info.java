/**
 * The command line. {@link dev.comity.cli.Comity} lists the commands; one class each. A command
 * reads its files, calls the module that knows, and prints; what goes wrong is one line and an exit
 * code ({@link dev.comity.cli.Exit}).
 *
 * <p>The only package that reads the environment for the user's language.
 */
@NullMarked
package dev.comity.cli;

import org.jspecify.annotations.NullMarked;
