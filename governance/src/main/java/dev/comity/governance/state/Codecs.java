package dev.comity.governance.state;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/**
 * Finds the codec of a type that the state uses: a record by its components, a collection by its
 * elements, the rest from the table below. A type that is in none of them is a bug that the first
 * test finds.
 *
 * <p>Numbers that must come back exactly (decimals with their scale) are written as text.
 */
final class Codecs {
  /** Values that decisions hold on to beside the state itself. */
  private static final Set<Class<?>> SHARED = Set.of(SystemState.class, EvidenceState.class);

  private static final Map<Type, Codec> LEAVES = new HashMap<>();

  static {
    leaf(String.class, Json::of, text -> text);
    leaf(Instant.class, value -> Json.of(value.toString()), Instant::parse);
    leaf(Period.class, value -> Json.of(value.toString()), Period::parse);
    leaf(BigDecimal.class, value -> Json.of(value.toString()), BigDecimal::new);
    leaf(Bytes.class, value -> Json.of(value.base64()), Bytes::fromBase64);
    leaf(Hash.class, value -> Json.of(value.hex()), Hash::fromHex);
    leaf(LocalDate.class, value -> Json.of(value.toString()), LocalDate::parse);
    LEAVES.put(Json.class, new AsIs());
    LEAVES.put(long.class, new Whole());
    LEAVES.put(Long.class, new Whole());
    LEAVES.put(int.class, new SmallWhole());
    LEAVES.put(boolean.class, new Truth());
    LEAVES.put(Boolean.class, new Truth());
    LEAVES.put(VerificationKey.class, new Key());
    LEAVES.put(RulebookState.class, new Same(new RulebookCodec()));
  }

  private Codecs() {}

  /** Throws {@link IllegalArgumentException} for a type that the state does not use. */
  static Codec of(Type type) {
    Codec leaf = LEAVES.get(type);
    if (leaf != null) {
      return leaf;
    }
    if (type instanceof Class<?> plain && plain.isRecord()) {
      Codec record = RecordCodec.of(plain);
      return SHARED.contains(plain) ? new Same(record) : record;
    }
    if (type instanceof Class<?> plain && plain.isEnum()) {
      return new Word(plain);
    }
    if (type instanceof Class<?> plain && plain.isSealed()) {
      return Choice.of(plain);
    }
    if (type instanceof ParameterizedType generic) {
      return collection(generic);
    }
    throw unknown(type);
  }

