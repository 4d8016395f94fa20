package dev.comity.core.json;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Writes compact JSON; see {@link Json#canonical}. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final boolean sorted;

  private JsonWriter(boolean sorted) {
    this.sorted = sorted;
  }

  static String write(Json value, boolean sorted) {
    JsonWriter writer = new JsonWriter(sorted);
    writer.value(value);
    return writer.out.toString();
  }

  private void value(Json value) {
    switch (value) {
      case Json.Obj object -> object(object.fields());
      case Json.Arr array -> array(array);
      case Json.Str string -> quoted(string.text());
      case Json.Num number -> out.append(number(number.value()));
      case Json.Bool bool -> out.append(bool.value());
      case Json.Nothing nothing -> out.append("null");
    }
  }

  /** The plain form if {@link JsonParser} would read it, else digits and exponent. */
  private static String number(BigDecimal value) {
    if (Math.abs((long) value.scale()) < JsonParser.MAX_NUMBER_LENGTH) {
      String plain = value.toPlainString();
      if (plain.length() <= JsonParser.MAX_NUMBER_LENGTH) {
        return plain;
      }
    }
    return value.scale() == 0
        ? value.toString()
        : value.unscaledValue() + "e" + -(long) value.scale();
  }

  private void object(Map<String, Json> fields) {
    out.append('{');
    boolean first = true;
    for (Map.Entry<String, Json> field : (sorted ? new TreeMap<>(fields) : fields).entrySet()) {
      if (!first) {
        out.append(',');
      }
      first = false;
      quoted(field.getKey());
      out.append(':');
      value(field.getValue());
    }
    out.append('}');
  }

  private void array(Json.Arr array) {
    out.append('[');
    for (int i = 0; i < array.items().size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(array.items().get(i));
    }
    out.append(']');
  }

  private void quoted(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
