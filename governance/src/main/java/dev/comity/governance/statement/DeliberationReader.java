package dev.comity.governance.statement;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.statement.Deliberation.Action;
import dev.comity.governance.statement.Deliberation.Alternative;
import dev.comity.rules.Bilingual;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads proposals, ballots, vetoes and emergencies. */
final class DeliberationReader {
  private static final int MAX_ACTIONS = 16;
  private static final int MAX_OPTIONS = 12;
  private static final int MAX_CONFLICTED = 100;

  /** The charter's sections that a vote may change; roles and names have their own actions. */
  private static final Set<String> AMENDABLE =
      Set.of(
          "purpose",
          "title",
          "parents",
          "certificateTerm",
          "responseWindow",
          "opaqueContentTypes",
          "membership",
          "deliberation",
          "clocks",
          "sanctions",
          "keys",
          "recognition",
          "forecasts");

  private DeliberationReader() {}

  static Body read(BodyType type, JsonFields fields) throws VerificationException {
    return switch (type) {
      case PROPOSE -> propose(fields);
      case BALLOT -> ballot(fields);
      case VETO ->
          new Deliberation.Veto(
              BodyReader.hash(fields, "subject"),
              BodyReader.label(fields, "clause"),
              BodyReader.longText(fields, "text"));
      case EMERGENCY -> emergency(fields);
      default -> throw new IllegalArgumentException(type.text());
    };
  }

  private static Body propose(JsonFields fields) throws VerificationException {
    Bilingual title = Bilingual.take(fields, "title");
    List<String> conflicted = BodyReader.parties(fields, "conflicted", MAX_CONFLICTED);
    boolean several = fields.has("options");
    Json content = fields.required(several ? "options" : "actions");
    List<Alternative> options = new ArrayList<>();
    if (several) {
      for (Json item : list(content, fields.path("options"), 2, MAX_OPTIONS)) {
        String path = fields.path("options") + "[" + options.size() + "]";
        JsonFields option = JsonFields.of(item, path);
        options.add(
            new Alternative(
                BodyReader.slug(option, "name"),
                actions(option.required("actions"), option.path("actions"))));
        option.done();
      }
      distinctNames(options, fields.path("options"));
    } else {
      options.add(new Alternative("yes", actions(content, fields.path("actions"))));
    }
    return new Deliberation.Propose(
        title, options, conflicted, Hash.of(Bytes.utf8(content.canonical())));
  }

  private static void distinctNames(List<Alternative> options, String path)
      throws VerificationException {
    Set<String> names = new HashSet<>();
    Set<List<Action>> contents = new HashSet<>();
    for (Alternative option : options) {
      if (!contents.add(option.actions())) {
        throw VerificationException.malformed(
            path + ": expected options that differ; two of one content would share their votes");
      }
      if (option.name().equals("status-quo") || !names.add(option.name())) {
        throw VerificationException.malformed(
            path + ": expected each name once and none \"status-quo\", which is always there");
      }
    }
  }

  private static List<Json> list(Json value, String path, int least, int most)
      throws VerificationException {
    if (value instanceof Json.Arr array
        && array.items().size() >= least
        && array.items().size() <= most) {
      return array.items();
    }
    throw JsonFields.expected(path, "a list of " + least + " to " + most, value);
  }

  private static List<Action> actions(Json value, String path) throws VerificationException {
    List<Action> actions = new ArrayList<>();
    for (Json item : list(value, path, 1, MAX_ACTIONS)) {
      String at = path + "[" + actions.size() + "]";
      Map<String, Json> named = JsonFields.of(item, at).rest();
      if (named.size() != 1) {
        throw JsonFields.expected(at, "one action, such as {\"admit\": {…}}", item);
      }
      Map.Entry<String, Json> one = named.entrySet().iterator().next();
      JsonFields fields = JsonFields.of(one.getValue(), at + "." + one.getKey());
      actions.add(action(one.getKey(), fields, at));
      fields.done();
    }
    return actions;
  }

