package dev.comity.cli;

import dev.comity.rules.Bilingual;
import dev.comity.rules.CompiledRulebook;
import dev.comity.rules.Explanations;
import dev.comity.rules.Finding;
import dev.comity.rules.Rulebook;
import java.util.ArrayList;
import java.util.List;

/** An assessment for people: the outcome, every requirement, and what is still missing. */
final class AssessmentText {
  private final Language language;
  private final Words words;
  private final Explanations explanations;

  AssessmentText(Language language) {
    this.language = language;
    this.words = Words.in(language);
    this.explanations = Explanations.in(language.tag());
  }

  List<String> lines(Assessment assessment) {
    List<String> lines = new ArrayList<>();
    lines.add(words.text("assess.outcome", explanations.word(assessment.decision().outcome())));
    lines.add(
        words.text(
            "assess.system",
            in(assessment.card().name()),
            assessment.card().system(),
            assessment.card().version(),
            assessment.rules().at()));
    assessment
        .assumed()
        .forEach((name, value) -> lines.add(words.text("assess.assumed." + name, value)));
    for (CompiledRulebook rulebook : assessment.rules().rulebooks()) {
      lines.add("");
      lines.addAll(rulebook(assessment, rulebook.rulebook()));
    }
    if (!assessment.wanted().isEmpty()) {
      lines.add("");
      lines.addAll(missing(assessment));
    }
    return lines;
  }

  private List<String> rulebook(Assessment assessment, Rulebook rulebook) {
    List<String> lines = new ArrayList<>();
    lines.add(
        words.text(
            "assess.rulebook",
            in(rulebook.title()),
            rulebook.key(),
            words.text("standing." + rulebook.standing(assessment.rules().at()).text())));
    TextTable table = new TextTable();
    for (Finding finding : assessment.decision().findings()) {
      if (finding.rulebook().equals(rulebook.key())) {
        table.row(
            "  " + explanations.word(finding.status()),
            finding.requirement(),
            in(assessment.requirement(finding).text()));
        table.row("", "", explanations.line(finding));
      }
    }
    lines.addAll(table.lines());
    return lines;
  }

  private List<String> missing(Assessment assessment) {
    List<String> lines = new ArrayList<>(List.of(words.text("assess.missing")));
    for (Wanted wanted : assessment.wanted()) {
      lines.add(
          words.text(
              wanted.counted() ? "assess.wanted" : "assess.wanted-uncounted",
              wanted.text(language),
              String.join(", ", wanted.requirements())));
    }
    return lines;
  }

  private String in(Bilingual text) {
    return switch (language) {
      case EN -> text.en();
      case ZH -> text.zh();
    };
  }
}
