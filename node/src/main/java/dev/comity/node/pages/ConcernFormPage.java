package dev.comity.node.pages;

import java.time.Period;
import java.util.List;
import java.util.Optional;

/**
 * The form with which anybody raises a concern.
 *
 * @param text what was typed before, when the form comes back
 * @param severity what was chosen before; 0 for none
 * @param problem what to put right, in the page's language
 * @param maxLength characters that the text may have
 * @param commands how to raise it with a key of one's own
 */
public record ConcernFormPage(
    String slug,
    String community,
    String system,
    String systemName,
    Period responseWindow,
    String text,
    int severity,
    int maxLength,
    Optional<String> problem,
    List<String> commands)
    implements Page {
  public ConcernFormPage {
    commands = List.copyOf(commands);
  }
}