  private static Codec collection(ParameterizedType type) {
    Type[] of = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      return new Items(of(of[0]), List::copyOf);
    }
    if (type.getRawType() == PVector.class) {
      return new Items(of(of[0]), TreePVector::from);
    }
    if (type.getRawType() == SortedSet.class) {
      return new Items(of(of[0]), items -> Collections.unmodifiableSortedSet(new TreeSet<>(items)));
    }
    if (type.getRawType() == SortedMap.class && of[0] == String.class) {
      return new ByName(of(of[1]));
    }
    if (type.getRawType() == PSortedMap.class) {
      return new Pairs(of(of[0]), of(of[1]));
    }
    throw unknown(type);
  }

  private static IllegalArgumentException unknown(Type type) {
    return new IllegalArgumentException("no JSON form is defined for " + type);
  }

  /** A type that is written as text; the text must be the one that would be written. */
  private static <T> void leaf(Class<T> type, Function<T, Json> write, Function<String, T> read) {
    LEAVES.put(
        type,
        new Codec() {
          @Override
          public Json encode(Object value, Shared shared) {
            return write.apply(type.cast(value));
          }

          @Override
          public Object decode(Json value, String path, Shared shared)
              throws VerificationException {
            try {
              T found = read.apply(JsonFields.asText(value, path));
              if (write.apply(found).equals(value)) {
                return found;
              }
            } catch (DateTimeException | IllegalArgumentException e) {
              // Falls through: not the canonical text is the same mistake.
            }
            throw JsonFields.expected(path, "a " + type.getSimpleName() + " as written", value);
          }
        });
  }

  /** JSON is its own form. */
  private static final class AsIs implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return (Json) value;
    }

    @Override
    public Object decode(Json value, String path, Shared shared) {
      return value;
    }
  }

  private static final class Whole implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return Json.of((Long) value);
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      return whole(value, path);
    }

    static long whole(Json value, String path) throws VerificationException {
      try {
        if (value instanceof Json.Num number) {
          return number.value().longValueExact();
        }
      } catch (ArithmeticException e) {
        // Falls through to the one message.
      }
      throw JsonFields.expected(path, "a whole number", value);
    }
  }

  private static final class SmallWhole implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return Json.of((Integer) value);
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      long whole = Whole.whole(value, path);
      if (whole != (int) whole) {
        throw JsonFields.expected(path, "a whole number of 32 bits", value);
      }
      return (int) whole;
    }
  }

  private static final class Truth implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return Json.of((boolean) value);
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      if (value instanceof Json.Bool truth) {
        return truth.value();
      }
      throw JsonFields.expected(path, "true or false", value);
    }
  }

  private static final class Key implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return ((VerificationKey) value).toJwk();
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      return VerificationKey.fromJwk(value, path);
    }
  }

  /** Equal values are read as one object. */
  private record Same(Codec codec) implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return codec.encode(value, shared);
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      return shared.same(codec.decode(value, path, shared));
    }
  }

  /** A constant by its name. */
  private record Word(Class<?> type) implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      return Json.of(((Enum<?>) value).name());
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      String name = JsonFields.asText(value, path);
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(name)) {
          return constant;
        }
      }
      throw JsonFields.expected(path, "a " + type.getSimpleName(), value);
    }
  }

  /** A list or a set, in its order. */
  private record Items(Codec item, Function<Collection<Object>, Object> collect) implements Codec {
    @Override
    public Json encode(Object value, Shared shared) {
      List<Json> items = new ArrayList<>();
      ((Collection<?>) value).forEach(held -> items.add(item.encode(held, shared)));
      return new Json.Arr(items);
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      if (!(value instanceof Json.Arr array)) {
        throw JsonFields.expected(path, "a list", value);
      }
      List<Object> items = new ArrayList<>();
      for (Json held : array.items()) {
        items.add(item.decode(held, path + "[" + items.size() + "]", shared));
      }
      return collect.apply(items);
    }
  }

  /** One of the records of a sealed interface, behind its name: {@code [name, record]}. */
  private record Choice(Map<String, Codec> byName) implements Codec {
    static Choice of(Class<?> type) {
      Map<String, Codec> byName = new HashMap<>();
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        byName.put(permitted.getSimpleName(), Codecs.of(permitted));
      }
      return new Choice(byName);
    }

    private Codec codec(String name, String path) throws VerificationException {
      Codec codec = byName.get(name);
      if (codec == null) {
        throw JsonFields.expected(path, "one of " + new TreeSet<>(byName.keySet()), Json.of(name));
      }
      return codec;
    }

    @Override
    public Json encode(Object value, Shared shared) {
      String name = value.getClass().getSimpleName();
      Codec codec = Objects.requireNonNull(byName.get(name), name);
      return new Json.Arr(List.of(Json.of(name), codec.encode(value, shared)));
    }

    @Override
    public Object decode(Json value, String path, Shared shared) throws VerificationException {
      if (value instanceof Json.Arr array && array.items().size() == 2) {
        String name = JsonFields.asText(array.items().getFirst(), path);
        return codec(name, path).decode(array.items().getLast(), path, shared);
      }
      throw JsonFields.expected(path, "a name and a record", value);
    }
  }

  /** A map inside a record: a list of pairs in the order of the keys. */
  private record Pairs(Codec key, Codec value) implements Codec {
    @Override
    public Json encode(Object map, Shared shared) {
      List<Json> pairs = new ArrayList<>();
      ((Map<?, ?>) map)
          .forEach(
              (name, held) ->
                  pairs.add(
                      new Json.Arr(List.of(key.encode(name, shared), value.encode(held, shared)))));
      return new Json.Arr(pairs);
    }

    @Override
    public Object decode(Json json, String path, Shared shared) throws VerificationException {
      if (!(json instanceof Json.Arr array)) {
        throw JsonFields.expected(path, "a list of pairs", json);
      }
      PSortedMap<Comparable<Object>, Object> map = TreePMap.empty();
      for (Json pair : array.items()) {
        if (!(pair instanceof Json.Arr two) || two.items().size() != 2) {
          throw JsonFields.expected(path, "a pair", pair);
        }
        Comparable<Object> name = comparable(key.decode(two.items().getFirst(), path, shared));
        if (!map.isEmpty() && map.lastKey().compareTo(name) >= 0) {
          throw VerificationException.malformed(path + ": expected each key once, in order");
        }
        map = map.plus(name, value.decode(two.items().getLast(), path, shared));
      }
      return map;
    }

    /** Keys come from one codec, so they can be compared with each other. */
    @SuppressWarnings("unchecked")
    private static Comparable<Object> comparable(Object decoded) {
      return (Comparable<Object>) decoded;
    }
  }

  /** A map from names. */
  private record ByName(Codec value) implements Codec {
    @Override
    public Json encode(Object map, Shared shared) {
      JsonObject json = Json.object();
      ((Map<?, ?>) map)
          .forEach((name, held) -> json.put((String) name, value.encode(held, shared)));
      return json.build();
    }

    @Override
    public Object decode(Json json, String path, Shared shared) throws VerificationException {
      SortedMap<String, Object> map = new TreeMap<>();
      for (Map.Entry<String, Json> field : JsonFields.of(json, path).rest().entrySet()) {
        map.put(
            field.getKey(), value.decode(field.getValue(), path + "." + field.getKey(), shared));
      }
      return Collections.unmodifiableSortedMap(map);
    }
  }
}
