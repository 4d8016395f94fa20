package dev.comity.governance.record;

import dev.comity.governance.record.CommunityFacts.Contest;
import dev.comity.governance.record.CommunityFacts.UnderCertificate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a community's log says about its own work: counts, side by side, without a total. Formulas:
 * {@code docs/spec/track-records.md}.
 *
 * @param responses how long concerns wait for an answer
 * @param certificates by the status's name
 * @param contested decisions, of them {@code overturned} and {@code pending}
 * @param overturnedShare of the contests that ended; empty without any
 * @param incidents in all
 * @param incidentsUnderCertificate those that happened while a certificate stood
 * @param suspensions how long these certificates stood after the incident; those that still stand
 *     count as open
 */
public record CommunityRecord(
    String community,
    ResponseTimes responses,
    SortedMap<String, Integer> certificates,
    int decisions,
    int contested,
    int overturned,
    int pending,
    Optional<BigDecimal> overturnedShare,
    int incidents,
    int incidentsUnderCertificate,
    ResponseTimes suspensions) {
  public CommunityRecord {
    certificates = Collections.unmodifiableSortedMap(new TreeMap<>(certificates));
  }

  static CommunityRecord of(CommunityFacts facts) {
    int contested = facts.contests().size();
    int overturned = Collections.frequency(facts.contests(), Contest.OVERTURNED);
    int pending = Collections.frequency(facts.contests(), Contest.PENDING);
    List<ResponseTimes.Case> stood = stood(facts.incidents());
    return new CommunityRecord(
        facts.community(),
        ResponseTimes.of(facts.responses()),
        new TreeMap<>(facts.certificates()),
        facts.decisions(),
        contested,
        overturned,
        pending,
        Fraction.share(Fraction.of(overturned, 1), Fraction.of(contested - pending, 1)),
        facts.incidents().size(),
        stood.size(),
        ResponseTimes.of(stood));
  }

  private static List<ResponseTimes.Case> stood(List<UnderCertificate> incidents) {
    List<ResponseTimes.Case> cases = new ArrayList<>();
    for (UnderCertificate incident : incidents) {
      switch (incident) {
        case UnderCertificate.Stood stood -> cases.add(stood.untilSuspended());
        case UnderCertificate.DidNotStand none -> {}
      }
    }
    return cases;
  }
}
