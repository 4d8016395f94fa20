package dev.comity.governance.whatif;

import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.Deadline;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import dev.comity.governance.whatif.Difference.Certificate;
import dev.comity.governance.whatif.Difference.Clock;
import dev.comity.governance.whatif.Difference.Imposed;
import dev.comity.governance.whatif.Difference.Sanction;
import dev.comity.governance.whatif.Difference.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two states side by side. */
final class Comparison {
  private Comparison() {}

  /** By certificate; what only names other entries is no difference. */
  static List<Certificate> certificates(State here, State there) {
    List<Certificate> different = new ArrayList<>();
    for (String id : union(here.certificates(), there.certificates())) {
      Optional<CertificateState> a = Optional.ofNullable(here.certificates().get(id));
      Optional<CertificateState> b = Optional.ofNullable(there.certificates().get(id));
      Optional<Standing> before = a.map(Comparison::standing);
      Optional<Standing> after = b.map(Comparison::standing);
      if (!before.equals(after)) {
        different.add(new Certificate(a.or(() -> b).orElseThrow().system(), id, before, after));
      }
    }
    return different;
  }

  private static Standing standing(CertificateState certificate) {
    return new Standing(
        certificate.status(),
        certificate.validUntil(),
        certificate.remedies(),
        List.copyOf(certificate.scope()));
  }

  /** By cause: a sanction's id also names the rulebook's version. */
  static List<Sanction> sanctions(State here, State there) {
    SortedMap<String, SanctionState> a = byCause(here);
    SortedMap<String, SanctionState> b = byCause(there);
    List<Sanction> different = new ArrayList<>();
    for (String cause : union(a, b)) {
      Optional<SanctionState> before = Optional.ofNullable(a.get(cause));
      Optional<SanctionState> after = Optional.ofNullable(b.get(cause));
      if (!before.map(Comparison::substance).equals(after.map(Comparison::substance))) {
        SanctionState one = before.or(() -> after).orElseThrow();
        different.add(
            new Sanction(
                one.index(),
                one.system(),
                one.trigger(),
                before.map(Comparison::imposed),
                after.map(Comparison::imposed)));
      }
    }
    return different;
  }

  private static SortedMap<String, SanctionState> byCause(State state) {
    SortedMap<String, SanctionState> sorted = new TreeMap<>();
    for (SanctionState sanction : state.sanctions().values()) {
      String cause =
          String.format(Locale.ROOT, "%019d", sanction.index())
              + " "
              + sanction.system()
              + " "
              + sanction.trigger();
      while (sorted.containsKey(cause)) {
        cause += "+";
      }
      sorted.put(cause, sanction);
    }
    return sorted;
  }

  private static String substance(SanctionState sanction) {
    return sanction.level() + " " + sanction.status() + " " + sanction.by() + " " + sanction.cut();
  }

  private static Imposed imposed(SanctionState sanction) {
    return new Imposed(sanction.id(), sanction.level(), sanction.status(), sanction.by());
  }

  /** What falls due; of which entry makes no difference. */
  static List<Clock> deadlines(State here, State there) {
    return clocks(beside(here, there), beside(there, here));
  }

  private static Map<String, List<Instant>> beside(State state, State other) {
    TreeSet<String> uncommon = new TreeSet<>();
    only(state, other, uncommon);
    only(other, state, uncommon);
    Map<String, List<Instant>> times = new TreeMap<>();
    for (Deadline deadline : state.deadlines()) {
      if (uncommon.contains(name(deadline))) {
        times.computeIfAbsent(name(deadline), key -> new ArrayList<>()).add(deadline.at());
      }
    }
    return times;
  }

  private static void only(State state, State other, Set<String> names) {
    for (Deadline deadline : state.deadlines()) {
      if (!other.deadlines().contains(deadline)) {
        names.add(name(deadline));
      }
    }
  }

  private static String name(Deadline deadline) {
    return deadline.kind().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + " "
        + deadline.subject();
  }

  /** By {@code <kind> <subject>}. */
  static List<Clock> clocks(Map<String, List<Instant>> here, Map<String, List<Instant>> there) {
    List<Clock> different = new ArrayList<>();
    for (String name : union(here, there)) {
      List<Instant> before = here.getOrDefault(name, List.of());
      List<Instant> after = there.getOrDefault(name, List.of());
      if (!before.equals(after)) {
        int space = name.indexOf(' ');
        different.add(
            new Clock(name.substring(0, space), name.substring(space + 1), before, after));
      }
    }
    return different;
  }

  private static Set<String> union(Map<String, ?> a, Map<String, ?> b) {
    Set<String> all = new TreeSet<>(a.keySet());
    all.addAll(b.keySet());
    return all;
  }
}
