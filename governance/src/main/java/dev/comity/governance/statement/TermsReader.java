package dev.comity.governance.statement;

import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonFields;
import dev.comity.governance.statement.Terms.Base;
import dev.comity.governance.statement.Terms.Fraction;
import dev.comity.governance.statement.Terms.Kind;
import dev.comity.governance.statement.Terms.Power;
import dev.comity.governance.statement.Terms.Threshold;
import java.time.Period;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the optional sections of a charter; what a charter leaves out has the default. */
final class TermsReader {
  private static final Pattern THRESHOLD =
      Pattern.compile(
          "(>=?) (0|[1-9][0-9]{0,8})/([1-9][0-9]{0,8}) of (electorate|cast|for-and-against)");
  private static final Pattern FRACTION = Pattern.compile("(0|[1-9][0-9]{0,8})/([1-9][0-9]{0,8})");
  private static final String SIMPLE = "> 1/2 of cast";
  private static final String GRAVE = ">= 2/3 of electorate";
  private static final Map<Kind, String> DEFAULT_POWERS =
      Map.of(
          Kind.AMEND_CHARTER, GRAVE,
          Kind.PARENTS, GRAVE,
          Kind.ADOPT_RULEBOOK, "role:publisher",
          Kind.ADMIT, SIMPLE,
          Kind.GRANT, SIMPLE,
          Kind.EXPEL, GRAVE,
          Kind.RECOGNISE, SIMPLE,
          Kind.EMERGENCY, SIMPLE);

  /** A weight that no sum of weights of a log's members can overflow. */
  private static final int MAX_WEIGHT = 1_000_000_000;

  private TermsReader() {}

