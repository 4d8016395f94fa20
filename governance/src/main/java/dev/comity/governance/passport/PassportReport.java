package dev.comity.governance.passport;

import dev.comity.core.json.Json;
import dev.comity.log.proof.Checkpoint;
import dev.comity.rules.Bilingual;
import dev.comity.rules.Decision;
import dev.comity.rules.SystemCard;
import java.util.List;

/**
 * What a verified passport says.
 *
 * @param decision the decision statement's content
 * @param derived the same, derived again from the rulebooks and evidence inside
 * @param rulebooks id and version of each rulebook used
 * @param asserted what the operator's signature alone stands for here (roles granted and votes
 *     taken after the founding, sanctions); a replay of the log shows it
 */
public record PassportReport(
    Checkpoint checkpoint,
    String operator,
    Bilingual community,
    boolean demonstration,
    SystemCard system,
    Json decision,
    Decision derived,
    List<String> rulebooks,
    int entries,
    List<String> asserted) {
  public PassportReport {
    rulebooks = List.copyOf(rulebooks);
    asserted = List.copyOf(asserted);
  }
}
