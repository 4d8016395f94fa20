package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Proposals as stories say them: {@code propose expel bo and grant cy panel}, or, with several
 * options, {@code propose either small = expel bo or large = expel cy}.
 */
final class Proposing {
  private final Function<String, Hash> named;
  private final Function<String, World> worlds;

  Proposing(Function<String, Hash> named, Function<String, World> worlds) {
    this.named = named;
    this.worlds = worlds;
  }

  Draft draft(Words sentence) throws VerificationException {
    List<Words> parts = sentence.split("conflicted");
    List<Actor> conflicted =
        parts.size() == 1
            ? List.of()
            : Words.names(parts.get(1).at(0)).stream().map(Actor::named).toList();
    Words said = parts.getFirst().from(1);
    if (!said.at(0).equals("either")) {
      return CommunityDrafts.propose("actions", actions(said), conflicted);
    }
    List<Json> options = new ArrayList<>();
    for (Words option : said.from(1).split("or")) {
      options.add(
          Json.object().put("name", option.at(0)).put("actions", actions(option.from(2))).build());
    }
    return CommunityDrafts.propose("options", new Json.Arr(options), conflicted);
  }

  private Json actions(Words said) throws VerificationException {
    List<Json> actions = new ArrayList<>();
    for (Words action : said.split("and")) {
      actions.add(Json.object().put(action.verb(), action(action)).build());
    }
    return new Json.Arr(actions);
  }

  private Json.Obj action(Words said) throws VerificationException {
    JsonObject fields = Json.object();
    return switch (said.verb()) {
      case "amend-charter" -> amendment(said);
      case "adopt-rulebook" ->
          book(fields, said)
              .put("standing", said.has("on-trial") ? "trial" : "in-force")
              .put("from", said.after("from").map(Json::of))
              .put("grace", said.after("grace").map(Json::of))
              .build();
      case "retire-rulebook" -> book(fields, said).build();
      case "admit" ->
          party(fields, said)
              .put("roles", Json.strings(Words.names(said.after("to").orElse("member"))))
              .put("class", said.after("class").map(Json::of))
              .build();
      case "grant" ->
          party(fields, said)
              .put("role", said.at(2))
              .put("until", said.after("until").map(Json::of))
              .build();
      case "revoke" -> party(fields, said).put("role", said.at(2)).build();
      case "expel" -> party(fields, said).build();
      case "recognise" -> terms(worlds.apply(said.at(1)), said.braces());
      case "end-recognition" -> fields.put("community", worlds.apply(said.at(1)).origin).build();
      case "renew-emergency" -> fields.put("emergency", named.apply(said.at(1)).hex()).build();
      default -> throw new AssertionError("nobody can propose to " + said.verb());
    };
  }

  /** {@code parents: {floor: [red-lines]}} stands for the parents' logs and keys. */
  private Json.Obj amendment(Words said) throws VerificationException {
    JsonObject fields = Json.object();
    for (var section : said.braces().fields().entrySet()) {
      boolean parents = section.getKey().equals("parents");
      fields.put(
          section.getKey(), parents ? parents((Json.Obj) section.getValue()) : section.getValue());
    }
    return fields.build();
  }

  private Json parents(Json.Obj taken) {
    List<Json> parents = new ArrayList<>();
    taken
        .fields()
        .forEach(
            (name, rulebooks) -> {
              World above = worlds.apply(name);
              parents.add(
                  Json.object()
                      .put("log", above.origin)
                      .put("logKey", above.logPublicKey().toJwk())
                      .put("rulebooks", rulebooks)
                      .build());
            });
    return new Json.Arr(parents);
  }

  private static JsonObject book(JsonObject fields, Words said) {
    String[] key = said.at(1).split("/", 2);
    return fields.put("rulebook", key[0]).put("version", key[1]);
  }

  private static JsonObject party(JsonObject fields, Words said) {
    return fields.put("party", Actor.named(said.at(1)).id());
  }

  /** Everything, until the end of 2026, unless {@code stated} says otherwise. */
  static Json.Obj terms(World other, Json.Obj stated) {
    JsonObject fields =
        Json.object()
            .put("community", other.origin)
            .put("logKey", other.logPublicKey().toJwk())
            .put("scope", Json.strings(List.of("*")))
            .put("until", "2027-01-01T00:00:00Z");
    stated.fields().forEach(fields::put);
    return fields.build();
  }

  /** What a ballot on {@code proposal} refers to; of an unknown one, nothing that exists. */
  static Hash content(World world, Hash proposal) {
    return Optional.ofNullable(world.state().proposals().get(proposal))
        .map(p -> p.body().content())
        .orElse(proposal);
  }
}
