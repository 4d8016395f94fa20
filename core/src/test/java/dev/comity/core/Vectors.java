package dev.comity.core;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads the published test vectors below {@code vectors/}; fails loudly on a missing field. */
public final class Vectors {
  private static final Path ROOT =
      Path.of(Objects.requireNonNull(System.getProperty("comity.root"))).resolve("vectors");

  private Vectors() {}

  public static Json read(String file) {
    try {
      return JsonParser.parse(Bytes.of(Files.readAllBytes(ROOT.resolve(file))));
    } catch (IOException | VerificationException e) {
      throw new AssertionError(file, e);
    }
  }

  /** The bytes of a file. */
  public static Bytes bytes(String file) {
    try {
      return Bytes.of(Files.readAllBytes(ROOT.resolve(file)));
    } catch (IOException e) {
      throw new AssertionError(file, e);
    }
  }

  /** The JSON files in {@code folder}, as paths that {@link #read} takes, in order. */
  public static List<String> files(String folder) {
    try (Stream<Path> paths = Files.list(ROOT.resolve(folder))) {
      return paths.map(path -> folder + "/" + path.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(folder, e);
    }
  }

  public static Map<String, Json> fields(Json value) {
    return ((Json.Obj) value).fields();
  }

  /** The value at a path of field names. */
  public static Json at(Json value, String... path) {
    Json found = value;
    for (String name : path) {
      found = Objects.requireNonNull(fields(found).get(name), () -> "no field " + name);
    }
    return found;
  }

  public static List<Json> items(Json value, String... path) {
    return ((Json.Arr) at(value, path)).items();
  }

  public static String text(Json value, String... path) {
    return ((Json.Str) at(value, path)).text();
  }

  public static Bytes hex(Json value, String... path) {
    return Bytes.fromHex(text(value, path));
  }

  public static int number(Json value, String... path) {
    return ((Json.Num) at(value, path)).value().intValueExact();
  }
}
