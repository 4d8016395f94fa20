package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private static LogRecord event() {
    LogRecord event = new LogRecord(Level.SEVERE, "a\nmessage \"quoted\"");
    event.setLoggerName("dev.comity.node.Community");
    event.setInstant(Instant.parse("2026-12-01T08:00:00Z"));
    event.setThrown(new IOException("disk\nfull"));
    return event;
  }

  @Test
  void text_isOneLine() {
    assertThat(LogLines.TEXT.formatter().format(event()))
        .startsWith("2026-12-01T08:00:00Z SEVERE a")
        .contains("java.io.IOException: disk")
        .hasLineCount(1)
        .endsWith("\n");
  }

  @Test
  void json_isOneObject() throws Exception {
    String line = LogLines.JSON.formatter().format(event());
    assertThat(line).hasLineCount(1);
    var object = JsonParser.parse(line.strip());
    assertThat(Cli.at(object, "level")).isEqualTo(Json.of("SEVERE"));
    assertThat(((Json.Str) Cli.at(object, "error")).text()).contains("IOException");
  }
}
