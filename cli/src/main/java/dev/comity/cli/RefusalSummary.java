package dev.comity.cli;

import dev.comity.core.json.Json;
import dev.comity.governance.Refusal;
import dev.comity.governance.refusal.Judgement;
import dev.comity.governance.refusal.RefusalBody;
import dev.comity.governance.refusal.SignedRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a refusal says and what was found about it, for people and for programs.
 *
 * @param keyGiven whether its signature was checked with a key that the reader brought
 * @param judgement what the rules say; then its signature was checked with the log's operator key
 */
record RefusalSummary(SignedRefusal refusal, boolean keyGiven, Optional<Judgement> judgement) {

  /** What is known of the refusal, in the words of the message bundles. */
  enum Verdict {
    UNSIGNED,
    SIGNED,
    RIGHTFUL,
    WRONGFUL,
    OTHER_REASON;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  Verdict verdict() {
    return judgement
        .map(
            found ->
                switch (found) {
                  case Judgement.Rightful rightful -> Verdict.RIGHTFUL;
                  case Judgement.Wrongful wrongful -> Verdict.WRONGFUL;
                  case Judgement.OtherReason other -> Verdict.OTHER_REASON;
                })
        .orElse(keyGiven ? Verdict.SIGNED : Verdict.UNSIGNED);
  }

  /** What the rules themselves refuse with, when they were asked and refuse. */
  private Optional<Refusal> reduced() {
    return judgement.flatMap(
        found ->
            switch (found) {
              case Judgement.Rightful rightful -> Optional.of(rightful.refusal());
              case Judgement.Wrongful wrongful -> Optional.empty();
              case Judgement.OtherReason other -> Optional.of(other.refusal());
            });
  }

  List<String> lines(Words words) {
    RefusalBody body = refusal.body();
    TextTable table =
        new TextTable()
            .row(words.text("statement.id"), body.statement().hex())
            .row(words.text("statement.log"), OneLine.of(body.log()))
            .row(words.text("refusal.size"), String.valueOf(body.size()))
            .row(words.text("refusal.now"), body.now().toString())
            .row(words.text("refusal.operator"), OneLine.of(refusal.signed().header().issuer()))
            .row(words.text("refusal.code"), body.refusal().code().text())
            .row("", meaning(words))
            .row(words.text("refusal.rule"), OneLine.of(body.refusal().rule()))
            .row(words.text("refusal.detail"), OneLine.of(body.refusal().detail()));
    List<String> lines = new ArrayList<>(table.lines());
    String own = reduced().map(r -> r.code().text()).orElse("");
    lines.add(words.text("refusal.verdict." + verdict().text(), own));
    return lines;
  }

  private String meaning(Words words) {
    return words.text("refusal.because." + refusal.body().refusal().code().text());
  }

  Json.Obj toJson() {
    RefusalBody body = refusal.body();
    return Json.object()
        .put("verdict", verdict().text())
        .put("log", body.log())
        .put("statement", body.statement().hex())
        .put("size", body.size())
        .put("now", body.now().toString())
        .put("operator", refusal.signed().header().issuer())
        .put("code", body.refusal().code().text())
        .put("meaning", InBothLanguages.json(language -> meaning(Words.in(language))))
        .put("rule", body.refusal().rule())
        .put("detail", body.refusal().detail())
        .put("reducer", reduced().map(r -> Json.of(r.code().text())))
        .build();
  }
}
