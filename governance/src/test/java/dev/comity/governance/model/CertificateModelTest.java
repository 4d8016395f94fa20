package dev.comity.governance.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every command of {@code model/certificates.als}, and shows for each assertion that it can
 * fail: {@code model/mutants.yaml} breaks the model in one place at a time. The tables in {@code
 * docs/spec/model.md} name the same.
 */
class CertificateModelTest {
  private static final Path ROOT = Path.of(System.getProperty("comity.root"));
  private static final Path FOLDER = ROOT.resolve("governance/src/test/resources/model");
  private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
  private static final Pattern FIRST_AND_LAST_CELL =
      Pattern.compile("(?m)^\\| `([^`]+)` \\|.*\\| `([^`]+)` \\|$");

  private final String text = Files.readString(FOLDER.resolve("certificates.als"));
  private final AlloyModel model = AlloyModel.parse(text);
  private final List<Mutant> mutants =
      Mutant.read("mutants.yaml", Files.readString(FOLDER.resolve("mutants.yaml")));

  CertificateModelTest() throws Exception {}

  @TestFactory
  Stream<DynamicTest> assertion_hasNoCounterexample() {
    return model.checks().stream()
        .map(name -> dynamicTest(name, () -> assertThat(model.instance(name)).as(name).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> situation_exists() {
    return model.runs().stream()
        .map(
            name -> dynamicTest(name, () -> assertThat(model.instance(name)).as(name).isPresent()));
  }

  @TestFactory
  Stream<DynamicTest> mutant_isRefuted() {
    return mutants.stream().map(mutant -> dynamicTest(mutant.name(), () -> refute(mutant)));
  }

  private void refute(Mutant mutant) {
    AlloyModel mutated = AlloyModel.parse(mutant.applyTo(text));
    assertThat(mutated.instance(mutant.notices()))
        .as("counterexample to %s in %s", mutant.notices(), mutant.name())
        .isPresent();
  }

  @Test
  void everyAssertion_noticesAMutant() {
    assertThat(mutants.stream().map(Mutant::notices).distinct())
        .containsExactlyInAnyOrderElementsOf(model.checks());
  }

  @Test
  void mutant_whoseTextIsNotThereOnce_isNotApplied() {
    Mutant mutant = new Mutant("m", "A", "ab", "c");
    assertThat(mutant.applyTo("-ab-")).isEqualTo("-c-");
    assertThatThrownBy(() -> mutant.applyTo("-abab-")).hasMessageContaining("exactly once");
    assertThatThrownBy(() -> mutant.applyTo("-a-b-")).hasMessageContaining("exactly once");
  }

  @Test
  void document_namesTheSameAssertionsSituationsAndMutants() throws Exception {
    String document = Files.readString(ROOT.resolve("docs/spec/model.md"));
    assertThat(cells(FIRST_CELL, document, "Assertions")).isEqualTo(model.checks());
    assertThat(cells(FIRST_CELL, document, "Situations")).isEqualTo(model.runs());
    assertThat(cells(FIRST_AND_LAST_CELL, document, "Mutants"))
        .isEqualTo(mutants.stream().map(m -> m.name() + " " + m.notices()).toList());
  }

  private static List<String> cells(Pattern row, String document, String section) {
    String rest = document.split("## " + section + "\n", 2)[1];
    return row.matcher(rest.split("\n## ", 2)[0])
        .results()
        .map(CertificateModelTest::groups)
        .toList();
  }

  private static String groups(MatchResult row) {
    return row.groupCount() == 1 ? row.group(1) : row.group(1) + " " + row.group(2);
  }
}
