package dev.comity.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** {@code --name value} pairs, each read with what it may be. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  Options(String[] arguments, Set<String> known) throws CannotRun {
    for (int i = 0; i < arguments.length; i += 2) {
      String name = arguments[i];
      if (!known.contains(name)) {
        throw new CannotRun("expected one of " + known + ", found " + name);
      }
      if (i + 1 == arguments.length) {
        throw new CannotRun(name + ": expected a value");
      }
      values.put(name, arguments[i + 1]);
    }
  }

  String required(String name) throws CannotRun {
    String value = values.get(name);
    if (value == null) {
      throw new CannotRun(name + ": missing");
    }
    return value;
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  int number(String name, int least, int most) throws CannotRun {
    return number(name, required(name), least, most);
  }

  int number(String name, int otherwise, int least, int most) throws CannotRun {
    return number(name, text(name, Integer.toString(otherwise)), least, most);
  }

  private static int number(String name, String text, int least, int most) throws CannotRun {
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new CannotRun(name + ": expected " + least + " to " + most + ", found " + text);
  }
}
