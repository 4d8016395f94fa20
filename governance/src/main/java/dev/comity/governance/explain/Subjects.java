package dev.comity.governance.explain;

import dev.comity.core.Hash;
import dev.comity.governance.explain.Subject.Kind;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.RequestState;
import dev.comity.governance.state.RulebookState;
import dev.comity.governance.state.State;
import dev.comity.rules.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds what an id, or the beginning of one, means. */
final class Subjects {
  /** Shorter beginnings than this fit too much. */
  private static final int SHORTEST = 6;

  private final State state;
  private final String asked;
  private final List<Subject> found = new ArrayList<>();

  private Subjects(State state, String asked) {
    this.state = state;
    this.asked = asked;
  }

  /**
   * Everything of that name; an exact one hides those that only begin so.
   *
   * @param rulebooks every version that the log ever had, {@code <id> <version>}
   */
  static List<Subject> matching(State state, SortedSet<String> rulebooks, String asked) {
    Subjects subjects = new Subjects(state, asked.strip());
    subjects.systemsAndCertificates();
    subjects.parties();
    subjects.rulebooks(rulebooks);
    subjects.deliberation();
    subjects.loop();
    List<Subject> exact =
        subjects.found.stream().filter(subject -> subject.id().equals(subjects.asked)).toList();
    return exact.isEmpty() ? List.copyOf(subjects.found) : exact;
  }

  private boolean fits(String id) {
    String own = id.substring(id.lastIndexOf(':') + 1);
    return id.equals(asked)
        || (asked.length() >= SHORTEST && (id.startsWith(asked) || own.startsWith(asked)));
  }

  private void systemsAndCertificates() {
    state
        .systems()
        .forEach(
            (id, system) -> {
              if (id.equals(asked)) {
                add(Kind.SYSTEM, id, system.withdrawn() ? "withdrawn" : "registered", "");
              }
            });
    for (CertificateState certificate : state.certificates().values()) {
      if (fits(certificate.id())) {
        add(
            Kind.CERTIFICATE,
            certificate.id(),
            text(certificate.status()),
            certificate.system(),
            certificate.request().hex());
      }
    }
    for (RequestState request : state.requests().values()) {
      if (fits(request.id().hex())) {
        add(
            Kind.REQUEST,
            request.id().hex(),
            request.closed() ? "closed" : request.dueSince().isPresent() ? "due" : "decided",
            request.system(),
            request.certificateId());
      }
    }
  }

  private void parties() {
    state
        .parties()
        .forEach(
            (id, party) -> {
              if (fits(id)) {
                add(Kind.PARTY, id, roles(id), "");
              }
            });
  }

  private String roles(String party) {
    var member = state.members().get(party);
    return member == null || member.roles().isEmpty()
        ? "declared"
        : String.join(", ", member.roles().keySet());
  }

  private void rulebooks(SortedSet<String> everSeen) {
    for (String name : everSeen) {
      boolean asksForSeries = !asked.contains(" ") && !asked.contains("@");
      String series = name.substring(0, name.indexOf(' '));
      if (name.equals(asked.replace('@', ' ')) || (asksForSeries && series.equals(asked))) {
        add(Kind.RULEBOOK, name, standing(name), "");
      }
    }
  }

  private String standing(String name) {
    return Stream.concat(state.rulebooks().values().stream(), state.baselines().values().stream())
        .filter(book -> book.key().toString().equals(name))
        .findFirst()
        .map(this::standing)
        .orElse("replaced");
  }

  private String standing(RulebookState rulebook) {
    Standing standing = rulebook.compiled().rulebook().standing(state.time());
    return text(standing);
  }

  private void deliberation() {
    hashed(Kind.PROPOSAL, state.proposals(), p -> text(p.status()), p -> "");
    hashed(Kind.EMERGENCY, state.emergencies(), e -> e.lapsed() ? "lapsed" : "open", e -> "");
    hashed(Kind.CASE, state.cases(), c -> text(c.matter()), c -> c.system());
    state
        .sanctions()
        .forEach(
            (id, sanction) -> {
              if (fits(id.hex())) {
                add(
                    Kind.SANCTION,
                    id.hex(),
                    "level " + sanction.level() + " " + text(sanction.status()),
                    sanction.system(),
                    sanction.panelCase().map(Hash::hex).orElse(id.hex()));
              }
            });
  }

  private void loop() {
    hashed(Kind.CONCERN, state.concerns(), c -> text(c.stage()), c -> c.body().system());
    hashed(Kind.EVIDENCE, state.evidence(), e -> text(e.independence()), e -> e.body().system());
    hashed(
        Kind.INCIDENT,
        state.incidents(),
        i -> "severity " + i.body().severity(),
        i -> i.body().system());
    hashed(Kind.COMMITMENT, state.commitments(), c -> text(c.standing()), c -> c.body().system());
  }

  private <T> void hashed(
      Kind kind, Map<Hash, T> held, Function<T, String> status, Function<T, String> system) {
    held.forEach(
        (id, item) -> {
          if (fits(id.hex())) {
            add(kind, id.hex(), status.apply(item), system.apply(item));
          }
        });
  }

  private void add(Kind kind, String id, String status, String system, String... alsoNamed) {
    SortedSet<String> names = new TreeSet<>(List.of(alsoNamed));
    names.add(id);
    SortedSet<String> context = new TreeSet<>();
    if (!system.isEmpty()) {
      context.add(system);
    }
    found.add(new Subject(kind, id, status, names, context));
  }

  private static String text(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
