package dev.comity.governance.invariants;

import java.util.ArrayList;
import java.util.List;

/** Leaves out statements as long as the same invariant stays broken (delta debugging, Zeller). */
final class Shrinking {
  /** More tries than this are not worth waiting for. */
  private static final int MOST = 20_000;

  private Shrinking() {}

  static List<Said> shortest(Constitution constitution, List<Said> said, String broken) {
    List<Said> shortest = Play.again(constitution, said).admittedAndLast();
    int tries = 0;
    for (int chunk = Math.max(1, said.size() / 2); chunk >= 1 && tries < MOST; ) {
      boolean shorter = false;
      for (int from = 0; from < shortest.size() && tries < MOST; ) {
        List<Said> less = new ArrayList<>(shortest.subList(0, from));
        less.addAll(shortest.subList(Math.min(shortest.size(), from + chunk), shortest.size()));
        tries++;
        if (same(Play.again(constitution, less).broken().orElse(""), broken)) {
          shortest = less;
          shorter = true;
        } else {
          from += chunk;
        }
      }
      chunk = shorter && chunk == 1 ? 1 : chunk / 2;
    }
    return shortest;
  }

  /** By the invariant's number, or the failure's name. */
  private static boolean same(String found, String wanted) {
    return !found.isEmpty()
        && found
            .substring(0, Math.min(found.length(), 24))
            .regionMatches(0, wanted, 0, wanted.indexOf(':') + 1);
  }
}
