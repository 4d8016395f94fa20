package dev.comity.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void of_keepsOneLineWithoutTerminalCommands() {
    assertThat(OneLine.of(" a\n\tb\u001b[2Jc\u202ed\u2028e ")).isEqualTo("a  b [2Jc\ufffdd e");
  }

  @Test
  void of_cutsWhatIsLong() {
    assertThat(OneLine.of("x".repeat(2_000))).hasSize(2_000).endsWith("x");
    assertThat(OneLine.of("x".repeat(2_001))).hasSize(2_001).endsWith("…");
  }

  @Test
  void visible_keepsIndentation() {
    assertThat(OneLine.visible("  误差 ²\r")).isEqualTo("  误差 ² ");
  }

  @Test
  void table_alignsWideCharactersAndNumbers() {
    List<String> lines = new TextTable(1).row("准确率", "9.5", "x").row("kl", "10.25").lines();

    assertThat(lines).containsExactly("准确率    9.5  x", "kl      10.25");
  }
}
