package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.State;
import dev.comity.rules.YamlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    then(scene.world().state(), story.object("then"));
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
    String code = "";
    if (step.has("at")) {
      code += outcome(scene.clock(step.text("at")), found);
    }
    for (Map.Entry<String, Json> said : step.rest().entrySet()) {
      Result result = scene.say(said.getKey(), JsonFields.asText(said.getValue(), said.getKey()));
      code += outcome(result, found);
    }
    assertThat(code).as("refusal at %s of %s", scene.now(), text).isEqualTo(refused);
    assertThat(found.toString()).as("effects at %s of %s", scene.now(), text).isEqualTo(expected);
  }

  private static String expected(Json value) throws VerificationException {
    StringBuilder lines = new StringBuilder();
    for (String line :
        JsonFields.of(Json.object().put("expect", value).build(), "step").texts("expect")) {
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private static String outcome(Result result, StringBuilder found) {
    return switch (result) {
      case Result.Applied applied -> {
        applied.effects().stream()
            .filter(effect -> !(effect instanceof Effect.ClockAdvanced))
            .forEach(effect -> found.append(Told.of(effect)).append('\n'));
        yield "";
      }
      case Result.Rejected rejected -> rejected.refusal().code().text();
    };
  }

  private static void then(State state, JsonFields then) throws VerificationException {
    Map<String, String> certificates = new TreeMap<>();
    state.certificates().values().stream()
        .sorted((a, b) -> Long.compare(a.index(), b.index()))
        .forEach(c -> certificates.put(c.system(), text(c.status())));
    JsonFields expected = then.object("certificates");
    Map<String, String> told = new TreeMap<>();
    for (Map.Entry<String, Json> one : expected.rest().entrySet()) {
      told.put(one.getKey(), JsonFields.asText(one.getValue(), one.getKey()));
    }
    assertThat(certificates).isEqualTo(told);
    List<String> waiting =
        state.deadlines().stream()
            .filter(deadline -> deadline.kind() != Deadline.Kind.RULES_TURN)
            .map(deadline -> deadline.kind().name().toLowerCase(Locale.ROOT) + " " + deadline.at())
            .toList();
    assertThat(waiting).isEqualTo(then.texts("waiting"));
    then.done();
  }

  private static String text(CertificateState.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  static {
    if (!Files.isDirectory(STORIES)) {
      throw new UncheckedIOException(new IOException("no stories under " + STORIES));
    }
  }
}
