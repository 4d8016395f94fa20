package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.ProposalState;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.rules.RulebookFolder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The communities of one story, and who speaks there with which key. */
final class Scene {
  /** A rulebook that a community has published or imported, for its children. */
  private record Published(long index, Actor by) {}

  private final Map<String, Community> communities = new LinkedHashMap<>();
  private final Map<String, RulebookFolder> books = new HashMap<>();
  private final Map<String, Published> published = new HashMap<>();
  private final Map<String, Actor> keys = new HashMap<>();
  private final Named named = new Named();
  private final Map<String, Json> waiting;
  private final String now;
  private String here = "";
  private Bytes lastSubmitted = Bytes.EMPTY;

  Scene(JsonFields given) throws VerificationException {
    Told.forgetAliases();
    for (Map.Entry<String, Json> book : given.object("rulebooks").rest().entrySet()) {
      String[] key = book.getKey().split(" ", 2);
      books.put(book.getKey(), Books.book(key[0], key[1], book.getValue()));
    }
    waiting = new LinkedHashMap<>(given.object("communities").rest());
    now = given.text("now");
    for (String name : List.copyOf(waiting.keySet())) {
      world(name);
      here = name;
    }
    given.done();
  }

  void goTo(String community) {
    world(community);
    here = community;
  }

  World world() {
    return world(here);
  }

  /** Parents come into being when their children ask for them. */
  World world(String name) {
    Json spec = waiting.remove(name);
    if (spec != null) {
      communities.put(name, founded(name, spec));
    }
    Community community = communities.get(name);
    if (community == null) {
      throw new AssertionError("no community " + name + " in this story");
    }
    return community.world();
  }

  private Community founded(String name, Json spec) {
    try {
      return Community.of(name, JsonFields.of(spec, name), this::world, now);
    } catch (VerificationException e) {
      throw new AssertionError(name + ": " + e.detail(), e);
    }
  }

  List<World> worlds() {
    return communities.values().stream().map(Community::world).toList();
  }

  Named named() {
    return named;
  }

  Result clock(String now) throws VerificationException {
    return submit(world().operator, Drafts.clock(now));
  }

  /**
   * One sentence by one party; {@code all} is every member while the vote is open, {@code panel}
   * everybody who sits on the case until it is decided.
   */
  List<Result> say(String who, String sentence) throws VerificationException, IOException {
    if (who.equals("panel")) {
      return sayPanel(Words.of(sentence));
    }
    if (!who.equals("all")) {
      return List.of(sayOne(who, Words.of(sentence)));
    }
    List<Result> results = new ArrayList<>();
    List<String> members =
        world().state().holders("member").stream().map(Told::name).sorted().toList();
    for (String member : members) {
      Words words = Words.of(sentence);
      ProposalState proposal = world().state().proposals().get(named.id(words.at(1)));
      if (proposal == null || proposal.status() == ProposalState.Status.OPEN) {
        results.add(sayOne(member, words));
      }
    }
    return results;
  }

  private List<Result> sayPanel(Words words) throws VerificationException, IOException {
    List<Result> results = new ArrayList<>();
    CaseState open = world().state().panelCase(idOf(words.at(1)));
    for (String seat : open.panel()) {
      if (world().state().panelCase(open.id()).result().isEmpty()) {
        results.add(sayOne(Told.name(seat), words));
      }
    }
    return results;
  }

  private Result sayOne(String who, Words sentence) throws VerificationException, IOException {
    Told.knows(who);
    Optional<String> name = sentence.name();
    Words words = sentence.unnamed();
    Result result =
        words.verb().equals("with")
            ? speak(Actor.named(words.at(1)), who, words.from(2))
            : speak(holder(who), who, words);
    if (name.isPresent() && result instanceof Result.Applied) {
      named.name(name.get(), world().lastId(), world().entries.size() - 1L);
    }
    return result;
  }

  /** Who holds the key that {@code who} signs with here now. */
  private Actor holder(String who) {
    return keys.getOrDefault(here + " " + who, Actor.named(who));
  }

  private Result speak(Actor key, String who, Words words)
      throws VerificationException, IOException {
    return switch (words.verb()) {
      case "repeat" -> world().submit(lastSubmitted);
      case "equivocate" ->
          submit(world().signAgain(key, Drafts.party(key, "another " + who)).entry());
      case "note" -> submit(note(key, words.at(1)));
      case "publish", "promulgate" -> publish(key, who, words);
      case "import" -> submit(key, who, imported(key, words));
      case "key-rotate", "key-compromise" -> changeKey(who, words);
      case "open" -> submit(key, who, world().policy());
      case "charter" -> submit(key, who, communities.get(here).charter());
      default -> submit(key, who, new Speech(this, Actor.named(who), words).draft());
    };
  }

  private Result submit(Actor actor, Draft draft) throws VerificationException {
    return submit(actor, actor.name(), draft);
  }

  private Result submit(Actor key, String who, Draft draft) throws VerificationException {
    return submit(world().sign(key, Actor.named(who).id(), draft).entry());
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

  /** Signed by the key that comes into use. */
  private Result changeKey(String who, Words words) throws VerificationException {
    Actor before = holder(who);
    Optional<Actor> next = words.after("then").map(Actor::named);
    boolean rotate = words.verb().equals("key-rotate");
    Actor key = Actor.named(words.after(rotate ? "to" : "with").orElseThrow());
    Draft draft =
        rotate
            ? CommunityDrafts.keyRotate(key, next)
            : CommunityDrafts.keyCompromise(
                words.after("of").map(Actor::named).orElse(before).key().publicKey().keyId(),
                named.index(words.after("since").orElseThrow()),
                key,
                next);
    Result result = submit(key, who, draft);
    if (result instanceof Result.Applied) {
      keys.put(here + " " + who, key);
    }
    return result;
  }

  RulebookFolder book(String id, String version) {
    return Optional.ofNullable(books.get(id + " " + version)).orElseThrow();
  }

  private Result publish(Actor key, String who, Words words) throws VerificationException {
    String id = words.at(1);
    String version = words.at(2);
    published.put(here + " " + id + " " + version, new Published(world().entries.size(), key));
    return submit(key, who, Drafts.rulebook(book(id, version)));
  }

  /**
   * {@code import basics 1.0.0 from floor}, {@code import decision chat from north via west}, or
   * {@code import recognition of far from north}.
   */
  private Draft imported(Actor key, Words words) throws VerificationException, IOException {
    World other = world(words.after("from").orElseThrow());
    Optional<String> via = words.after("via").map(name -> world(name).origin);
    switch (words.at(1)) {
      case "decision" -> {
        long index = other.last(BodyType.DECISION, body -> about(body, words.at(2)));
        return other.share(index, other.operator.key().publicKey(), via);
      }
      case "recognition" -> {
        long index = other.last(BodyType.RECOGNISE, body -> true);
        return other.share(
            index, Actor.named(words.after("by").orElseThrow()).key().publicKey(), via);
      }
      default -> {
        String book = words.at(1) + " " + words.at(2);
        Published source =
            Optional.ofNullable(published.get(words.at(4) + " " + book)).orElseThrow();
        published.put(here + " " + book, new Published(world().entries.size(), key));
        return other.export(source.index(), source.by());
      }
    }
  }

  private static boolean about(Body body, String system) {
    return body instanceof Body.Decision decision
        && decision.decision() instanceof Json.Obj content
        && Json.of(system).equals(content.fields().get("system"));
  }

  Hash idOf(String name) {
    return named.of(world().state(), name);
  }

  /** The time of the community, for messages. */
  String now() {
    return world().state().now().map(Instant::toString).orElse("before time");
  }
}
