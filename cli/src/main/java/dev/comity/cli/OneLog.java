package dev.comity.cli;

import java.nio.file.Path;
import java.util.List;

/** The log in a folder that holds one: a log, or a community. */
final class OneLog {
  private OneLog() {}

  static LogPlace in(Path folder) throws CommandFailure {
    List<LogPlace> logs = LogPlace.in(folder);
    if (logs.size() != 1) {
      throw CommandFailure.badInput(
          folder + ": holds " + logs.size() + " logs; name one of its communities");
    }
    return logs.getFirst();
  }
}
