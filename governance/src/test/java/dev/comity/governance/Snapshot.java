package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import dev.comity.governance.state.State;
import dev.comity.governance.state.StateJson;
import java.util.ArrayList;
import java.util.List;

/** A state written down as JSON text, and read again. */
record Snapshot(List<String> parts) {

  static Snapshot of(State state) {
    List<String> parts = new ArrayList<>();
    StateJson.<RuntimeException>write(state, part -> parts.add(part.compact()));
    return new Snapshot(parts);
  }

  State read() throws VerificationException {
    StateJson.Reader reader = new StateJson.Reader();
    for (String part : parts) {
      reader.take(JsonParser.parse(part));
    }
    return reader.done();
  }

  /** What was read is the same state, and goes on as the one that was written would. */
  void continuesWith(Bytes entry, State after) throws VerificationException {
    Replay replay = new Replay(read());
    assertThat(of(replay.state())).isEqualTo(this);
    replay.next(entry);
    assertThat(replay.state()).isEqualTo(after);
    assertThat(replay.state().digest()).isEqualTo(after.digest());
  }

  /** As if the log had another size; everything else is the same. */
  static State resized(State state, long size) throws VerificationException {
    StateJson.Reader reader = new StateJson.Reader();
    for (String part : of(state).parts()) {
      reader.take(
          JsonParser.parse(
              part.startsWith("[\"size\"")
                  ? new Json.Arr(List.of(Json.of("size"), Json.of(size))).compact()
                  : part));
    }
    return reader.done();
  }
}
