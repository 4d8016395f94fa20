package dev.comity.node.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every text of the pages, by language and key; read once from {@code messages_<tag>.properties}
 * beside this class. Fails when it is loaded if a key is missing in one language or has other
 * placeholders there.
 */
final class Messages {
  private static final Map<Language, SortedMap<String, String>> ALL = load();

  private Messages() {}

  /**
   * Throws {@code IllegalArgumentException} for an unknown key: that is a bug, not a missing
   * translation.
   */
  static String of(Language language, String key) {
    String text = in(language).get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text for the key " + key);
    }
    return text;
  }

  static boolean has(String key) {
    return in(Language.EN).containsKey(key);
  }

  static SortedMap<String, String> in(Language language) {
    SortedMap<String, String> texts = ALL.get(language);
    if (texts == null) {
      throw new IllegalStateException("no texts for " + language);
    }
    return texts;
  }

  private static Map<Language, SortedMap<String, String>> load() {
    SortedMap<String, String> english = read(Language.EN);
    SortedMap<String, String> chinese = read(Language.ZH);
    requireSame(english, chinese);
    return new EnumMap<>(Map.of(Language.EN, english, Language.ZH, chinese));
  }

  private static SortedMap<String, String> read(Language language) {
    String file = "messages_" + language.tag() + ".properties";
    Properties properties = new Properties();
    try (InputStream stream = Messages.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException(file + " is missing from the class path");
      }
      properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
    SortedMap<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return texts;
  }

  /** Throws {@code IllegalStateException} naming the first key that differs. */
  static void requireSame(SortedMap<String, String> en, SortedMap<String, String> zh) {
    TreeSet<String> keys = new TreeSet<>(en.keySet());
    keys.addAll(zh.keySet());
    for (String key : keys) {
      String english = en.get(key);
      String chinese = zh.get(key);
      if (english == null || chinese == null) {
        throw new IllegalStateException(
            "the text " + key + " is missing in " + (english == null ? "English" : "Chinese"));
      }
      if (!Placeholders.in(english).equals(Placeholders.in(chinese))) {
        throw new IllegalStateException("the placeholders of the text " + key + " differ");
      }
    }
  }
}
