package dev.comity.governance.state;

import dev.comity.governance.statement.Between;
import java.util.Optional;

/**
 * A community whose certificates are honoured here.
 *
 * @param via the log whose own recognition is followed; empty when this community decided itself
 */
public record RecognitionState(long index, Between.Recognise terms, Optional<String> via) {
  public String log() {
    return terms.log();
  }
}
