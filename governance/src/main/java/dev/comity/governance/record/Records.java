package dev.comity.governance.record;

import dev.comity.governance.state.State;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * The track records of everybody in one log, as its state tells them. What the log cannot tell is
 * in {@code docs/spec/track-records.md}, "From the log".
 *
 * @param responses how long concerns wait
 * @param assessors by controller
 * @param providers by party: whoever has registered a system
 */
public record Records(
    Responses responses,
    SortedMap<String, AssessorRecord> assessors,
    SortedMap<String, ProviderRecord> providers,
    CommunityRecord community) {
  public Records {
    assessors = Collections.unmodifiableSortedMap(new TreeMap<>(assessors));
    providers = Collections.unmodifiableSortedMap(new TreeMap<>(providers));
  }

  /**
   * The records at the state's own time. {@code timeAt} is the log's time just after an entry: the
   * state keeps the indices of the entries that changed a certificate, not their times.
   */
  public static Records of(State state, LongFunction<Instant> timeAt) {
    return new Records(
        Responses.of(state),
        new AssessorsInLog(state).records(),
        TrackRecord.providers(new ProvidersInLog(state).facts()),
        TrackRecord.community(new CommunityInLog(state, timeAt).facts()));
  }
}
