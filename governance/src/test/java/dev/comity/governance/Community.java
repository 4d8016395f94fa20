package dev.comity.governance;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Draft;
import dev.comity.governance.statement.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A community that a story is given: its log, and its charter as the story writes it.
 *
 * @param forkOf the community that this one left, where its log stands when the charter is stated
 */
record Community(
    World world, Drafts.Constitution constitution, Json.Obj sections, Optional<World> forkOf) {
  private static final List<String> SECTIONS =
      List.of(
          "membership", "deliberation", "clocks", "sanctions", "keys", "recognition", "forecasts");

  static Community of(String name, JsonFields spec, Function<String, World> worlds, String now)
      throws VerificationException {
    Map<String, List<Actor>> roles = new LinkedHashMap<>();
    Set<Actor> actors = new LinkedHashSet<>();
    for (String role : Terms.ROLES) {
      List<Actor> holders = actors(spec, role);
      actors.addAll(holders);
      roles.put(role, holders);
    }
    actors.addAll(actors(spec, "declared"));
    boolean bare = spec.boolOr("bare", false);
    Community community =
        new Community(
            bare ? new World(name) : World.opened(name, now),
            new Drafts.Constitution(
                roles,
                parents(spec, worlds),
                spec.optionalText("term").orElse("P12M"),
                spec.optionalText("window").orElse("P14D"),
                spec.textsOrEmpty("opaque"),
                1),
            sections(spec),
            spec.optionalText("forkOf").map(worlds));
    spec.done();
    if (!bare) {
      community.found(actors);
    }
    return community;
  }

  private static List<Actor> actors(JsonFields spec, String field) throws VerificationException {
    List<String> names = spec.textsOrEmpty(field);
    names.forEach(Told::knows);
    return names.stream().map(Actor::named).toList();
  }

  private static List<Json> parents(JsonFields spec, Function<String, World> worlds)
      throws VerificationException {
    List<Json> parents = new ArrayList<>();
    if (spec.has("takes")) {
      for (Map.Entry<String, Json> parent : spec.object("takes").rest().entrySet()) {
        World above = worlds.apply(parent.getKey());
        JsonFields taken = JsonFields.of(Json.object().put("r", parent.getValue()).build(), "r");
        parents.add(Drafts.parent(above.origin, above.logPublicKey(), taken.texts("r")));
      }
    }
    return parents;
  }

  private static Json.Obj sections(JsonFields spec) throws VerificationException {
    JsonObject sections = Json.object();
    for (String section : SECTIONS) {
      if (spec.has(section)) {
        sections.put(section, spec.required(section));
      }
    }
    return sections.build();
  }

  private void found(Set<Actor> actors) throws VerificationException {
    world.applied(world.operator, charter());
    for (Actor actor : actors) {
      world.applied(actor, Drafts.party(actor, actor.name()));
    }
  }

  Draft charter() {
    JsonObject all = Json.object();
    sections.fields().forEach(all::put);
    forkOf.ifPresent(
        parent -> {
          Hash root = parent.checkpoint().checkpoint().root();
          all.put(
              "fork",
              Json.object()
                  .put("log", parent.origin)
                  .put("logKey", parent.logPublicKey().toJwk())
                  .put("index", parent.entries.size())
                  .put("root", root.hex())
                  .build());
        });
    return constitution.draft(all.build());
  }
}
