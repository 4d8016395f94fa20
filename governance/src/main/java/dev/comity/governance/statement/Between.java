package dev.comity.governance.statement;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.rules.Relation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one community takes from another. */
public sealed interface Between extends Body {
  /**
   * Honours another community's certificates; directed.
   *
   * @param scope areas; {@code *} for all
   * @param depth how many hops from here; 1 is the community itself
   * @param onward whether who recognises this community may follow this recognition further
   * @param crosswalk how requirements here are met by requirements there
   */
  record Recognise(
      String log,
      VerificationKey logKey,
      List<String> scope,
      Instant until,
      int depth,
      boolean onward,
      List<Edge> crosswalk)
      implements Between {
    public Recognise {
      scope = List.copyOf(scope);
      crosswalk = List.copyOf(crosswalk);
    }
  }

  /**
   * How a requirement there relates to one here; both as {@code <rulebook>/<requirement>}.
   *
   * @param relation of the foreign requirement's demand to ours: {@code superset} demands all that
   *     ours does and more
   */
  record Edge(String own, String foreign, Relation relation) {}

  /** Ends a recognition. */
  record EndRecognition(String log, String text) implements Between {}

  /**
   * A statement of another log with its issuer's key and its receipt.
   *
   * @param via the log whose recognition is followed, where {@code log} is not recognised itself
   */
  record Import(
      String log, Optional<String> via, Bytes entry, VerificationKey issuerKey, Bytes receipt)
      implements Between {}
}
