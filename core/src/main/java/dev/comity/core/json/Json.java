package dev.comity.core.json;

import dev.comity.core.Utf8;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value; numbers are exact decimals, objects keep the order of their fields. */
public sealed interface Json {
  /** An object; field names are unique and have no unpaired surrogates. */
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
      fields.keySet().forEach(Json::requireUtf8);
    }
  }

  /** An array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string without unpaired surrogates, since they have no UTF-8. */
  record Str(String text) implements Json {
    public Str {
      requireUtf8(text);
    }
  }

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

  private static void requireUtf8(String text) {
    if (!Utf8.encodes(text)) {
      throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8");
    }
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
    List<Json> items = new ArrayList<>();
    texts.forEach(text -> items.add(new Str(text)));
    return new Arr(items);
  }

  /** Starts an object; see {@link JsonObject}. */
  static JsonObject object() {
    return new JsonObject();
  }

  /** The compact form, fields in their order. */
  default String compact() {
    return JsonWriter.write(this, false);
  }

  /**
   * The canonical form: compact, fields sorted by UTF-16 code units, numbers without needless zeros
   * in plain decimal notation, or as digits, {@code e} and exponent where the plain form has more
   * than {@value JsonParser#MAX_NUMBER_LENGTH} characters. Equal values have equal canonical forms,
   * and what {@link JsonParser} read it reads again.
   */
  default String canonical() {
    return JsonWriter.write(this, true);
  }
}
