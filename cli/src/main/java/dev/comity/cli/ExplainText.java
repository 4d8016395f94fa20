package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.Effect;
import dev.comity.governance.explain.Event;
import dev.comity.governance.explain.Explanation;
import dev.comity.governance.state.PartyState;
import dev.comity.governance.state.State;
import dev.comity.node.pages.Text;
import dev.comity.rules.Bilingual;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An explanation for people, in the sentences that the pages use too. */
final class ExplainText {
  /** A ground may be an entry with thousands of effects. */
  private static final int MOST_EFFECTS = 8;

  private final Language language;
  private final Words words;
  private final Text pages;
  private final State state;
  private final List<String> lines = new ArrayList<>();

  ExplainText(Language language, State state) {
    this.language = language;
    this.words = Words.in(language);
    this.pages =
        new Text(
            switch (language) {
              case EN -> dev.comity.node.pages.Language.EN;
              case ZH -> dev.comity.node.pages.Language.ZH;
            });
    this.state = state;
  }

  List<String> lines(Explanation explanation) {
    String kind = explanation.subject().kind().name().toLowerCase(Locale.ROOT);
    lines.add(
        words.text(
            "explain.subject",
            words.text("explain.kind." + kind),
            explanation.subject().id(),
            pages.word("term", explanation.subject().status())));
    add("explain.causes", explanation.causes());
    add("explain.grounds", explanation.grounds());
    return lines;
  }

  private void add(String title, List<Explanation.Cause> causes) {
    if (causes.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(words.text(title));
    for (Explanation.Cause cause : causes) {
      lines.add(heading(cause.index(), cause.at(), cause.type(), cause.issuer()));
      cause.effects().stream()
          .limit(MOST_EFFECTS)
          .forEach(effect -> lines.add("    " + sentence(effect)));
      if (cause.effects().size() > MOST_EFFECTS) {
        lines.add("    " + words.text("explain.more", cause.effects().size() - MOST_EFFECTS));
      }
      if (!cause.restsOn().isEmpty()) {
        String entries =
            cause.restsOn().stream().map(String::valueOf).collect(Collectors.joining(", "));
        lines.add("    " + words.text("explain.restsOn", entries));
      }
    }
  }

  /** Which entry, when, what and by whom. */
  String heading(Event event) {
    return heading(event.index(), event.at(), event.type(), event.issuer());
  }

  private String heading(long index, Optional<Instant> at, String type, String issuer) {
    PartyState party = state.parties().get(issuer);
    return words.text(
        "explain.entry",
        index,
        at.map(Instant::toString).orElse("–"),
        pages.word("type", type),
        party == null ? issuer : said(party.name()));
  }

  /** One effect in words. */
  String sentence(Effect effect) {
    Map<String, String> values = new TreeMap<>();
    effect.toJson().fields().forEach((name, value) -> values.put(name, word(value)));
    boolean issued = effect instanceof Effect.CertificateChanged && !values.containsKey("from");
    return pages.sentence("effect", issued ? "CertificateIssued" : effect.type(), values);
  }

  private String word(Json value) {
    return switch (value) {
      case Json.Str text -> {
        PartyState party = state.parties().get(text.text());
        yield party == null ? pages.word("term", text.text()) : said(party.name());
      }
      case Json.Num number -> number.value().toPlainString();
      case Json.Bool truth -> words.text(truth.value() ? "explain.yes" : "explain.no");
      case Json.Obj object -> object.compact();
      case Json.Arr array -> array.compact();
      case Json.Nothing nothing -> "–";
    };
  }

  private String said(Bilingual text) {
    return switch (language) {
      case EN -> text.en();
      case ZH -> text.zh();
    };
  }
}
