package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.SystemState;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.RulebookFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The communities of one story, and the small language in which its actors speak. */
final class Scene {
  private final Map<String, World> worlds = new LinkedHashMap<>();
  private final Map<String, Drafts.Constitution> charters = new HashMap<>();
  private final Map<String, RulebookFolder> books = new HashMap<>();
  private final Map<String, Long> published = new HashMap<>();
  private final Map<String, Actor> publishers = new HashMap<>();
  private String here = "";
  private Bytes lastSubmitted = Bytes.EMPTY;

  Scene(JsonFields given) throws VerificationException {
    String now = given.text("now");
    for (Map.Entry<String, Json> book : given.object("rulebooks").rest().entrySet()) {
      String[] key = book.getKey().split(" ", 2);
      books.put(book.getKey(), Books.book(key[0], key[1], book.getValue()));
    }
    // Parents before children: the names are in the order of the alphabet.
    for (Map.Entry<String, Json> community : given.object("communities").rest().entrySet()) {
      add(community.getKey(), JsonFields.of(community.getValue(), community.getKey()), now);
    }
    given.done();
  }

  private void add(String name, JsonFields spec, String now) throws VerificationException {
    boolean bare = spec.boolOr("bare", false);
    Map<String, List<Actor>> roles = new LinkedHashMap<>();
    for (String role : List.of("member", "publisher", "assessor", "authority")) {
      roles.put(role, spec.textsOrEmpty(role).stream().map(Actor::named).toList());
    }
    List<Json> parents = new ArrayList<>();
    if (spec.has("takes")) {
      for (Map.Entry<String, Json> parent : spec.object("takes").rest().entrySet()) {
        World above = world(parent.getKey());
        JsonFields taken = JsonFields.of(Json.object().put("r", parent.getValue()).build(), "r");
        parents.add(Drafts.parent(above.origin, above.logPublicKey(), taken.texts("r")));
      }
    }
    Drafts.Constitution charter =
        new Drafts.Constitution(
            roles,
            parents,
            spec.optionalText("term").orElse("P12M"),
            spec.optionalText("window").orElse("P14D"),
            spec.textsOrEmpty("opaque"),
            1);
    spec.done();
    charters.put(name, charter);
    here = name;
    if (bare) {
      worlds.put(name, new World(name));
      return;
    }
    World world = World.opened(name, now);
    worlds.put(name, world);
    world.applied(world.operator, charter.draft());
    Set<Actor> actors = new LinkedHashSet<>();
    roles.values().forEach(actors::addAll);
    for (Actor actor : actors) {
      world.applied(actor, Drafts.party(actor, actor.name()));
    }
  }

  void goTo(String community) {
    world(community);
    here = community;
  }

  World world() {
    return world(here);
  }

  private World world(String name) {
    World world = worlds.get(name);
    if (world == null) {
      throw new AssertionError("no community " + name + " in this story");
    }
    return world;
  }

  Iterable<World> worlds() {
    return worlds.values();
  }

  Result clock(String now) throws VerificationException {
    return submit(world().operator, Drafts.clock(now));
  }

  /** One sentence of the language: a verb and its words. */
  Result say(String who, String sentence) throws VerificationException, IOException {
    Actor actor = Actor.named(who);
    List<String> words = List.of(sentence.split(" "));
    return switch (words.getFirst()) {
      case "repeat" -> world().submit(lastSubmitted);
      case "equivocate" ->
          submit(world().signAgain(actor, Drafts.party(actor, "another " + who)).entry());
      case "note" -> submit(note(actor, words.get(1)));
      case "publish" -> publish(actor, words.get(1), words.get(2));
      case "import" -> importFrom(actor, words.get(1), words.get(2), words.get(4));
      case "open" -> submit(actor, world().policy());
      default -> submit(actor, draft(actor, words));
    };
  }

  private Draft draft(Actor actor, List<String> words) throws VerificationException {
    String subject = words.size() > 1 ? words.get(1) : "";
    return switch (words.getFirst()) {
      case "charter" -> charterHere().draft();
      case "declare" -> Drafts.party(actor, words.size() > 1 ? subject : actor.name());
      case "register" -> Drafts.system(subject, words.get(2), false);
      case "withdraw" -> Drafts.system(subject, version(subject), true);
      case "measure" -> Drafts.measured(subject, version(subject), words.get(2), words.get(3));
      case "assert" -> Drafts.signedFact(subject, version(subject), words.get(2), true);
      case "deny" -> Drafts.signedFact(subject, version(subject), words.get(2), false);
      case "attest" -> Drafts.attest(lastEvidence(subject), words.get(2), words.size() > 3);
      case "request" -> Drafts.request(subject);
      case "decide" -> decision(subject, words.size() > 2);
      case "concern" -> Drafts.concern(subject, "It worries me.");
      case "stranger-concern" -> Drafts.concernOfStranger(actor, subject, "It worries me.");
      case "answer" -> Drafts.response(lastConcern(), words.get(1));
      default -> throw new AssertionError("no verb \"" + words.getFirst() + "\" in this language");
    };
  }

  private Drafts.Constitution charterHere() {
    return Optional.ofNullable(charters.get(here)).orElseThrow();
  }

  private Result submit(Actor actor, Draft draft) throws VerificationException {
    return submit(world().sign(actor, draft).entry());
  }

  private Result submit(Bytes entry) throws VerificationException {
    lastSubmitted = entry;
    return world().submit(entry);
  }

  private static Bytes note(Actor actor, String contentType) {
    return SignedStatement.sign(
            actor.key(), contentType, actor.id(), "note", 0, Bytes.utf8("unread"))
        .entry();
  }

  private Result publish(Actor actor, String id, String version) throws VerificationException {
    RulebookFolder folder = Optional.ofNullable(books.get(id + " " + version)).orElseThrow();
    published.put(here + " " + id + " " + version, (long) world().entries.size());
    publishers.put(here + " " + id + " " + version, actor);
    return submit(actor, Drafts.rulebook(folder));
  }

  private Result importFrom(Actor actor, String id, String version, String parent)
      throws VerificationException, IOException {
    String key = parent + " " + id + " " + version;
    Draft draft =
        world(parent)
            .export(
                Optional.ofNullable(published.get(key)).orElseThrow(),
                Optional.ofNullable(publishers.get(key)).orElseThrow());
    return submit(actor, draft);
  }

  private String version(String system) {
    return Optional.ofNullable(world().state().systems().get(system))
        .map(s -> s.card().version())
        .orElse("1");
  }

  private Hash lastEvidence(String system) {
    return world().state().system(system).evidence().getLast();
  }

  private Hash lastConcern() {
    return world().state().concerns().values().stream()
        .max((a, b) -> Long.compare(a.index(), b.index()))
        .orElseThrow()
        .id();
  }

  /** What the rules derive, or (otherwise) something else. */
  private Draft decision(String systemId, boolean otherwise) {
    SystemState system = world().state().system(systemId);
    RequestState request =
        world().state().requests().values().stream()
            .filter(r -> r.system().equals(systemId))
            .max((a, b) -> Long.compare(a.index(), b.index()))
            .orElseThrow();
    Json derived =
        system.withdrawn() || otherwise
            ? Json.object().put("outcome", "active").build()
            : Derivation.derive(world().state(), request).json();
    return Drafts.decision(request.id(), derived);
  }

  /** The time of the community, for messages. */
  String now() {
    return world().state().now().map(Instant::toString).orElse("before time");
  }
}
