package dev.comity.governance;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.rules.YamlDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a sentence in a story; what stands in braces is one word. */
record Words(List<String> list) {

  static Words of(String sentence) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    int depth = 0;
    for (char c : sentence.toCharArray()) {
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (c == ' ' && depth == 0) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return new Words(words);
  }

  String verb() {
    return list.getFirst();
  }

  int size() {
    return list.size();
  }

  /** Empty where the sentence is shorter. */
  String at(int place) {
    return place < list.size() ? list.get(place) : "";
  }

  boolean has(String word) {
    return list.contains(word);
  }

  /** The word behind {@code word}. */
  Optional<String> after(String word) {
    int place = list.indexOf(word);
    return place < 0 || place + 1 == list.size()
        ? Optional.empty()
        : Optional.of(list.get(place + 1));
  }

  /** From {@code place} on. */
  Words from(int place) {
    return new Words(list.subList(place, list.size()));
  }

  /** Before a closing {@code as <name>}. */
  Words unnamed() {
    return name().isEmpty() ? this : new Words(list.subList(0, list.size() - 2));
  }

  /** What a closing {@code as <name>} gives the statement. */
  Optional<String> name() {
    int size = list.size();
    return size > 2 && list.get(size - 2).equals("as")
        ? Optional.of(list.get(size - 1))
        : Optional.empty();
  }

  /** The parts between {@code separator}s. */
  List<Words> split(String separator) {
    List<Words> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    for (String word : list) {
      if (word.equals(separator)) {
        parts.add(new Words(List.copyOf(part)));
        part.clear();
      } else {
        part.add(word);
      }
    }
    parts.add(new Words(List.copyOf(part)));
    return parts;
  }

  /** The word in braces, as fields; none when there is no such word. */
  Json.Obj braces() throws VerificationException {
    for (String word : list) {
      if (word.startsWith("{")) {
        return (Json.Obj) YamlDocument.parse("story", word).root();
      }
    }
    return Json.object().build();
  }

  static List<String> names(String commas) {
    return List.of(commas.split(","));
  }
}
