package dev.comity.core.json;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value; numbers are exact decimals, objects keep the order of their fields. */
public sealed interface Json {
  /** An object; field names are unique. */
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Str(String text) implements Json {}

  /** A number, exactly as written apart from trailing zeros. */
  record Num(BigDecimal value) implements Json {
    public Num {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
  }

  /** true or false. */
  record Bool(boolean value) implements Json {}

  /** null. */
  enum Nothing implements Json {
    NULL
  }

  static Json of(String text) {
    return new Str(text);
  }

  static Json of(long number) {
    return new Num(BigDecimal.valueOf(number));
  }

  static Json of(BigDecimal number) {
    return new Num(number);
  }

  static Json of(boolean value) {
    return new Bool(value);
  }

  static Arr strings(Iterable<String> texts) {
    List<Json> items = new java.util.ArrayList<>();
    texts.forEach(text -> items.add(new Str(text)));
    return new Arr(items);
  }

  /** Starts an object; see {@link JsonObject}. */
  static JsonObject object() {
    return new JsonObject();
  }

  /** The compact form, fields in their order. */
  default String text() {
    return JsonWriter.write(this, false);
  }

  /**
   * The canonical form: compact, fields sorted by UTF-16 code units, numbers in plain decimal
   * notation. Equal values have equal canonical forms.
   */
  default String canonical() {
    return JsonWriter.write(this, true);
  }
}
