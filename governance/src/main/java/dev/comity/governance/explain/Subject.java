package dev.comity.governance.explain;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that can be asked about.
 *
 * @param id in full
 * @param status how it stands at the end of the log, in lower case: {@code active}, {@code level 2
 *     imposed}
 * @param names what effects call it
 * @param context what else it hangs on: its system
 */
public record Subject(
    Kind kind, String id, String status, SortedSet<String> names, SortedSet<String> context) {
  public Subject {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
    context = Collections.unmodifiableSortedSet(new TreeSet<>(context));
  }

  /** What it is. */
  public enum Kind {
    CERTIFICATE,
    REQUEST,
    SYSTEM,
    PARTY,
    RULEBOOK,
    EVIDENCE,
    PROPOSAL,
    EMERGENCY,
    CONCERN,
    INCIDENT,
    COMMITMENT,
    SANCTION,
    CASE
  }

  /** Its names and its context. */
  SortedSet<String> all() {
    SortedSet<String> all = new TreeSet<>(names);
    all.addAll(context);
    return all;
  }
}
