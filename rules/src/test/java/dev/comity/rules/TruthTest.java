package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TruthTest {
  /** Rows a, columns b; each in the order true, false, unknown; an unknown names its causes. */
  @Test
  void and_allNineCombinations_followKleene() throws Exception {
    assertThat(table("fact[\"a\"] && fact[\"b\"]")).isEqualTo("T F b, F F F, a F ab");
  }

  @Test
  void or_allNineCombinations_followKleene() throws Exception {
    assertThat(table("fact[\"a\"] || fact[\"b\"]")).isEqualTo("T T T, T F b, T a ab");
  }

  @Test
  void not_unknown_staysUnknown() throws Exception {
    assertThat(table("!fact[\"a\"] || fact[\"b\"] && false")).isEqualTo("F F F, T T T, a a a");
  }

  @Test
  void conditional_unknownCondition_namesOnlyTheCondition() throws Exception {
    assertThat(table("fact[\"a\"] ? fact[\"b\"] : true")).isEqualTo("T F b, T T T, a a a");
  }

  private static String table(String expression) throws Exception {
    Formula formula = Language.compile(Scope.CHECK, Optional.empty(), expression, "p");
    List<Optional<Boolean>> values =
        List.of(Optional.of(true), Optional.of(false), Optional.empty());
    List<String> rows = new ArrayList<>();
    for (Optional<Boolean> a : values) {
      Stream<String> row = values.stream().map(b -> evaluate(formula, a, b));
      rows.add(row.collect(Collectors.joining(" ")));
    }
    return String.join(", ", rows);
  }

  private static String evaluate(Formula formula, Optional<Boolean> a, Optional<Boolean> b) {
    TreeMap<String, Boolean> facts = new TreeMap<>();
    a.ifPresent(value -> facts.put("a", value));
    b.ifPresent(value -> facts.put("b", value));
    Inputs inputs =
        Inputs.of(Samples.card(), Samples.NOW)
            .withEvidence(
                new Inputs.Chosen(new TreeMap<>(), facts),
                new TreeSet<>(formula.references()),
                Optional.empty(),
                false);
    return switch (formula.evaluate(inputs)) {
      case Truth.Known.TRUE -> "T";
      case Truth.Known.FALSE -> "F";
      case Truth.Unknown unknown ->
          unknown.references().stream().map(Reference::id).collect(Collectors.joining());
    };
  }
}
