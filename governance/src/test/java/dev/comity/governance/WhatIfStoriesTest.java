package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.explain.Chronicle;
import dev.comity.governance.explain.Explanation;
import dev.comity.governance.explain.Subject;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Statement;
import dev.comity.governance.whatif.Difference;
import dev.comity.governance.whatif.Supposed;
import dev.comity.governance.whatif.WhatIf;
import dev.comity.rules.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every story once more: a change that says nothing changes nothing, and whatever the story came to
 * can be explained.
 */
class WhatIfStoriesTest {
  private static final Path STORIES =
      Path.of(System.getProperty("comity.root"), "governance/src/test/resources/stories");

  @TestFactory
  Stream<DynamicTest> stories() throws IOException {
    try (Stream<Path> files = Files.list(STORIES)) {
      return files.sorted().toList().stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(
                      String.valueOf(file.getFileName()),
                      () -> {
                        for (World world : played(file)) {
                          if (world.state().charter().isPresent()) {
                            nothingDiffers(world);
                            everythingIsExplained(world);
                          }
                        }
                      }));
    }
  }

  private static List<World> played(Path file) throws IOException, VerificationException {
    String name = String.valueOf(file.getFileName());
    JsonFields story = JsonFields.of(YamlDocument.parse(name, Files.readString(file)).root(), name);
    Scene scene = new Scene(story.object("given"));
    for (Json step : story.list("when")) {
      JsonFields fields = JsonFields.of(step, "step");
      if (fields.has("in")) {
        scene.goTo(fields.text("in"));
      }
      if (fields.has("at")) {
        scene.clock(fields.text("at"));
      }
      for (String other : List.of("expect", "refused", "honour")) {
        if (fields.has(other)) {
          fields.required(other);
        }
      }
      for (Map.Entry<String, Json> said : fields.rest().entrySet()) {
        scene.say(said.getKey(), JsonFields.asText(said.getValue(), said.getKey()));
      }
    }
    return scene.worlds();
  }

  private static void nothingDiffers(World world) throws VerificationException {
    Json nothing = Json.object().put("purpose", Drafts.name("as before")).build();
    WhatIf whatIf =
        new WhatIf(
            new Supposed(List.of(new Action.AmendCharter(nothing)), List.of()),
            OptionalLong.empty());
    for (Bytes entry : world.entries) {
      whatIf.next(Statement.parse(SignedStatement.decode(entry)));
    }
    Difference difference = whatIf.difference();
    assertThat(difference.none()).as(difference.toJson().compact()).isTrue();
  }

  private static void everythingIsExplained(World world) throws VerificationException {
    Chronicle chronicle = new Chronicle();
    for (Bytes entry : world.entries) {
      chronicle.next(Statement.parse(SignedStatement.decode(entry)));
    }
    List<String> ids =
        Stream.of(
                world.state().certificates().keySet().stream(),
                world.state().systems().keySet().stream(),
                world.state().parties().keySet().stream(),
                world.state().sanctions().keySet().stream().map(id -> id.hex()),
                world.state().proposals().keySet().stream().map(id -> id.hex()),
                world.state().incidents().keySet().stream().map(id -> id.hex()),
                world.state().concerns().keySet().stream().map(id -> id.hex()),
                world.state().emergencies().keySet().stream().map(id -> id.hex()),
                world.state().commitments().keySet().stream().map(id -> id.hex()),
                world.state().cases().keySet().stream().map(id -> id.hex()))
            .flatMap(all -> all)
            .toList();
    for (String id : ids) {
      List<Subject> subjects = chronicle.subjects(id);
      assertThat(subjects).as(id).hasSize(1);
      Explanation explanation = chronicle.explain(subjects.getFirst());
      assertThat(explanation.causes()).as(subjects.toString()).isNotEmpty();
      assertThat(explanation.causes())
          .allSatisfy(
              cause ->
                  assertThat(cause.restsOn())
                      .allSatisfy(on -> assertThat(on).isLessThan(cause.index())));
    }
  }
}
