package dev.comity.cli;

import java.nio.file.Path;

/** Where the rulebooks and the demonstration are: the launcher says so. */
final class ComityHome {
  private ComityHome() {}

  static Path path() {
    return Path.of(System.getProperty("comity.home", "."));
  }
}
