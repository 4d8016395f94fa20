package dev.comity.governance.state;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.RulebookFolder;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * The state as JSON, both ways, piece by piece: no more than one piece is in memory beside the
 * state, however large that is.
 *
 * <p>A part is an array: {@code ["text", {file: text}]} is a rulebook's text and comes before what
 * refers to it; {@code [component, value]} is a component or an element of a set, {@code
 * [component, key, value]} an entry of a map. The order is that of the declaration.
 */
public final class StateJson {
  private static final String TEXT = "text";
  private static final RecordComponent[] COMPONENTS = State.class.getRecordComponents();
  private static final List<Field> FIELDS = Arrays.stream(COMPONENTS).map(Field::of).toList();
  private static final List<Field> BY_NAME =
      FIELDS.stream().sorted(Comparator.comparing(Field::name)).toList();

  private StateJson() {}

  /** Takes the parts of a state in their order. */
  @FunctionalInterface
  public interface PartSink<X extends Exception> {
    void take(Json.Arr part) throws X;
  }

  private enum Shape {
    VALUE,
    OPTIONAL,
    SET,
    MAP
  }

  /**
   * One component of the state.
   *
   * @param key of the entries of a map; the codec of texts for the others
   * @param value of the component, or of the elements that it has
   */
  private record Field(String name, Method accessor, Shape shape, Codec key, Codec value) {
    static Field of(RecordComponent component) {
      Class<?> raw = component.getType();
      Type[] of =
          component.getGenericType() instanceof ParameterizedType generic
              ? generic.getActualTypeArguments()
              : new Type[] {raw};
      Shape shape = Shape.VALUE;
      if (raw == Optional.class) {
        shape = Shape.OPTIONAL;
      } else if (raw == PSortedSet.class) {
        shape = Shape.SET;
      } else if (raw == PSortedMap.class) {
        shape = Shape.MAP;
      }
      Codec key = Codecs.of(shape == Shape.MAP ? of[0] : String.class);
      Codec value = Codecs.of(of[of.length - 1]);
      return new Field(component.getName(), component.getAccessor(), shape, key, value);
    }

    Object read(State state) {
      return RecordCodec.read(accessor, state);
    }

    /** The key of a map as a field name. */
    String name(Object entryKey, Shared shared) {
      return ((Json.Str) key.encode(entryKey, shared)).text();
    }
  }

  /** Writes every part of {@code state}. */
  public static <X extends Exception> void write(State state, PartSink<X> sink) throws X {
    Shared shared = new Shared();
    for (Field field : FIELDS) {
      Object held = field.read(state);
      switch (field.shape()) {
        case VALUE -> put(sink, shared, field, null, field.value().encode(held, shared));
        case OPTIONAL -> {
          if (((Optional<?>) held).isPresent()) {
            Json value = field.value().encode(((Optional<?>) held).get(), shared);
            put(sink, shared, field, null, value);
          }
        }
        case SET -> {
          for (Object item : (PSortedSet<?>) held) {
            put(sink, shared, field, null, field.value().encode(item, shared));
          }
        }
        case MAP -> {
          for (Map.Entry<?, ?> entry : ((PSortedMap<?, ?>) held).entrySet()) {
            Json value = field.value().encode(entry.getValue(), shared);
            put(sink, shared, field, field.key().encode(entry.getKey(), shared), value);
          }
        }
      }
    }
  }

  private static <X extends Exception> void put(
      PartSink<X> sink, Shared shared, Field field, @Nullable Json key, Json value) throws X {
    for (RulebookFolder text : shared.fresh()) {
      sink.take(new Json.Arr(List.of(Json.of(TEXT), text.toJson())));
    }
    Json name = Json.of(field.name());
    sink.take(new Json.Arr(key == null ? List.of(name, value) : List.of(name, key, value)));
  }

  /**
   * SHA-256 of the canonical JSON of the state: an object with a field per component, maps as
   * objects by key, sets as lists, an empty optional left out, a rulebook's text by its digest.
   */
  static Hash digest(State state) {
    MessageDigest digest = Hash.sha256();
    Shared shared = new Shared();
    String separator = "{";
    for (Field field : BY_NAME) {
      Object held = field.read(state);
      if (held instanceof Optional<?> absent && absent.isEmpty()) {
        continue;
      }
      feed(digest, separator + Json.of(field.name()).canonical() + ":");
      separator = ",";
      switch (field.shape()) {
        case VALUE -> feed(digest, field.value().encode(held, shared).canonical());
        case OPTIONAL ->
            feed(digest, field.value().encode(((Optional<?>) held).get(), shared).canonical());
        case SET -> digestSet(digest, field, (PSortedSet<?>) held, shared);
        case MAP -> digestMap(digest, field, (PSortedMap<?, ?>) held, shared);
      }
    }
    feed(digest, "}");
    return new Hash(Bytes.of(digest.digest()));
  }

