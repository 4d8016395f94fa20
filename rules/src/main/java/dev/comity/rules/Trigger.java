package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a rulebook answers with a sanction by itself.
 *
 * @param on the event
 * @param least for incidents: the severity from which on, 1 to 6; else 1
 * @param severity where the sanction ladder begins, 1 to 6
 * @param redLine suspends at once, before notice and panel
 * @param remedy how long a corrective action may take
 */
public record Trigger(
    String id,
    Event on,
    int least,
    int severity,
    boolean redLine,
    Optional<Period> remedy,
    Bilingual text) {

  /** What a trigger can wait for, as rulebooks write it. */
  public enum Event implements Term {
    RESPONSE_OVERDUE("response-overdue"),
    INCIDENT("incident"),
    EVIDENCE_EXPIRED("evidence expired"),
    BASELINE_TIGHTENED("baseline tightened"),
    COMMITMENT_BROKEN("commitment broken"),
    REMEDY_MISSED("remedy missed");

    private final String text;

    Event(String text) {
      this.text = text;
    }

    @Override
    public String text() {
      return text;
    }
  }

  /** Words for severities of incidents; their place in the list is the number, from 1. */
  private static final java.util.List<String> SEVERITIES =
      java.util.List.of("negligible", "minor", "moderate", "serious", "major", "critical");

  private static final Pattern INCIDENT =
      Pattern.compile("incident severity >= ([1-6]|" + String.join("|", SEVERITIES) + ")");

  /** Whether an event of {@code kind} and {@code eventSeverity} sets the trigger off. */
  public boolean answers(Event kind, int eventSeverity) {
    return on == kind && eventSeverity >= least;
  }

  static Trigger read(JsonFields fields) throws VerificationException {
    String text = fields.text("on");
    Matcher incident = INCIDENT.matcher(text);
    boolean graded = incident.matches();
    Event on = graded ? Event.INCIDENT : Term.parse(Event.class, text, fields.path("on"));
    if (on == Event.INCIDENT && !graded) {
      throw JsonFields.expected(
          fields.path("on"), "a severity, such as \"incident severity >= serious\"", Json.of(text));
    }
    Trigger read =
        new Trigger(
            Texts.name(fields, "id"),
            on,
            graded ? severity(incident.group(1)) : 1,
            level(fields),
            fields.boolOr("redLine", false),
            fields.has("remedy") ? Optional.of(Texts.period(fields, "remedy")) : Optional.empty(),
            Bilingual.take(fields, "text"));
    fields.done();
    return read;
  }

  private static int severity(String word) {
    int place = SEVERITIES.indexOf(word);
    return place < 0 ? Integer.parseInt(word) : place + 1;
  }

  private static int level(JsonFields fields) throws VerificationException {
    String path = fields.path("severity");
    long severity = fields.count("severity");
    if (severity < 1 || severity > 6) {
      throw JsonFields.expected(path, "1 to 6", Json.of(severity));
    }
    return (int) severity;
  }
}