  static Terms.Membership membership(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "membership");
    SortedMap<String, Long> classes = new TreeMap<>();
    if (fields.has("classes")) {
      for (Map.Entry<String, Json> one : fields.object("classes").rest().entrySet()) {
        JsonFields named =
            JsonFields.of(
                Json.object().put(one.getKey(), one.getValue()).build(), fields.path("classes"));
        classes.put(one.getKey(), (long) BodyReader.range(named, one.getKey(), 1, MAX_WEIGHT));
      }
    }
    Terms.Membership read =
        new Terms.Membership(
            fields.boolOr("open", false),
            period(fields, "maturity", "P30D"),
            optional(fields, "dormancy"),
            classes,
            fields.has("controllerCap")
                ? Optional.of((long) BodyReader.range(fields, "controllerCap", 1, MAX_WEIGHT))
                : Optional.empty(),
            period(fields, "specialTerm", "P1Y"),
            founders(fields));
    fields.done();
    return read;
  }

  private static SortedMap<String, Terms.Founder> founders(JsonFields membership)
      throws VerificationException {
    SortedMap<String, Terms.Founder> founders = new TreeMap<>();
    if (!membership.has("founders")) {
      return founders;
    }
    String path = membership.path("founders");
    for (Map.Entry<String, Json> one : membership.object("founders").rest().entrySet()) {
      JsonFields founder = JsonFields.of(one.getValue(), path + "." + one.getKey());
      founders.put(
          BodyReader.partyText(one.getKey(), path),
          new Terms.Founder(
              MembershipReader.memberClass(founder),
              founder.has("controller")
                  ? Optional.of(BodyReader.party(founder, "controller"))
                  : Optional.empty()));
      founder.done();
    }
    return founders;
  }

  static Terms.Deliberation deliberation(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "deliberation");
    SortedMap<String, Power> powers = new TreeMap<>();
    JsonFields stated = section(fields, "powers");
    for (Kind kind : Kind.values()) {
      String text = stated.optionalText(kind.text()).orElse(DEFAULT_POWERS.getOrDefault(kind, ""));
      powers.put(kind.text(), power(kind, text, stated.path(kind.text())));
    }
    stated.done();
    Terms.Deliberation read =
        new Terms.Deliberation(
            period(fields, "notice", "P0D"),
            positive(fields, "voting", "P7D"),
            period(fields, "late", "P1D"),
            period(fields, "extension", "P2D"),
            period(fields, "delay", "P2D"),
            positive(fields, "execution", "P14D"),
            fraction(fields.optionalText("quorum").orElse("1/2"), fields.path("quorum")),
            powers);
    fields.done();
    return read;
  }

  static Terms.Loop loop(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "clocks");
    Terms.Loop read =
        new Terms.Loop(
            optional(fields, "acknowledge"),
            optional(fields, "assess"),
            optional(fields, "remediate"),
            optional(fields, "verify"));
    fields.done();
    return read;
  }

  static Terms.Sanctions sanctions(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "sanctions");
    long panel = fields.optionalCount("panel").orElse(3L);
    if (panel < 1 || panel > 99 || panel % 2 == 0) {
      throw JsonFields.expected(fields.path("panel"), "an odd number up to 99", Json.of(panel));
    }
    Terms.Sanctions read =
        new Terms.Sanctions(
            optional(fields, "grace"),
            positive(fields, "reply", "P7D"),
            positive(fields, "ruling", "P14D"),
            positive(fields, "appeal", "P14D"),
            panel);
    fields.done();
    return read;
  }

  static Terms.Keys keys(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "keys");
    Terms.Keys read =
        new Terms.Keys(
            period(fields, "finality", "P2D"),
            positive(fields, "recovery", "P14D"),
            fields.has("approvals") ? BodyReader.range(fields, "approvals", 1, 99) : 1);
    fields.done();
    return read;
  }

  static Period maxStaleness(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "recognition");
    Period read = positive(fields, "maxStaleness", "P30D");
    fields.done();
    return read;
  }

  static Terms.Forecasts forecasts(JsonFields charter) throws VerificationException {
    JsonFields fields = section(charter, "forecasts");
    Terms.Forecasts read =
        new Terms.Forecasts(
            fields.has("severity") ? BodyReader.range(fields, "severity", 1, 6) : 4,
            positive(fields, "horizon", "P90D"));
    fields.done();
    return read;
  }

  static Optional<Terms.Fork> fork(JsonFields charter) throws VerificationException {
    if (!charter.has("fork")) {
      return Optional.empty();
    }
    JsonFields fields = charter.object("fork");
    Terms.Fork read =
        new Terms.Fork(
            BodyReader.origin(fields, "log"),
            BodyReader.key(fields, "logKey"),
            fields.count("index"),
            BodyReader.hash(fields, "root"));
    fields.done();
    return Optional.of(read);
  }

  private static JsonFields section(JsonFields fields, String name) throws VerificationException {
    return fields.has(name)
        ? fields.object(name)
        : JsonFields.of(Json.object().build(), fields.path(name));
  }

  private static Power power(Kind kind, String text, String path) throws VerificationException {
    boolean byRoleAllowed =
        kind == Kind.ADOPT_RULEBOOK || kind == Kind.ADMIT || kind == Kind.RECOGNISE;
    if (byRoleAllowed
        && text.startsWith("role:")
        && Terms.ROLES.contains(text.substring("role:".length()))) {
      return new Power.ByRole(text.substring("role:".length()));
    }
    Matcher threshold = THRESHOLD.matcher(text);
    if (!threshold.matches()) {
      throw JsonFields.expected(
          path,
          "a share such as \"> 1/2 of cast\""
              + (byRoleAllowed ? " or a role such as \"role:publisher\"" : ""),
          Json.of(text));
    }
    String base = threshold.group(4).toUpperCase(Locale.ROOT).replace('-', '_');
    return new Power.ByVote(
        new Threshold(
            threshold.group(1).equals(">"),
            fraction(threshold.group(2) + "/" + threshold.group(3), path),
            Base.valueOf(base)));
  }

  private static Fraction fraction(String text, String path) throws VerificationException {
    Matcher parts = FRACTION.matcher(text);
    if (parts.matches() && Long.parseLong(parts.group(1)) <= Long.parseLong(parts.group(2))) {
      return new Fraction(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }
    throw JsonFields.expected(path, "a fraction from 0/1 to 1/1, such as \"2/3\"", Json.of(text));
  }

  private static Period positive(JsonFields fields, String name, String otherwise)
      throws VerificationException {
    return fields.has(name) ? BodyReader.period(fields, name) : Period.parse(otherwise);
  }

  /** A period that may be nothing. */
  private static Period period(JsonFields fields, String name, String otherwise)
      throws VerificationException {
    return fields.has(name) ? BodyReader.periodOrNone(fields, name) : Period.parse(otherwise);
  }

  private static Optional<Period> optional(JsonFields fields, String name)
      throws VerificationException {
    return fields.has(name) ? Optional.of(BodyReader.period(fields, name)) : Optional.empty();
  }
}
