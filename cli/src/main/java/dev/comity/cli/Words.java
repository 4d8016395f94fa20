package dev.comity.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/** The labels and sentences around results, in one language. */
final class Words {
  private static final Words ENGLISH = new Words("messages.properties");
  private static final Words CHINESE = new Words("messages_zh.properties");

  private final Properties messages = new Properties();

  private Words(String file) {
    try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(file), file)) {
      messages.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Words in(Language language) {
    return switch (language) {
      case EN -> ENGLISH;
      case ZH -> CHINESE;
    };
  }

  /** The message under {@code key}, with {@code arguments} at its numbered places. */
  String text(String key, Object... arguments) {
    String pattern = Objects.requireNonNull(messages.getProperty(key), key);
    String[] texts = new String[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      texts[i] = String.valueOf(arguments[i]);
    }
    return new MessageFormat(pattern, Locale.ROOT).format(texts);
  }

  Set<String> keys() {
    return messages.stringPropertyNames();
  }
}
