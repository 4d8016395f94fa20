package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A word of a closed vocabulary. */
public interface Term {
  /** How rulebooks, cards and decisions write the word; stable. */
  String text();

  /**
   * Takes the field {@code name} out of {@code fields}; throws {@code MALFORMED} on other words.
   */
  static <T extends Enum<T> & Term> T take(Class<T> vocabulary, JsonFields fields, String name)
      throws VerificationException {
    return parse(vocabulary, fields.text(name), fields.path(name));
  }

  /** Throws {@code MALFORMED}, listing the vocabulary, when {@code word} is none of it. */
  static <T extends Enum<T> & Term> T parse(Class<T> vocabulary, String word, String path)
      throws VerificationException {
    for (T term : vocabulary.getEnumConstants()) {
      if (term.text().equals(word)) {
        return term;
      }
    }
    String words =
        Arrays.stream(vocabulary.getEnumConstants())
            .map(Term::text)
            .collect(Collectors.joining(" | "));
    throw JsonFields.expected(path, "one of " + words, Json.of(word));
  }
}
