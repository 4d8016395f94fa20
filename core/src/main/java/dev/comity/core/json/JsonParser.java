package dev.comity.core.json;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
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
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

  /** Where Jackson names its buffers and settings; says nothing to whoever wrote the file. */
  private static final Pattern REMARK =
      Pattern.compile(" \\(start marker at [^)]*\\)|, from `[^`]*`|\\n.*", Pattern.DOTALL);

  /** Would break the line or steer a terminal; Jackson quotes the input in places. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\u2028\\u2029]");

  private JsonParser() {}

  /** Throws {@code MALFORMED}, naming the line. */
  public static Json parse(Bytes utf8) throws VerificationException {
    try {
      return parse(Utf8.decode(utf8));
    } catch (CharacterCodingException e) {
      throw VerificationException.malformed("line " + lineOfBadUtf8(utf8) + ": not valid UTF-8");
    }
  }

  private static long lineOfBadUtf8(Bytes utf8) {
    ByteBuffer rest = utf8.toBuffer();
    StandardCharsets.UTF_8.newDecoder().decode(rest, CharBuffer.allocate(utf8.size()), true);
    long line = 1;
    for (int i = 0; i < rest.position(); i++) {
      line += utf8.at(i) == '\n' ? 1 : 0;
    }
    return line;
  }

  /** Throws {@code MALFORMED}, naming the line. */
  public static Json parse(String text) throws VerificationException {
    if (text.startsWith("\uFEFF")) {
      throw VerificationException.malformed(
          "line 1: expected a value, found a byte order mark: save without one");
    }
    try (tools.jackson.core.JsonParser tokens =
        FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return document(tokens);
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
      throw malformed(e, tokens);
    }
  }

  private static Json value(tools.jackson.core.JsonParser tokens, @Nullable JsonToken token)
      throws VerificationException {
    if (token == null) {
      throw VerificationException.malformed(where(tokens) + "ends too early");
    }
    return switch (token) {
      case START_OBJECT -> object(tokens);
      case START_ARRAY -> array(tokens);
      case VALUE_STRING -> new Json.Str(encodable(tokens, tokens.getString()));
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
    try {
      BigDecimal written = tokens.getDecimalValue();
      Json.Num number = new Json.Num(written);
      if (!exceedsExponent(written) && !exceedsExponent(number.value())) {
        return number;
      }
    } catch (JacksonException | ArithmeticException | NumberFormatException e) {
      // Well-formed, so the exponent is beyond even what BigDecimal holds.
    }
    throw VerificationException.malformed(
        where(tokens) + "a number with an exponent beyond " + MAX_EXPONENT);
  }

  private static boolean exceedsExponent(BigDecimal value) {
    return Math.abs((long) value.scale()) > MAX_EXPONENT;
  }

  private static String encodable(tools.jackson.core.JsonParser tokens, String text)
      throws VerificationException {
    if (!Utf8.encodes(text)) {
      throw VerificationException.malformed(where(tokens) + "text with an unpaired surrogate");
    }
    return text;
  }

  private static Json object(tools.jackson.core.JsonParser tokens) throws VerificationException {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (tokens.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = encodable(tokens, tokens.currentName());
      if (fields.put(name, value(tokens, tokens.nextToken())) != null) {
        throw VerificationException.malformed(
            where(tokens) + "duplicate field " + Utf8.quoted(name));
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

  private static VerificationException malformed(
      JacksonException e, tools.jackson.core.JsonParser tokens) {
    TokenStreamLocation location =
        e.getLocation() == null ? tokens.currentLocation() : e.getLocation();
    String message = REMARK.matcher(String.valueOf(e.getOriginalMessage())).replaceAll("");
    return VerificationException.malformed(
        "line " + location.getLineNr() + ": " + UNPRINTABLE.matcher(message).replaceAll("\uFFFD"));
  }
}
