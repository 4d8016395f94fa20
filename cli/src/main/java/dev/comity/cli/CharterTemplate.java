package dev.comity.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A charter to begin with, as a commented YAML file with places to fill: {@code {{name}}} for a
 * text, {@code {{role:x}}} for those who hold a role, {@code {{role:x|founder}}} or {@code
 * {{role:x|members}}} for the first member or all of them where nobody was named.
 */
enum CharterTemplate {
  SOLO,
  ALLIANCE,
  AUTHORITY,
  LABORATORIES,
  OPEN;

  private static final Pattern PLACE =
      Pattern.compile("\\{\\{(?:(name|en|zh)|role:([a-z]+)(?:\\|(founder|members))?)}}");

  /**
   * What fills the places.
   *
   * @param roles party ids by role
   */
  record Filling(String name, String en, String zh, Map<String, List<String>> roles) {}

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The charter; the founder is the first member. */
  String fill(Filling filling) {
    Matcher places = PLACE.matcher(source());
    StringBuilder charter = new StringBuilder();
    while (places.find()) {
      String text = places.group(1) == null ? role(places, filling) : own(places.group(1), filling);
      places.appendReplacement(charter, Matcher.quoteReplacement(text));
    }
    return places.appendTail(charter).toString();
  }

  private static String own(String place, Filling filling) {
    return switch (place) {
      case "name" -> filling.name();
      case "en" -> quoted(filling.en());
      default -> quoted(filling.zh());
    };
  }

  private static String role(Matcher place, Filling filling) {
    List<String> members = filling.roles().getOrDefault("member", List.of());
    List<String> otherwise =
        switch (String.valueOf(place.group(3))) {
          case "founder" -> members.subList(0, 1);
          case "members" -> members;
          default -> List.of();
        };
    List<String> holders = filling.roles().getOrDefault(place.group(2), otherwise);
    return "[" + String.join(", ", holders.stream().map(CharterTemplate::quoted).toList()) + "]";
  }

  /** A YAML string on one line. */
  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private String source() {
    String file = "charters/" + text() + ".yaml";
    try (InputStream in = CharterTemplate.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
