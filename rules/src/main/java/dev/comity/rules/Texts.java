package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The small grammars of the fields: slugs, dates, periods, bounded text and numbers. */
final class Texts {
  static final int MAX_TEXT = 4_000;
  private static final BigDecimal MAX_MAGNITUDE = new BigDecimal("1e60");
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");
  private static final Pattern DATE = Pattern.compile("(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME =
      Pattern.compile("(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,18}Z");
  private static final Pattern PERIOD =
      Pattern.compile("P(?=[0-9])([0-9]{1,2}Y)?([0-9]{1,3}M)?([0-9]{1,3}W)?([0-9]{1,4}D)?");

  private Texts() {}

  /** Text for people: not blank, bounded. */
  static String prose(JsonFields fields, String name) throws VerificationException {
    String text = plain(fields, name);
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw wrong(fields.path(name), "text of 1 to " + MAX_TEXT + " characters", text);
    }
    return text;
  }

  /** {@code [a-z0-9-]{1,64}}. */
  static String slug(JsonFields fields, String name) throws VerificationException {
    return matching(SLUG, "a slug of 1 to 64 of a-z, 0-9 and -", fields, name);
  }

  /** A name such as a metric id, a version or a term: letters, digits and {@code . _ : / -}. */
  static String name(JsonFields fields, String name) throws VerificationException {
    return matching(NAME, NAME_SHAPE, fields, name);
  }

  private static final String NAME_SHAPE =
      "a name of 1 to 128 letters, digits and . _ : / - that starts with a letter or digit";

  /** Checks a name that is itself a field's name. */
  static String key(String key, String path) throws VerificationException {
    if (!NAME.matcher(key).matches()) {
      throw wrong(path, NAME_SHAPE, key);
    }
    return key;
  }

  /** A list of different names. */
  static SortedSet<String> names(JsonFields fields, String name) throws VerificationException {
    SortedSet<String> names = new TreeSet<>();
    int position = 0;
    for (Json item : fields.list(name)) {
      String path = fields.path(name) + "[" + position++ + "]";
      if (!names.add(key(JsonFields.asText(item, path), path))) {
        throw wrong(path, "each name once", item.compact());
      }
    }
    return names;
  }

  static LocalDate date(JsonFields fields, String name) throws VerificationException {
    String text = matching(DATE, "a date such as 2026-12-01", fields, name);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw wrong(fields.path(name), "a date that exists, such as 2026-12-01", text);
    }
  }

  static Instant time(JsonFields fields, String name) throws VerificationException {
    String text = matching(TIME, "a UTC time such as 2026-12-01T00:00:00Z", fields, name);
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw wrong(fields.path(name), "a time that exists, such as 2026-12-01T00:00:00Z", text);
    }
  }

  /** An ISO 8601 period of days, weeks, months and years, not negative. */
  static Period period(JsonFields fields, String name) throws VerificationException {
    return Period.parse(matching(PERIOD, "a period such as P30D, P12M or P1Y", fields, name));
  }

  /** An exact number whose double is finite with room to spare. */
  static BigDecimal number(JsonFields fields, String name) throws VerificationException {
    BigDecimal number = fields.decimal(name);
    if (number.abs().compareTo(MAX_MAGNITUDE) > 0) {
      throw wrong(fields.path(name), "a number between -1e60 and 1e60", number.toString());
    }
    return number;
  }

  /** At most {@code max} items, so that hostile files stay cheap. */
  static List<JsonFields> objects(JsonFields fields, String name, int max)
      throws VerificationException {
    List<Json> items = fields.list(name);
    if (items.size() > max) {
      throw VerificationException.malformed(
          fields.path(name) + ": expected at most " + max + " items, found " + items.size());
    }
    List<JsonFields> objects = new ArrayList<>();
    for (Json item : items) {
      objects.add(JsonFields.of(item, fields.path(name) + "[" + objects.size() + "]"));
    }
    return objects;
  }

  static VerificationException wrong(String path, String expected, String found) {
    return JsonFields.expected(path, expected, Json.of(found));
  }

  private static String matching(Pattern shape, String what, JsonFields fields, String name)
      throws VerificationException {
    String text = plain(fields, name);
    if (!shape.matcher(text).matches()) {
      throw wrong(fields.path(name), what, text);
    }
    return text;
  }

  private static String plain(JsonFields fields, String name) throws VerificationException {
    Json value = fields.required(name);
    if (value instanceof Json.Num || value instanceof Json.Bool) {
      throw JsonFields.expected(fields.path(name), "text (put it in quotes)", value);
    }
    return JsonFields.asText(value, fields.path(name));
  }
}
