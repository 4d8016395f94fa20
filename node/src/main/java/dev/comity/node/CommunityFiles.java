package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a community's things are below its directory. */
final class CommunityFiles {
  private CommunityFiles() {}

  static Path log(Path directory) {
    return directory.resolve("log");
  }

  static Path index(Path directory) {
    return directory.resolve("index.sqlite");
  }

  static Path snapshots(Path directory) {
    return directory.resolve("snapshot");
  }

  static Path logKey(Path directory) {
    return directory.resolve("keys").resolve("log.jwk");
  }

  static Path operatorKey(Path directory) {
    return directory.resolve("keys").resolve("operator.jwk");
  }

  private static Path description(Path directory) {
    return directory.resolve("community.json");
  }

  static boolean isCommunity(Path directory) {
    return Files.isRegularFile(description(directory));
  }

  /** Written last when a community is founded: a directory without it is an unfinished founding. */
  static void describe(Path directory, String origin) throws IOException {
    Files.writeString(
        description(directory), Json.object().put("origin", origin).build().compact() + "\n");
  }

  static String origin(Path directory) throws IOException, VerificationException {
    Path file = description(directory);
    JsonFields fields =
        JsonFields.of(JsonParser.parse(Bytes.of(Files.readAllBytes(file))), file.toString());
    String origin = fields.text("origin");
    fields.done();
    return origin;
  }
}
