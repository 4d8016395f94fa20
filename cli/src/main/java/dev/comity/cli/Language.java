package dev.comity.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The languages in which results are shown. */
enum Language {
  EN,
  ZH;

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@code --lang}. */
  static final class Converter implements ITypeConverter<Language> {
    @Override
    public Language convert(String text) {
      for (Language language : values()) {
        if (language.tag().equals(text)) {
          return language;
        }
      }
      throw new TypeConversionException("expected en or zh, found " + text);
    }
  }
}
