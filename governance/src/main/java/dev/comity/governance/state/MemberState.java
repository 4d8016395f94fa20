package dev.comity.governance.state;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A party's place in the community.
 *
 * @param since when it became a voting member; empty while it holds other roles only
 * @param roles what it holds, by role
 * @param lastActive day of its latest statement, roughly: noted once a day
 */
public record MemberState(
    String party,
    long index,
    Optional<Instant> since,
    SortedMap<String, Grant> roles,
    Optional<String> memberClass,
    Optional<String> controller,
    Instant lastActive) {
  public MemberState {
    roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
  }

  /**
   * A role held.
   *
   * @param index the entry that gave it
   */
  public record Grant(long index, Optional<Instant> until) {}

  public boolean holds(String role) {
    return roles.containsKey(role);
  }

  public MemberState with(String role, Grant grant, Instant now) {
    SortedMap<String, Grant> more = new TreeMap<>(roles);
    more.put(role, grant);
    Optional<Instant> voting = role.equals("member") && since.isEmpty() ? Optional.of(now) : since;
    return new MemberState(party, index, voting, more, memberClass, controller, lastActive);
  }

  public MemberState without(String role) {
    SortedMap<String, Grant> less = new TreeMap<>(roles);
    less.remove(role);
    Optional<Instant> voting = role.equals("member") ? Optional.empty() : since;
    return new MemberState(party, index, voting, less, memberClass, controller, lastActive);
  }

  public MemberState active(Instant at) {
    return new MemberState(party, index, since, roles, memberClass, controller, at);
  }

  public MemberState of(Optional<String> nextClass, Optional<String> nextController) {
    return new MemberState(party, index, since, roles, nextClass, nextController, lastActive);
  }
}
