package dev.comity.governance.record;

import dev.comity.governance.state.ConcernState;
import dev.comity.governance.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long the concerns of one log wait for their answer: from the log's time when they were raised
 * to its time at the answer; those without one wait until now. An acknowledgement is no answer.
 *
 * @param all of the community
 * @param providers by the provider's party
 * @param severities by the concern's severity, 1 to 6
 */
public record Responses(
    ResponseTimes all,
    SortedMap<String, ResponseTimes> providers,
    SortedMap<Integer, ResponseTimes> severities) {
  public Responses {
    providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
    severities = Collections.unmodifiableSortedMap(new TreeMap<>(severities));
  }

  public static Responses of(State state) {
    Instant now = now(state);
    Collection<ConcernState> concerns = state.concerns().values();
    return new Responses(
        ResponseTimes.of(concerns.stream().map(concern -> waited(concern, now)).toList()),
        ResponseTimes.by(
            concern -> state.system(concern.body().system()).provider(),
            concern -> waited(concern, now),
            concerns),
        ResponseTimes.by(
            concern -> concern.body().severity(), concern -> waited(concern, now), concerns));
  }

  /** The log's time; before its first clock nothing has happened that could have waited. */
  static Instant now(State state) {
    return state.now().orElse(Instant.EPOCH);
  }

  static ResponseTimes.Case waited(ConcernState concern, Instant now) {
    Instant end = concern.answer().map(ConcernState.Answer::at).orElse(now);
    return new ResponseTimes.Case(
        Duration.between(concern.raisedAt(), end), concern.answer().isPresent());
  }
}
