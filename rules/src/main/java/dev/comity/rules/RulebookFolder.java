package dev.comity.rules;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A rulebook as it is published and logged: relative file name → text. Holds {@code rulebook.yaml}
 * and {@code fixtures/NAME.yaml}, nothing else; every file at most {@value #MAX_FILE} characters,
 * all of them at most {@value #MAX_TOTAL}.
 */
public record RulebookFolder(SortedMap<String, String> files) {
  public static final String RULEBOOK = "rulebook.yaml";
  static final int MAX_FILE = 256_000;
  static final int MAX_TOTAL = 1_000_000;
  static final int MAX_FILES = 201;
  private static final Pattern FIXTURE =
      Pattern.compile("fixtures/[A-Za-z0-9][A-Za-z0-9._-]{0,80}\\.yaml");

  public RulebookFolder {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Throws {@code MALFORMED} or {@code TOO_LARGE}, naming the file. */
  public static RulebookFolder of(Map<String, String> files) throws VerificationException {
    if (!files.containsKey(RULEBOOK)) {
      throw VerificationException.malformed(
          "expected a file rulebook.yaml in the rulebook folder, found none");
    }
    if (files.size() > MAX_FILES) {
      throw tooLarge("the rulebook folder has more than " + (MAX_FILES - 1) + " fixtures");
    }
    long total = 0;
    for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
      total += checkedLength(file.getKey(), file.getValue());
    }
    if (total > MAX_TOTAL) {
      throw tooLarge("the rulebook folder has more than " + MAX_TOTAL + " characters in all");
    }
    return new RulebookFolder(new TreeMap<>(files));
  }

  private static int checkedLength(String name, String text) throws VerificationException {
    if (!name.equals(RULEBOOK) && !FIXTURE.matcher(name).matches()) {
      throw VerificationException.malformed(
          shown(name)
              + ": expected only rulebook.yaml and fixtures/NAME.yaml; remove or rename it");
    }
    if (text.length() > MAX_FILE) {
      throw tooLarge(name + ": more than " + MAX_FILE + " characters");
    }
    return text.length();
  }

  /**
   * Reads a folder. {@code README*} files and hidden files are ignored. Throws {@link IOException}
   * when the folder cannot be read, {@code MALFORMED} or {@code TOO_LARGE} when it is no rulebook.
   */
  public static RulebookFolder read(Path folder) throws IOException, VerificationException {
    SortedMap<String, String> files = new TreeMap<>();
    add(files, folder, "");
    Path fixtures = folder.resolve("fixtures");
    if (Files.isDirectory(fixtures)) {
      add(files, fixtures, "fixtures/");
    }
    return of(files);
  }

  private static void add(SortedMap<String, String> files, Path folder, String prefix)
      throws IOException, VerificationException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        boolean fixtures = prefix.isEmpty() && name.equals("fixtures");
        if (name.startsWith(".") || name.startsWith("README") || fixtures) {
          continue;
        }
        if (!Files.isRegularFile(entry)) {
          throw VerificationException.malformed(
              shown(prefix + name) + ": expected a file; remove it from the rulebook folder");
        }
        checkedLength(prefix + name, "");
        files.put(prefix + name, text(entry, prefix + name));
        if (files.size() > MAX_FILES) {
          throw tooLarge("the rulebook folder has more than " + (MAX_FILES - 1) + " fixtures");
        }
      }
    }
  }

  private static String text(Path file, String name) throws IOException, VerificationException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(4 * MAX_FILE + 1);
      if (octets.length > 4 * MAX_FILE) {
        throw tooLarge(name + ": more than " + MAX_FILE + " characters");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw VerificationException.malformed(name + ": not valid UTF-8; save the file as UTF-8");
    }
  }

  /** Reads what {@link #toJson} wrote; {@code path} names it in errors. */
  public static RulebookFolder parse(Json value, String path) throws VerificationException {
    SortedMap<String, String> files = new TreeMap<>();
    for (Map.Entry<String, Json> file : JsonFields.of(value, path).rest().entrySet()) {
      files.put(
          file.getKey(), JsonFields.asText(file.getValue(), path + "[" + file.getKey() + "]"));
    }
    return of(files);
  }

  /** One field per file, in the order of the names. */
  public Json.Obj toJson() {
    JsonObject json = Json.object();
    files.forEach((name, text) -> json.put(name, text));
    return json.build();
  }

  /** SHA-256 of the canonical form of {@link #toJson}: names one version's exact text. */
  public Hash digest() {
    return Hash.of(Bytes.utf8(toJson().canonical()));
  }

  String rulebook() throws VerificationException {
    String text = files.get(RULEBOOK);
    if (text == null) {
      throw VerificationException.malformed("expected a file rulebook.yaml, found none");
    }
    return text;
  }

  SortedMap<String, String> fixtures() {
    SortedMap<String, String> fixtures = new TreeMap<>(files);
    fixtures.remove(RULEBOOK);
    return fixtures;
  }

  private static String shown(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100) + "…";
  }

  private static VerificationException tooLarge(String detail) {
    return new VerificationException(VerificationException.Code.TOO_LARGE, detail);
  }
}
