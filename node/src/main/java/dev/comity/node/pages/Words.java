package dev.comity.node.pages;

import java.util.Locale;

/** Names of enum constants as the ends of text keys: {@code VALID_UNTIL} is {@code valid-until}. */
final class Words {
  private Words() {}

  static String term(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
