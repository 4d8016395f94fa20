package dev.comity.rules;

import dev.comity.core.VerificationException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One version of a rulebook as its publisher wrote it; the expressions are still text, see {@link
 * CompiledRulebook}.
 *
 * @param module the term of the module vocabulary that the rulebook belongs to
 * @param metrics every metric id that a requirement uses, and no other
 * @param triggers what the rulebook answers with sanctions
 */
public record Rulebook(
    RulebookKey key,
    Bilingual title,
    String publisher,
    Layer layer,
    String module,
    RulebookStatus status,
    Validity validity,
    SortedSet<String> metrics,
    List<Requirement> requirements,
    List<Trigger> triggers) {
  public Rulebook {
    metrics = Collections.unmodifiableSortedSet(new TreeSet<>(metrics));
    requirements = List.copyOf(requirements);
    triggers = List.copyOf(triggers);
  }

  /**
   * Reads {@code rulebook.yaml} of a folder. Throws {@code MALFORMED} with the file, the line, the
   * requirement and the field. The expressions are not looked into; compiling does that.
   */
  public static Rulebook read(RulebookFolder folder) throws VerificationException {
    return RulebookReader.read(folder.rulebook());
  }

  /** Whether this version counts at {@code now}; only {@link Standing#IN_FORCE} does. */
  public Standing standing(Instant now) {
    return switch (status) {
      case DRAFT -> Standing.DRAFT;
      case TRIAL -> Standing.TRIAL;
      case IN_FORCE -> validity.standing(now);
      case SUPERSEDED -> Standing.SUPERSEDED;
      case SUNSET -> Standing.SUNSET;
    };
  }

  /** The same text under another status: that which a community's vote gave it. */
  public Rulebook with(RulebookStatus adopted, LocalDate from) {
    Validity begun =
        from.isAfter(validity.validFrom())
            ? new Validity(from, validity.validTo(), validity.review())
            : validity;
    return new Rulebook(
        key, title, publisher, layer, module, adopted, begun, metrics, requirements, triggers);
  }
}
