package dev.comity.core.json;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Strict, bounded reading: one value, valid UTF-8, no duplicate fields, nothing after it, numbers
 * of at most {@value #MAX_NUMBER_LENGTH} characters and exponents within ±{@value #MAX_EXPONENT},
 * nesting at most {@value #MAX_DEPTH}.
 */
public final class JsonParser {
  static final int MAX_DEPTH = 32;
  static final int MAX_NUMBER_LENGTH = 64;
  static final int MAX_EXPONENT = 400;

  /** For other readers of Jackson tokens (YAML) that want the same bounds. */
  public static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER_LENGTH)
          .maxStringLength(16_000_000)
          .maxNameLength(1_000)
          .build();

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(CONSTRAINTS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JsonParser() {}

  /** Throws {@code MALFORMED}, naming line and column. */
  public static Json parse(Bytes utf8) throws VerificationException {
    try {
      return parse(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(utf8.toArray()))
              .toString());
    } catch (CharacterCodingException e) {
      throw VerificationException.malformed("JSON: not valid UTF-8");
    }
  }

  /** Throws {@code MALFORMED}, naming line and column. */
  public static Json parse(String text) throws VerificationException {
    try (tools.jackson.core.JsonParser tokens =
        FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return document(tokens);
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  /** Reads the one value that {@code tokens} holds; for other Jackson formats (YAML). */
  public static Json document(tools.jackson.core.JsonParser tokens) throws VerificationException {
    try {
      JsonToken first = tokens.nextToken();
      if (first == null) {
        throw VerificationException.malformed("expected a value, found nothing");
      }
      Json value = value(tokens, first);
      if (tokens.nextToken() != null) {
        throw VerificationException.malformed(where(tokens) + "expected the end after the value");
      }
      return value;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private static Json value(tools.jackson.core.JsonParser tokens, JsonToken token)
      throws VerificationException {
    return switch (token) {
      case START_OBJECT -> object(tokens);
      case START_ARRAY -> array(tokens);
      case VALUE_STRING -> new Json.Str(tokens.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(tokens);
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> Json.Nothing.NULL;
      default -> throw VerificationException.malformed(where(tokens) + "unexpected " + token);
    };
  }

  private static Json number(tools.jackson.core.JsonParser tokens) throws VerificationException {
    if (tokens.getString().length() > MAX_NUMBER_LENGTH || tokens.isNaN()) {
      throw VerificationException.malformed(
          where(tokens) + "a number that is too long or not finite");
    }
    java.math.BigDecimal value = tokens.getDecimalValue();
    if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
      throw VerificationException.malformed(
          where(tokens) + "a number with an exponent beyond " + MAX_EXPONENT);
    }
    return new Json.Num(value);
  }

  private static Json object(tools.jackson.core.JsonParser tokens) throws VerificationException {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = tokens.currentName();
      if (fields.put(name, value(tokens, tokens.nextToken())) != null) {
        throw VerificationException.malformed(where(tokens) + "duplicate field \"" + name + "\"");
      }
    }
    return new Json.Obj(fields);
  }

  private static Json array(tools.jackson.core.JsonParser tokens) throws VerificationException {
    List<Json> items = new ArrayList<>();
    for (JsonToken token = tokens.nextToken();
        token != JsonToken.END_ARRAY;
        token = tokens.nextToken()) {
      items.add(value(tokens, token));
    }
    return new Json.Arr(items);
  }

  private static String where(tools.jackson.core.JsonParser tokens) {
    return "line " + tokens.currentLocation().getLineNr() + ": ";
  }

  private static VerificationException malformed(JacksonException e) {
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    String message = String.valueOf(e.getOriginalMessage());
    int end = message.indexOf('\n');
    return VerificationException.malformed(line + (end < 0 ? message : message.substring(0, end)));
  }
}
