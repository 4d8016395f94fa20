package dev.comity.core.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Builds an object field by field, in the order of the calls. */
public final class JsonObject {
  private final Map<String, Json> fields = new LinkedHashMap<>();

  JsonObject() {}

  public JsonObject put(String name, Json value) {
    fields.put(name, value);
    return this;
  }

  public JsonObject put(String name, String text) {
    return put(name, Json.of(text));
  }

  public JsonObject put(String name, long number) {
    return put(name, Json.of(number));
  }

  public JsonObject put(String name, BigDecimal number) {
    return put(name, Json.of(number));
  }

  public JsonObject put(String name, boolean value) {
    return put(name, Json.of(value));
  }

  /** Leaves the field out when {@code value} is empty. */
  public JsonObject put(String name, Optional<? extends Json> value) {
    value.ifPresent(present -> fields.put(name, present));
    return this;
  }

  public Json.Obj build() {
    return new Json.Obj(fields);
  }
}
