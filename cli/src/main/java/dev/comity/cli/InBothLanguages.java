package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import java.util.function.Function;

/** Text as programs get them: {@code {en, zh}}. */
final class InBothLanguages {
  private InBothLanguages() {}

  static Json.Obj json(Function<Language, String> text) {
    JsonObject json = Json.object();
    for (Language language : Language.values()) {
      json.put(language.tag(), text.apply(language));
    }
    return json.build();
  }
}
