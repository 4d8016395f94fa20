package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A test that a rulebook carries: a system and evidence with the decision that its author expects.
 *
 * @param name the file's name, for example {@code fixtures/too-few-questions.yaml}
 * @param requirements what is expected of every requirement of the rulebook
 */
public record Fixture(
    String name,
    Bilingual title,
    Instant now,
    SystemCard system,
    List<Evidence> evidence,
    Outcome outcome,
    SortedMap<String, Status> requirements) {
  private static final int MAX_EVIDENCE = 200;

  public Fixture {
    evidence = List.copyOf(evidence);
    requirements = Collections.unmodifiableSortedMap(new TreeMap<>(requirements));
  }

  /** Throws {@code MALFORMED}, naming the file and the line. */
  static Fixture read(String name, String text, Rulebook rulebook) throws VerificationException {
    YamlDocument document = YamlDocument.parse(name, text);
    try {
      return read(name, JsonFields.of(document.root(), ""), rulebook);
    } catch (VerificationException e) {
      throw document.locate(e);
    }
  }

  private static Fixture read(String name, JsonFields fields, Rulebook rulebook)
      throws VerificationException {
    Bilingual title = Bilingual.take(fields, "title");
    Instant now = Texts.time(fields, "now");
    SystemCard card = SystemCard.parse(fields.required("system"), "system");
    List<Evidence> evidence = evidence(fields);
    JsonFields expect = fields.object("expect");
    Outcome outcome = Term.take(Outcome.class, expect, "outcome");
    SortedMap<String, Status> requirements =
        statuses(expect.object("requirements"), rulebook.requirements());
    expect.done();
    fields.done();
    return new Fixture(name, title, now, card, evidence, outcome, requirements);
  }

  private static List<Evidence> evidence(JsonFields fields) throws VerificationException {
    List<Evidence> evidence = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    if (!fields.has("evidence")) {
      return evidence;
    }
    for (JsonFields item : Texts.objects(fields, "evidence", MAX_EVIDENCE)) {
      String id = Texts.name(item, "id");
      if (!ids.add(id)) {
        throw VerificationException.malformed(
            item.path("id") + ": expected each id once, found " + id + " again");
      }
      Instant at = Texts.time(item, "at");
      Independence independence = Term.take(Independence.class, item, "independence");
      evidence.add(Evidence.take(id, at, independence, item));
      item.done();
    }
    return evidence;
  }

  private static SortedMap<String, Status> statuses(JsonFields fields, List<Requirement> all)
      throws VerificationException {
    SortedMap<String, Status> statuses = new TreeMap<>();
    for (Requirement requirement : all) {
      statuses.put(requirement.id(), Term.take(Status.class, fields, requirement.id()));
    }
    for (Map.Entry<String, Json> unknown : fields.rest().entrySet()) {
      throw VerificationException.malformed(
          fields.path(unknown.getKey()) + ": the rulebook has no such requirement; remove it");
    }
    return statuses;
  }
}
