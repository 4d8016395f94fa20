package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.governance.state.Deadline;
import dev.comity.governance.statement.BodyType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/spec/semantics.md} lists what the code knows, and nothing else. */
class SemanticsSpecTest {
  private static final Path SPEC =
      Path.of(System.getProperty("comity.root"), "docs/spec/semantics.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z-]+)` \\|(.*)\\|$");

  private static String section(String title) throws IOException {
    String text = Files.readString(SPEC);
    int from = text.indexOf("\n## " + title + "\n");
    assertThat(from).as("section " + title).isPositive();
    int to = text.indexOf("\n## ", from + 4);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  private static List<String> rows(String title) throws IOException {
    return ROW.matcher(section(title)).results().map(row -> row.group(1)).toList();
  }

  @Test
  void everyStatementType_isListed() throws IOException {
    assertThat(rows("Who may say what"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(BodyType.values()).map(BodyType::text).toList());
  }

  @Test
  void everyEffect_isListedWithItsFields() throws IOException {
    List<String> known =
        Arrays.stream(Effect.class.getPermittedSubclasses())
            .map(
                type ->
                    type.getSimpleName()
                        + " "
                        + Arrays.stream(type.getRecordComponents())
                            .map(component -> "`" + component.getName() + "`")
                            .collect(Collectors.joining(", ")))
            .toList();
    List<String> listed =
        ROW.matcher(section("Effects"))
            .results()
            .map(row -> row.group(1) + " " + fields(row))
            .toList();
    assertThat(listed).containsExactlyInAnyOrderElementsOf(known);
  }

  private static String fields(MatchResult row) {
    return row.group(2).substring(0, row.group(2).indexOf('|')).strip();
  }

  @Test
  void everyRefusalCode_isListed() throws IOException {
    assertThat(rows("Refusals"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(RefusalCode.values()).map(RefusalCode::text).toList());
  }

  @Test
  void everyKindOfDeadline_isListed() throws IOException {
    String time = section("Time");
    for (Deadline.Kind kind : Deadline.Kind.values()) {
      assertThat(time).contains("`" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "`");
    }
  }
}
