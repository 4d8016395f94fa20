package dev.comity.node.pages.state;

import dev.comity.core.json.Json;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** JSON for people: two spaces a level, fields in their order, short values on one line. */
final class PrettyJson {
  private static final int LINE = 72;

  private final StringBuilder text = new StringBuilder();

  private PrettyJson() {}

  static String of(Json value) {
    PrettyJson pretty = new PrettyJson();
    pretty.write(value, 0);
    return pretty.text.toString();
  }

  private void write(Json value, int depth) {
    String compact = value.compact();
    if (compact.length() + 2 * depth <= LINE && depth > 0) {
      text.append(spaced(value, compact));
      return;
    }
    switch (value) {
      case Json.Obj object -> object(object.fields(), depth);
      case Json.Arr array -> array(array.items(), depth);
      case Json.Str s -> text.append(compact);
      case Json.Num n -> text.append(compact);
      case Json.Bool b -> text.append(compact);
      case Json.Nothing n -> text.append(compact);
    }
  }

  private static String spaced(Json value, String compact) {
    return switch (value) {
      case Json.Obj object -> {
        StringBuilder line = new StringBuilder("{");
        for (Map.Entry<String, Json> field : object.fields().entrySet()) {
          line.append(line.length() == 1 ? "" : ", ").append(Json.of(field.getKey()).compact());
          line.append(": ").append(spaced(field.getValue(), field.getValue().compact()));
        }
        yield line.append("}").toString();
      }
      case Json.Arr array -> {
        StringBuilder line = new StringBuilder("[");
        for (Json item : array.items()) {
          line.append(line.length() == 1 ? "" : ", ").append(spaced(item, item.compact()));
        }
        yield line.append("]").toString();
      }
      case Json.Str s -> compact;
      case Json.Num n -> compact;
      case Json.Bool b -> compact;
      case Json.Nothing n -> compact;
    };
  }

  private void object(Map<String, Json> fields, int depth) {
    text.append("{");
    Iterator<Map.Entry<String, Json>> each = fields.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Json> field = each.next();
      newLine(depth + 1);
      text.append(Json.of(field.getKey()).compact()).append(": ");
      write(field.getValue(), depth + 1);
      text.append(each.hasNext() ? "," : "");
    }
    close(fields.values(), depth, "}");
  }

  private void array(Collection<Json> items, int depth) {
    text.append("[");
    Iterator<Json> each = items.iterator();
    while (each.hasNext()) {
      newLine(depth + 1);
      write(each.next(), depth + 1);
      text.append(each.hasNext() ? "," : "");
    }
    close(items, depth, "]");
  }

  private void close(Collection<Json> items, int depth, String bracket) {
    if (!items.isEmpty()) {
      newLine(depth);
    }
    text.append(bracket);
  }

  private void newLine(int depth) {
    text.append("\n").append("  ".repeat(depth));
  }
}
