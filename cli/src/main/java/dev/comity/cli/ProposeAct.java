package dev.comity.cli;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Deliberation;
import dev.comity.governance.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Proposes something to the members; without a title it is titled by what it would do. */
abstract class ProposeAct extends Act {
  private static final int LONGEST_TITLE = 300;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "What the members read first; by default what the proposal would do.")
  private @Nullable String title;

  @Option(names = "--title-zh", paramLabel = "TEXT", description = "The same in Chinese.")
  private @Nullable String titleInChinese;

  @Option(
      names = "--conflicted",
      paramLabel = "PARTY",
      split = ",",
      description = "Who has an interest in it and has to abstain; repeatable.")
  private List<String> conflicted = List.of();

  ProposeAct(Surroundings surroundings) {
    super(surroundings, BodyType.PROPOSE);
  }

  /** The body with {@code actions} or {@code options}, perhaps with a title. */
  abstract Json.Obj proposed() throws CommandFailure, InterruptedException;

  @Override
  final Json.Obj body() throws CommandFailure, InterruptedException {
    Json.Obj body = proposed();
    if (!conflicted.isEmpty()) {
      body = JsonPath.put(body, "conflicted", Json.strings(conflicted));
    }
    if (title != null || titleInChinese != null) {
      String one = title == null ? titleInChinese : title;
      return titled(body, one, titleInChinese == null ? one : titleInChinese);
    }
    return body.fields().containsKey("title")
        ? body
        : titled(body, summary(body, Language.EN), summary(body, Language.ZH));
  }

  private static Json.Obj titled(Json.Obj body, @Nullable String en, @Nullable String zh) {
    Json.Obj texts =
        Json.object().put("en", String.valueOf(en)).put("zh", String.valueOf(zh)).build();
    JsonObject whole = Json.object().put("title", texts);
    body.fields().forEach(whole::put);
    return whole.put("title", texts).build();
  }

  private static String summary(Json.Obj body, Language language) throws CommandFailure {
    JsonObject whole = Json.object().put("log", "any.example/log").put("seq", 1);
    titled(body, "?", "?").fields().forEach(whole::put);
    try {
      Deliberation.Propose read =
          (Deliberation.Propose) Statement.check(BodyType.PROPOSE, whole.build());
      ActionWords words = new ActionWords(Words.in(language));
      String text =
          String.join(
              " / ",
              read.options().stream()
                  .map(o -> String.join("; ", o.actions().stream().map(words::text).toList()))
                  .toList());
      return text.length() <= LONGEST_TITLE ? text : text.substring(0, LONGEST_TITLE - 1) + "…";
    } catch (VerificationException e) {
      throw CommandFailure.badInput(e.detail());
    }
  }
}
