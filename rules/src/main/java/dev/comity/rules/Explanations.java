package dev.comity.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Says findings in one line, in English or Chinese. The language is an argument: the bundles are
 * read as files, so that the default locale of the machine never has a say.
 */
public final class Explanations {
  private static final Explanations ENGLISH = new Explanations("messages.properties");
  private static final Explanations CHINESE = new Explanations("messages_zh.properties");

  private final Properties messages = new Properties();

  private Explanations(String file) {
    try (InputStream in =
        Objects.requireNonNull(Explanations.class.getResourceAsStream(file), file)) {
      messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chinese for {@code zh} and its variants, English for every other language tag. */
  public static Explanations in(String languageTag) {
    return Locale.forLanguageTag(languageTag).getLanguage().equals("zh") ? CHINESE : ENGLISH;
  }

  /** For example {@code FC-1 satisfied: error-incoherence/1 upper 0.43 ≤ 0.45}. */
  public String line(Finding finding) {
    List<String> parts = new ArrayList<>();
    parts.add(message("line", finding.requirement(), word(finding.status()), reason(finding)));
    if (!finding.moreQuestions().isEmpty() && finding.reason() == Reason.STRADDLES) {
      long most = finding.moreQuestions().values().stream().mapToLong(n -> n).max().orElse(0);
      parts.add(message("more", String.valueOf(most)));
    }
    boolean open = finding.status() == Status.VIOLATED || finding.status() == Status.UNDETERMINED;
    if (open && finding.counted()) {
      parts.add(
          finding
              .otherwise()
              .remedy()
              .map(remedy -> message("remedy", period(remedy)))
              .orElseGet(() -> message("no-remedy")));
    }
    if (!finding.counted()) {
      parts.add(uncounted(finding));
    }
    return String.join(message("between"), parts);
  }

  /** The outcome as a word. */
  public String word(Outcome outcome) {
    return message("outcome." + outcome.text());
  }

  /** The status as a word. */
  public String word(Status status) {
    return message("status." + status.text());
  }

  /** What is missing and what it must meet, in one phrase. */
  public String phrase(Missing missing) {
    if (missing.kind() == Need.Kind.CARD) {
      return message("missing.card", missing.id());
    }
    String what = message("kind." + missing.kind().text(), missing.id());
    List<String> conditions = new ArrayList<>();
    missing.maxAge().ifPresent(age -> conditions.add(message("max-age", period(age))));
    if (missing.independence() != Independence.SELF) {
      conditions.add(message("independence." + missing.independence().text()));
    }
    missing.where().ifPresent(where -> conditions.add(message("where", where.strip())));
    String phrase = message("missing." + missing.reason().text(), what);
    return conditions.isEmpty()
        ? phrase
        : message("conditions", phrase, String.join(message("comma"), conditions));
  }

  private String reason(Finding finding) {
    if (finding.missing().isEmpty()) {
      return message("reason." + finding.reason().text(), inWords(finding.expression()));
    }
    return finding.missing().stream()
        .map(this::phrase)
        .collect(Collectors.joining(message("semicolon")));
  }

  private String uncounted(Finding finding) {
    return finding.modality().binding()
        ? message("standing." + finding.standing().text())
        : message("modality." + finding.modality().text());
  }

  /** Reads the signs of {@link Finding#expression} as words. */
  private String inWords(String expression) {
    return expression
        .replace(" ∧ ", message("and"))
        .replace(" ∨ ", message("or"))
        .replace("¬ (", message("not"))
        .replace(" ∈ ", message("in"));
  }

  private String period(Period period) {
    List<String> parts = new ArrayList<>();
    add(parts, "years", period.getYears());
    add(parts, "months", period.getMonths());
    add(parts, "days", period.getDays());
    return parts.isEmpty() ? message("days", "0") : String.join(message("and-period"), parts);
  }

  private void add(List<String> parts, String unit, int count) {
    if (count != 0) {
      parts.add(message(count == 1 ? unit + ".one" : unit, String.valueOf(count)));
    }
  }

  private String message(String key, String... arguments) {
    String pattern = Objects.requireNonNull(messages.getProperty(key), key);
    return new MessageFormat(pattern, Locale.ROOT).format(arguments);
  }
}
