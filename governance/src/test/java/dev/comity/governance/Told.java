package dev.comity.governance;

import dev.comity.core.json.Json;
import dev.comity.governance.statement.Deliberation;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;

/** Effects as stories tell them: {@code CertificateChanged chat conditional to active}. */
final class Told {
  private static final Map<String, String> NAMES = new ConcurrentHashMap<>();
  private static final Map<String, String> ALIASES = new ConcurrentHashMap<>();

  static {
    knows("op");
  }

  private Told() {}

  static String of(Effect effect) {
    return switch (effect) {
      case Effect.LogOpened e -> tell(e, e.origin());
      case Effect.PolicyChanged e -> tell(e, name(e.operator()));
      case Effect.LogKeyRotated e -> tell(e, e.key().hex());
      case Effect.PartyDeclared e -> tell(e, name(e.party()));
      case Effect.PartyUpdated e -> tell(e, name(e.party()));
      case Effect.EquivocationRecorded e -> tell(e, name(e.party()));
      case Effect.CharterAdopted e -> tell(e, e.community());
      case Effect.ClockAdvanced e -> tell(e, e.now().toString());
      case Effect.RulebookPublished e -> tell(e, e.rulebook() + " " + e.version());
      case Effect.BaselineImported e -> tell(e, e.rulebook() + " " + e.version());
      case Effect.SystemRegistered e -> tell(e, e.system());
      case Effect.SystemVersioned e -> tell(e, e.system() + " " + e.version());
      case Effect.SystemWithdrawn e -> tell(e, e.system());
      case Effect.EvidenceRecorded e -> tell(e, e.system());
      case Effect.EvidenceAttested e -> tell(e, e.system() + " by " + name(e.assessor()));
      case Effect.CertificateRequested e -> tell(e, e.system());
      case Effect.DecisionFellDue e -> tell(e, e.system());
      case Effect.DecisionRecorded e -> tell(e, e.system() + " " + lower(e.outcome()));
      case Effect.CertificateChanged e ->
          tell(
              e,
              e.system() + " " + e.from().map(s -> lower(s) + " to ").orElse("") + lower(e.to()));
      case Effect.RemedyMissed e -> tell(e, e.system());
      case Effect.ConcernRaised e -> tell(e, e.system());
      case Effect.ConcernAnswered e -> tell(e, e.system() + " " + lower(e.outcome()));
      case Effect.ResponseMissed e -> tell(e, e.system());
      case Effect.OpaqueLogged e -> tell(e, e.contentType());
      default -> tell(effect, byFields(effect));
    };
  }

  /** The fields in their order: parties and hashes by the story's names, what has none left out. */
  private static String byFields(Effect effect) {
    StringJoiner words = new StringJoiner(" ");
    for (Map.Entry<String, Json> field : effect.toJson().fields().entrySet()) {
      if (!field.getKey().equals("type") && !field.getKey().equals("subject")) {
        String text =
            field.getValue() instanceof Json.Str str ? str.text() : field.getValue().compact();
        String told = told(text);
        if (!told.isEmpty()) {
          words.add(told);
        }
      }
    }
    return words.toString();
  }

  private static String told(String text) {
    if (text.contains(" ") && NAMES.containsKey(text.substring(0, text.indexOf(' ')))) {
      return java.util.Arrays.stream(text.split(" "))
          .map(Told::told)
          .sorted()
          .collect(java.util.stream.Collectors.joining(" "));
    }
    String known = NAMES.getOrDefault(text, ALIASES.getOrDefault(text, text));
    return known.matches("[0-9a-f]{64}") ? "" : known;
  }

  /** Whether the effect says no more than the ballot that brought it about. */
  static boolean echoes(Effect effect, String sentence) {
    if (!(effect instanceof Effect.BallotCounted counted)) {
      return false;
    }
    boolean ranking = sentence.contains(">") && counted.choice() == Deliberation.Choice.YES;
    return ranking || Words.of(sentence).has(lower(counted.choice()));
  }

  /** Parties are told by these names. */
  static void knows(String name) {
    NAMES.computeIfAbsent(Actor.named(name).id(), id -> name);
  }

  static void forgetAliases() {
    ALIASES.clear();
  }

  /** A name that a story gives to a statement. */
  static void alias(String hex, String name) {
    ALIASES.put(hex, name);
  }

  private static String tell(Effect effect, String what) {
    return (effect.type() + " " + what).strip();
  }

  static String name(String party) {
    return NAMES.getOrDefault(party, party);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
