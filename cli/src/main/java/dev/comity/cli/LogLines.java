package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** How a running node reports to whoever operates it: one line an event, on standard error. */
enum LogLines {
  /** For people: time, level, message; a cause in brackets. */
  TEXT,
  /** For programs: one JSON object a line, with the stack trace of a cause. */
  JSON;

  Formatter formatter() {
    return switch (this) {
      case TEXT -> new ForPeople();
      case JSON -> new ForPrograms();
    };
  }

  /** From now on, for the whole process. */
  void use() {
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(formatter());
    }
  }

  private static final class ForPeople extends Formatter {
    @Override
    public String format(LogRecord event) {
      Throwable cause = event.getThrown();
      return event.getInstant()
          + " "
          + event.getLevel().getName()
          + " "
          + OneLine.of(formatMessage(event))
          + (cause == null ? "" : " [" + OneLine.of(cause.toString()) + "]")
          + "\n";
    }
  }

  private static final class ForPrograms extends Formatter {
    @Override
    public String format(LogRecord event) {
      JsonObject line =
          Json.object()
              .put("time", event.getInstant().toString())
              .put("level", event.getLevel().getName())
              .put("logger", String.valueOf(event.getLoggerName()))
              .put("thread", event.getLongThreadID())
              .put("message", formatMessage(event));
      Throwable cause = event.getThrown();
      if (cause != null) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        line.put("error", trace.toString());
      }
      return line.build().compact() + "\n";
    }
  }
}
