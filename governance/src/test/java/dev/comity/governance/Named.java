package dev.comity.governance;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.governance.state.CaseState;
import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.SanctionState;
import dev.comity.governance.state.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What stories call statements by: names that they gave, or the latest of a kind. */
final class Named {
  /** By cause, and of one cause the gravest last. */
  static final Comparator<SanctionState> SANCTIONS =
      Comparator.comparingLong(SanctionState::index).thenComparingInt(SanctionState::level);

  private record Statement(Hash id, long index) {}

  private final Map<String, Statement> statements = new HashMap<>();

  void name(String name, Hash id, long index) {
    statements.put(name, new Statement(id, index));
    Told.alias(id.hex(), name);
  }

  /** The statement of that name; of an unknown name, nothing that exists. */
  Hash id(String name) {
    return Optional.ofNullable(statements.get(name))
        .map(Statement::id)
        .orElse(Hash.of(Bytes.utf8(name)));
  }

  /** The entry of that name, or with that number. */
  long index(String name) {
    Statement statement = statements.get(name);
    return statement == null ? Long.parseLong(name) : statement.index();
  }

  /** {@code sanction}, {@code case} and {@code evidence} are the latest of {@code state}. */
  Hash of(State state, String name) {
    return switch (name) {
      case "sanction" -> sanction(state);
      case "case" -> latestCase(state);
      case "evidence" ->
          state.evidence().values().stream()
              .max(Comparator.comparingLong(e -> e.index()))
              .orElseThrow()
              .id();
      case "concern" -> concern(state);
      default -> id(name);
    };
  }

  static Hash sanction(State state) {
    return state.sanctions().values().stream()
        .max(SANCTIONS)
        .orElseThrow(() -> new AssertionError("no sanction yet"))
        .id();
  }

  private static Hash latestCase(State state) {
    return state.cases().values().stream()
        .max(Comparator.comparingLong(CaseState::index))
        .orElseThrow(() -> new AssertionError("no case yet"))
        .id();
  }

  static Hash concern(State state) {
    return state.concerns().values().stream()
        .max(Comparator.comparingLong(ConcernState::index))
        .orElseThrow()
        .id();
  }
}
