package dev.comity.node.pages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages. */
public enum Language {
  EN("en", "English"),
  ZH("zh", "中文");

  private final String tag;
  private final String ownName;

  Language(String tag, String ownName) {
    this.tag = tag;
    this.ownName = ownName;
  }

  /** Language tag as in the query {@code ?lang=}, in cookies and in the names of message files. */
  public String tag() {
    return tag;
  }

  /** What {@code <html lang>} says: the script matters for the choice of Chinese glyphs. */
  public String htmlTag() {
    return this == ZH ? "zh-Hans" : "en";
  }

  /** The language's name in itself, for the switch. */
  public String ownName() {
    return ownName;
  }

  public Language other() {
    return this == EN ? ZH : EN;
  }

  /**
   * The page language: {@code chosen} (query or cookie value) if it is one of ours, else the best
   * of the {@code Accept-Language} header, else English. Never fails: what cannot be read is passed
   * over.
   */
  public static Language of(Optional<String> acceptLanguage, Optional<String> chosen) {
    return chosen
        .flatMap(Language::ofTag)
        .or(() -> acceptLanguage.flatMap(Language::best))
        .orElse(EN);
  }

  private static Optional<Language> best(String header) {
    List<Wish> wishes = new ArrayList<>();
    for (String part : header.split(",", 32)) {
      Wish.read(part).ifPresent(wishes::add);
    }
    return wishes.stream()
        .filter(wish -> wish.weight() > 0)
        .max(Comparator.comparingDouble(Wish::weight))
        .map(Wish::language);
  }

  private static Optional<Language> ofTag(String tag) {
    String primary = tag.strip().toLowerCase(Locale.ROOT).split("-", 2)[0];
    return switch (primary) {
      case "en" -> Optional.of(EN);
      case "zh" -> Optional.of(ZH);
      default -> Optional.empty();
    };
  }

  /** One language range with its weight. */
  private record Wish(Language language, double weight) {
    static Optional<Wish> read(String part) {
      String[] range = part.split(";", 2);
      return ofTag(range[0])
          .map(language -> new Wish(language, range.length < 2 ? 1 : weight(range[1].strip())));
    }

    private static double weight(String parameter) {
      return parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
          ? Double.parseDouble(parameter.substring(2))
          : 0;
    }
  }
}
