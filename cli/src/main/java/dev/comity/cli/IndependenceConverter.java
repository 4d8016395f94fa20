package dev.comity.cli;

import dev.comity.rules.Independence;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an independence as rulebooks write it. */
final class IndependenceConverter implements ITypeConverter<Independence> {
  @Override
  public Independence convert(String text) {
    for (Independence independence : Independence.values()) {
      if (independence.text().equals(text)) {
        return independence;
      }
    }
    throw new TypeConversionException(
        "expected "
            + Arrays.stream(Independence.values())
                .map(Independence::text)
                .collect(Collectors.joining(", "))
            + ", found "
            + text);
  }
}
