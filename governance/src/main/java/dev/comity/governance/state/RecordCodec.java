package dev.comity.governance.state;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A record as an object with one field per component, in the order of declaration; an empty {@link
 * Optional} is a field left out. Unknown fields are refused, and whatever the record's constructor
 * refuses.
 */
final class RecordCodec implements Codec {
  private final Constructor<?> constructor;
  private final List<Field> fields;

  private record Field(String name, Method accessor, Codec codec, boolean optional) {}

  private RecordCodec(Constructor<?> constructor, List<Field> fields) {
    this.constructor = constructor;
    this.fields = List.copyOf(fields);
  }

  static RecordCodec of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Field> fields = new ArrayList<>();
    for (RecordComponent component : components) {
      Type declared = component.getGenericType();
      boolean optional = component.getType() == Optional.class;
      Type held = optional ? ((ParameterizedType) declared).getActualTypeArguments()[0] : declared;
      fields.add(
          new Field(component.getName(), component.getAccessor(), Codecs.of(held), optional));
    }
    return new RecordCodec(constructor(type, components), fields);
  }

  /** The canonical constructor. */
  static Constructor<?> constructor(Class<?> type, RecordComponent[] components) {
    try {
      return type.getDeclaredConstructor(
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(type + " is no record", e);
    }
  }

  /** The value of a component; the accessors of records throw nothing. */
  static Object read(Method accessor, Object holder) {
    try {
      return accessor.invoke(holder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(accessor + " of a public record cannot be called", e);
    }
  }

  /** Turns what the record's constructor refuses into an error about {@code path}. */
  static Object construct(Constructor<?> constructor, Object[] values, String path)
      throws VerificationException {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw VerificationException.malformed(path + ": " + refused.getMessage());
      }
      throw new IllegalStateException(constructor + " failed", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(constructor + " of a public record cannot be called", e);
    }
  }

  @Override
  public Json encode(Object value, Shared shared) {
    JsonObject json = Json.object();
    for (Field field : fields) {
      Object held = read(field.accessor(), value);
      if (!field.optional()) {
        json.put(field.name(), field.codec().encode(held, shared));
      } else if (((Optional<?>) held).isPresent()) {
        json.put(field.name(), field.codec().encode(((Optional<?>) held).get(), shared));
      }
    }
    return json.build();
  }

  @Override
  public Object decode(Json value, String path, Shared shared) throws VerificationException {
    JsonFields json = JsonFields.of(value, path);
    Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = decode(fields.get(i), json, shared);
    }
    json.done();
    return construct(constructor, values, path);
  }

  private static Object decode(Field field, JsonFields json, Shared shared)
      throws VerificationException {
    String path = json.path(field.name());
    if (!field.optional()) {
      return field.codec().decode(json.required(field.name()), path, shared);
    }
    Optional<Json> held = json.optional(field.name());
    return held.isEmpty()
        ? Optional.empty()
        : Optional.of(field.codec().decode(held.get(), path, shared));
  }
}
