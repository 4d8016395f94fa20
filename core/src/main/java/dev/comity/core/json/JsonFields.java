package dev.comity.core.json;

import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Typed, strict access to an object's fields. Every error names the path of the field and what was
 * expected; {@link #done} refuses fields that nobody asked for.
 */
public final class JsonFields {
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{Alnum}_$@/:-]{1,60}");

  private final String path;
  private final Map<String, Json> left;

  private JsonFields(String path, Map<String, Json> left) {
    this.path = path;
    this.left = left;
  }

  /**
   * Throws {@code MALFORMED} unless {@code value} is an object. {@code path} names it in errors.
   */
  public static JsonFields of(Json value, String path) throws VerificationException {
    if (value instanceof Json.Obj object) {
      return new JsonFields(path, new TreeMap<>(object.fields()));
    }
    throw expected(path, "an object", value);
  }

  /** The path of a field; a name that is not plain is quoted, since it may be hostile. */
  public String path(String name) {
    String shown = PLAIN_NAME.matcher(name).matches() ? name : Utf8.quoted(name);
    return path.isEmpty() ? shown : path + "." + shown;
  }

  public boolean has(String name) {
    return left.containsKey(name);
  }

  /** Takes the field out; throws when it is absent. */
  public Json required(String name) throws VerificationException {
    Json value = left.remove(name);
    if (value == null) {
      throw VerificationException.malformed(path(name) + ": missing");
    }
    return value;
  }

  public Optional<Json> optional(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  public String text(String name) throws VerificationException {
    Json value = required(name);
    // The path is dear, and only wanted for an error.
    return value instanceof Json.Str string ? string.text() : asText(value, path(name));
  }

  public Optional<String> optionalText(String name) throws VerificationException {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  public boolean bool(String name) throws VerificationException {
    Json value = required(name);
    if (value instanceof Json.Bool bool) {
      return bool.value();
    }
    throw expected(path(name), "true or false", value);
  }

  public boolean boolOr(String name, boolean otherwise) throws VerificationException {
    return has(name) ? bool(name) : otherwise;
  }

  /** An exact number, written as a JSON number or as a decimal string. */
  public BigDecimal decimal(String name) throws VerificationException {
    return asDecimal(required(name), path(name));
  }

  public Optional<BigDecimal> optionalDecimal(String name) throws VerificationException {
    return has(name) ? Optional.of(decimal(name)) : Optional.empty();
  }

  /** An integer from 0 to {@link Long#MAX_VALUE}. */
  public long count(String name) throws VerificationException {
    Json value = required(name);
    try {
      if (value instanceof Json.Num number && number.value().signum() >= 0) {
        return number.value().longValueExact();
      }
    } catch (ArithmeticException e) {
      throw expected(path(name), "a whole number below 2^63", value);
    }
    throw expected(path(name), "a whole number from 0", value);
  }

  public Optional<Long> optionalCount(String name) throws VerificationException {
    return has(name) ? Optional.of(count(name)) : Optional.empty();
  }

  public List<Json> list(String name) throws VerificationException {
    Json value = required(name);
    if (value instanceof Json.Arr array) {
      return array.items();
    }
    throw expected(path(name), "a list", value);
  }

  public List<Json> listOrEmpty(String name) throws VerificationException {
    return has(name) ? list(name) : List.of();
  }

  public List<String> texts(String name) throws VerificationException {
    List<String> texts = new ArrayList<>();
    int position = 0;
    for (Json item : list(name)) {
      texts.add(asText(item, path(name) + "[" + position++ + "]"));
    }
    return List.copyOf(texts);
  }

  public List<String> textsOrEmpty(String name) throws VerificationException {
    return has(name) ? texts(name) : List.of();
  }

  public JsonFields object(String name) throws VerificationException {
    return of(required(name), path(name));
  }

  public Optional<JsonFields> optionalObject(String name) throws VerificationException {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  /** What has not been taken yet, for objects whose names are data. */
  public Map<String, Json> rest() {
    Map<String, Json> rest = Collections.unmodifiableMap(new TreeMap<>(left));
    left.clear();
    return rest;
  }

  /** Refuses every field that was not taken. */
  public void done() throws VerificationException {
    if (!left.isEmpty()) {
      String name = new TreeSet<>(left.keySet()).first();
      throw VerificationException.malformed(path(name) + ": unknown field");
    }
  }

  public static String asText(Json value, String path) throws VerificationException {
    if (value instanceof Json.Str string) {
      return string.text();
    }
    throw expected(path, "text", value);
  }

  public static BigDecimal asDecimal(Json value, String path) throws VerificationException {
    if (value instanceof Json.Num number) {
      return number.value();
    }
    if (value instanceof Json.Str string
        && string.text().matches("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?")) {
      return new Json.Num(new BigDecimal(string.text())).value();
    }
    throw expected(path, "a number or a decimal string such as \"0.45\"", value);
  }

  public static VerificationException expected(String path, String what, Json found) {
    return VerificationException.malformed(
        path + ": expected " + what + ", found " + Utf8.shown(found.compact()));
  }
}