  private static Action action(String name, JsonFields fields, String path)
      throws VerificationException {
    return switch (name) {
      case "amend-charter" -> new Action.AmendCharter(changes(fields));
      case "adopt-rulebook" ->
          new Action.AdoptRulebook(
              BodyReader.slug(fields, "rulebook"),
              BodyReader.label(fields, "version"),
              BodyReader.choice(fields, "standing", Deliberation.Standing.class),
              day(fields),
              fields.has("grace")
                  ? Optional.of(BodyReader.period(fields, "grace"))
                  : Optional.empty());
      case "retire-rulebook" ->
          new Action.RetireRulebook(
              BodyReader.slug(fields, "rulebook"), BodyReader.label(fields, "version"));
      case "admit" ->
          new Action.Admit(
              BodyReader.party(fields, "party"),
              MembershipReader.roles(fields),
              MembershipReader.memberClass(fields),
              MembershipReader.until(fields, "until"));
      case "grant" ->
          new Action.Grant(
              BodyReader.party(fields, "party"),
              MembershipReader.role(fields),
              MembershipReader.until(fields, "until"));
      case "revoke" ->
          new Action.Revoke(BodyReader.party(fields, "party"), MembershipReader.role(fields));
      case "expel" -> new Action.Expel(BodyReader.party(fields, "party"));
      case "recognise" -> new Action.Recognise(BetweenReader.recognise(fields));
      case "end-recognition" -> new Action.EndRecognition(BodyReader.origin(fields, "community"));
      case "renew-emergency" -> new Action.RenewEmergency(BodyReader.hash(fields, "emergency"));
      default ->
          throw JsonFields.expected(
              path,
              "amend-charter, adopt-rulebook, retire-rulebook, admit, grant, revoke, expel,"
                  + " recognise, end-recognition or renew-emergency",
              Json.of(name));
    };
  }

  private static Json changes(JsonFields fields) throws VerificationException {
    Map<String, Json> changes = fields.rest();
    for (String section : changes.keySet()) {
      if (!AMENDABLE.contains(section)) {
        throw VerificationException.malformed(
            fields.path(section) + ": is not changed by an amendment");
      }
    }
    if (changes.isEmpty()) {
      throw VerificationException.malformed(fields.path("amend-charter") + ": changes nothing");
    }
    return new Json.Obj(changes);
  }

  private static Optional<LocalDate> day(JsonFields fields) throws VerificationException {
    if (!fields.has("from")) {
      return Optional.empty();
    }
    String text = fields.text("from");
    try {
      if (text.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")) {
        return Optional.of(LocalDate.parse(text));
      }
    } catch (DateTimeException e) {
      // Falls through to the one message.
    }
    throw JsonFields.expected(fields.path("from"), "a day such as 2027-01-31", Json.of(text));
  }

  private static Body ballot(JsonFields fields) throws VerificationException {
    List<String> ranking = BodyReader.distinct(fields, "ranking", MAX_OPTIONS + 1);
    if (!ranking.isEmpty() && fields.has("choice")) {
      throw VerificationException.malformed(
          fields.path("choice") + ": expected either a choice or a ranking");
    }
    return new Deliberation.Ballot(
        BodyReader.hash(fields, "proposal"),
        BodyReader.hash(fields, "content"),
        ranking.isEmpty()
            ? BodyReader.choice(fields, "choice", Deliberation.Choice.class)
            : Deliberation.Choice.YES,
        ranking,
        fields.boolOr("conflictOfInterest", false));
  }

  private static Body emergency(JsonFields fields) throws VerificationException {
    boolean system = fields.has("system");
    if (system == fields.has("rulebook")) {
      throw VerificationException.malformed(
          fields.path("system") + ": expected either a system to suspend or a rulebook to enforce");
    }
    return new Deliberation.Emergency(
        system ? Optional.of(BodyReader.slug(fields, "system")) : Optional.empty(),
        system ? Optional.empty() : Optional.of(BodyReader.slug(fields, "rulebook")),
        system ? Optional.empty() : Optional.of(BodyReader.label(fields, "version")),
        BodyReader.range(fields, "days", 1, 14),
        BodyReader.longText(fields, "text"));
  }
}
