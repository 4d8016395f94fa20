package dev.comity.log.witness;

/** Why a witness gave no cosignature that counts. */
public enum WitnessFault {
  /** No answer, or none in time. */
  SILENT,
  /** It answers, but not with a cosignature: it does not know the log, or is stopped. */
  REFUSED,
  /** Its answer is no cosignature of this checkpoint by its key. */
  INVALID,
  /** It has cosigned a larger tree of this log than this log has signed. */
  KNOWS_LARGER_TREE,
  /** It has cosigned another tree of this size. */
  KNOWS_OTHER_TREE,
  /** It has forgotten a tree that it cosigned. */
  ROLLED_BACK;

  /** Whether a person must look: either the witness lies, or somebody else signs as this log. */
  public boolean isAlarm() {
    return switch (this) {
      case SILENT, REFUSED -> false;
      case INVALID, KNOWS_LARGER_TREE, KNOWS_OTHER_TREE, ROLLED_BACK -> true;
    };
  }
}
