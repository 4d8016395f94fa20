package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;

/** The same text in English and in Chinese; neither is blank. */
public record Bilingual(String en, String zh) {
  public Bilingual {
    if (en.isBlank() || zh.isBlank()) {
      throw new IllegalArgumentException("a text is needed in both languages, en and zh");
    }
  }

  /** Takes {@code {en: …, zh: …}} out of {@code fields}; throws {@code MALFORMED}. */
  public static Bilingual take(JsonFields fields, String name) throws VerificationException {
    JsonFields texts = fields.object(name);
    String en = Texts.prose(texts, "en");
    String zh = Texts.prose(texts, "zh");
    texts.done();
    return new Bilingual(en, zh);
  }

  public Json.Obj toJson() {
    return Json.object().put("en", en).put("zh", zh).build();
  }
}