  private static void digestSet(
      MessageDigest digest, Field field, PSortedSet<?> set, Shared shared) {
    feed(digest, "[");
    String separator = "";
    for (Object item : set) {
      feed(digest, separator + field.value().encode(item, shared).canonical());
      separator = ",";
    }
    feed(digest, "]");
  }

  /** The maps' own order is that of canonical JSON: by UTF-16 code units. */
  private static void digestMap(
      MessageDigest digest, Field field, PSortedMap<?, ?> map, Shared shared) {
    feed(digest, "{");
    String separator = "";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = Json.of(field.name(entry.getKey(), shared)).canonical();
      String value = field.value().encode(entry.getValue(), shared).canonical();
      feed(digest, separator + name + ":" + value);
      separator = ",";
    }
    feed(digest, "}");
  }

  private static void feed(MessageDigest digest, String text) {
    Bytes.utf8(text).feed(digest);
  }

  /** Puts a state together from its parts. */
  public static final class Reader {
    private final Shared shared = new Shared();
    private final Map<String, Object> values = new HashMap<>();

    /** Throws {@code MALFORMED}, naming the component, for anything that was not written so. */
    public void take(Json part) throws VerificationException {
      if (!(part instanceof Json.Arr array) || array.items().size() < 2) {
        throw JsonFields.expected("state", "a part of a state", part);
      }
      List<Json> items = array.items();
      String name = JsonFields.asText(items.get(0), "state");
      if (name.equals(TEXT) && items.size() == 2) {
        shared.add(RulebookFolder.parse(items.get(1), name));
        return;
      }
      Field field =
          FIELDS.stream()
              .filter(f -> f.name().equals(name))
              .findFirst()
              .orElseThrow(() -> VerificationException.malformed(name + ": no component"));
      if (items.size() != (field.shape() == Shape.MAP ? 3 : 2)) {
        throw JsonFields.expected(name, "a part of a state", part);
      }
      Object value = field.value().decode(items.getLast(), name, shared);
      boolean fresh =
          switch (field.shape()) {
            case VALUE -> values.put(name, value) == null;
            case OPTIONAL -> values.put(name, Optional.of(value)) == null;
            case SET -> addItem(name, value);
            case MAP -> addEntry(name, field.key().decode(items.get(1), name, shared), value);
          };
      if (!fresh) {
        throw VerificationException.malformed(name + ": expected once, found again");
      }
    }

    /** Values of a component come from one codec, so they can be compared with each other. */
    @SuppressWarnings("unchecked")
    private boolean addItem(String name, Object item) {
      PSortedSet<Comparable<Object>> set =
          (PSortedSet<Comparable<Object>>) values.getOrDefault(name, TreePSet.empty());
      PSortedSet<Comparable<Object>> more = set.plus((Comparable<Object>) item);
      values.put(name, more);
      return more.size() > set.size();
    }

    /** The same holds for keys. */
    @SuppressWarnings("unchecked")
    private boolean addEntry(String name, Object key, Object value) {
      PSortedMap<Comparable<Object>, Object> map =
          (PSortedMap<Comparable<Object>, Object>) values.getOrDefault(name, TreePMap.empty());
      PSortedMap<Comparable<Object>, Object> more = map.plus((Comparable<Object>) key, value);
      values.put(name, more);
      return more.size() > map.size();
    }

    /** The state; throws {@code MALFORMED} when a component is missing. */
    public State done() throws VerificationException {
      List<Object> all = new ArrayList<>();
      for (Field field : FIELDS) {
        Object value = values.get(field.name());
        if (value == null) {
          value =
              switch (field.shape()) {
                case VALUE -> throw VerificationException.malformed(field.name() + ": missing");
                case OPTIONAL -> Optional.empty();
                case SET -> TreePSet.empty();
                case MAP -> TreePMap.empty();
              };
        }
        all.add(value);
      }
      return (State)
          RecordCodec.construct(
              RecordCodec.constructor(State.class, COMPONENTS), all.toArray(), "state");
    }
  }
}
