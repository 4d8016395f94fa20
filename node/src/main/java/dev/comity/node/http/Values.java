package dev.comity.node.http;

import dev.comity.core.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How the views write what JSON has no kind of its own for. */
final class Values {
  private Values() {}

  /** {@code FOR_AND_AGAINST} is written {@code for-and-against}. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A time, a period, a hash or a text, as it writes itself; nothing for none. */
  static Optional<Json> text(Optional<?> value) {
    return value.map(present -> Json.of(present.toString()));
  }

  static Optional<Json> number(Optional<Long> value) {
    return value.map(present -> Json.of((long) present));
  }

  static <T> Json.Arr list(Collection<T> items, Function<? super T, ? extends Json> view) {
    List<Json> all = new ArrayList<>();
    items.forEach(item -> all.add(view.apply(item)));
    return new Json.Arr(all);
  }
}
