package dev.comity.governance;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Effects as stories tell them: {@code CertificateChanged chat conditional to active}. */
final class Told {
  private static final Map<String, String> NAMES = new TreeMap<>();

  static {
    for (String name :
        new String[] {"op", "ann", "bo", "cy", "lab", "aud", "pub", "stranger", "press"}) {
      NAMES.put(Actor.named(name).id(), name);
    }
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
    };
  }

  private static String tell(Effect effect, String what) {
    return effect.type() + " " + what;
  }

  private static String name(String party) {
    return NAMES.getOrDefault(party, party);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
