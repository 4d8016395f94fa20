package dev.comity.node.pages;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Texts with places to fill in: {@code {0}} or {@code {outcome}}. */
final class Placeholders {
  private Placeholders() {}

  static Set<String> in(String text) {
    Set<String> names = new TreeSet<>();
    walk(text, literal -> {}, names::add);
    return names;
  }

  /**
   * Hands over literal pieces and the names of places, in their order. An unclosed brace is
   * literal.
   */
  static void walk(String text, Consumer<String> literal, Consumer<String> place) {
    int from = 0;
    while (from < text.length()) {
      int open = text.indexOf('{', from);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      literal.accept(text.substring(from, open));
      place.accept(text.substring(open + 1, close));
      from = close + 1;
    }
    literal.accept(text.substring(from));
  }
}
