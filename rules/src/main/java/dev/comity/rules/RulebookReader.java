package dev.comity.rules;

import dev.comity.core.VerificationException;
import dev.comity.core.json.JsonFields;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the text of a {@code rulebook.yaml} into records; every field is checked, none ignored. */
final class RulebookReader {
  static final int MAX_REQUIREMENTS = 500;
  static final int MAX_TRIGGERS = 100;

  private RulebookReader() {}

  static Rulebook read(String text) throws VerificationException {
    YamlDocument document = YamlDocument.parse(RulebookFolder.RULEBOOK, text);
    try {
      JsonFields fields = JsonFields.of(document.root(), "");
      return rulebook(fields, Texts.slug(fields, "rulebook"));
    } catch (VerificationException e) {
      throw document.locate(e);
    }
  }

  private static Rulebook rulebook(JsonFields fields, String id) throws VerificationException {
    Rulebook read =
        new Rulebook(
            new RulebookKey(id, Texts.name(fields, "version")),
            Bilingual.take(fields, "title"),
            Texts.prose(fields, "publisher"),
            Term.take(Layer.class, fields, "layer"),
            Texts.slug(fields, "module"),
            Term.take(RulebookStatus.class, fields, "status"),
            validity(fields),
            Texts.names(fields, "metrics"),
            requirements(fields, id),
            triggers(fields));
    fields.done();
    return read;
  }

  private static Validity validity(JsonFields fields) throws VerificationException {
    LocalDate from = Texts.date(fields, "validFrom");
    Optional<LocalDate> to =
        fields.has("validTo") ? Optional.of(Texts.date(fields, "validTo")) : Optional.empty();
    LocalDate review = Texts.date(fields, "review");
    return checked("validFrom", () -> new Validity(from, to, review));
  }

  private static List<Requirement> requirements(JsonFields fields, String rulebook)
      throws VerificationException {
    List<Requirement> requirements = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (JsonFields item : Texts.objects(fields, "requirements", MAX_REQUIREMENTS)) {
      Requirement requirement = RequirementReader.read(item, rulebook);
      if (!ids.add(requirement.id())) {
        throw VerificationException.malformed(
            item.path("id") + ": expected each id once, found " + requirement.id() + " again");
      }
      requirements.add(requirement);
    }
    if (requirements.isEmpty()) {
      throw VerificationException.malformed("requirements: expected at least one requirement");
    }
    return requirements;
  }

  private static List<Trigger> triggers(JsonFields fields) throws VerificationException {
    List<Trigger> triggers = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    if (!fields.has("triggers")) {
      return triggers;
    }
    for (JsonFields item : Texts.objects(fields, "triggers", MAX_TRIGGERS)) {
      Trigger trigger = Trigger.read(item);
      if (!ids.add(trigger.id())) {
        throw VerificationException.malformed(
            item.path("id") + ": expected each id once, found " + trigger.id() + " again");
      }
      triggers.add(trigger);
    }
    return triggers;
  }

  /** Turns what a record's constructor refuses into an error about {@code path}. */
  static <T> T checked(String path, Supplier<T> constructor) throws VerificationException {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw VerificationException.malformed(path + ": " + e.getMessage());
    }
  }
}
