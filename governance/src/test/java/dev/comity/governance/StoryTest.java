package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.rules.YamlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays the stories under {@code stories/}: who says what when, what follows, and what is refused.
 */
class StoryTest {
  private static final Path STORIES =
      Path.of(System.getProperty("comity.root"), "governance/src/test/resources/stories");

  @TestFactory
  Stream<DynamicTest> stories() throws IOException {
    try (Stream<Path> files = Files.list(STORIES)) {
      return files.sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> play(file)));
    }
  }

  private static void play(Path file) throws IOException, VerificationException {
    String name = String.valueOf(file.getFileName());
    JsonFields story = JsonFields.of(YamlDocument.parse(name, Files.readString(file)).root(), name);
    assertThat(story.text("story")).isNotBlank();
    assertThat(story.text("lesson")).isNotBlank();
    Scene scene = new Scene(story.object("given"));
    for (Json step : story.list("when")) {
      play(scene, JsonFields.of(step, "step"), step.compact());
    }
    Ending.check(scene, story.object("then"));
    story.done();
    for (World world : scene.worlds()) {
      world.finish();
    }
  }

  private static void play(Scene scene, JsonFields step, String text)
      throws VerificationException, IOException {
    if (step.has("in")) {
      scene.goTo(step.text("in"));
    }
    String expected = step.has("expect") ? expected(step.required("expect")) : "";
    String refused = step.optionalText("refused").orElse("");
    StringBuilder found = new StringBuilder();
    StringBuilder code = new StringBuilder();
    if (step.has("at")) {
      code.append(outcome(scene.clock(step.text("at")), "", found));
    }
    Map<String, Json> honour =
        step.has("honour") ? step.object("honour").rest() : Map.<String, Json>of();
    for (Map.Entry<String, Json> said : step.rest().entrySet()) {
      String sentence = JsonFields.asText(said.getValue(), said.getKey());
      for (Result result : scene.say(said.getKey(), sentence)) {
        code.append(outcome(result, sentence, found));
      }
    }
    assertThat(code.toString()).as("refusal at %s of %s", scene.now(), text).isEqualTo(refused);
    assertThat(found.toString()).as("effects at %s of %s", scene.now(), text).isEqualTo(expected);
    Ending.honoured(scene.world().state(), honour);
  }

  private static String expected(Json value) throws VerificationException {
    StringBuilder lines = new StringBuilder();
    for (String line :
        JsonFields.of(Json.object().put("expect", value).build(), "step").texts("expect")) {
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private static String outcome(Result result, String sentence, StringBuilder found) {
    return switch (result) {
      case Result.Applied applied -> {
        applied.effects().stream()
            .filter(effect -> !(effect instanceof Effect.ClockAdvanced))
            .filter(effect -> !Told.echoes(effect, sentence))
            .forEach(effect -> found.append(Told.of(effect)).append('\n'));
        yield "";
      }
      case Result.Rejected rejected -> rejected.refusal().code().text();
    };
  }

  static {
    if (!Files.isDirectory(STORIES)) {
      throw new UncheckedIOException(new IOException("no stories under " + STORIES));
    }
  }
}
