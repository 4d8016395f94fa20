package dev.comity.governance.record;

import dev.comity.governance.state.IncidentState;
import dev.comity.governance.state.State;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Who answers for a party, as its application declared: everybody else for themselves. */
record Controllers(Map<String, String> byParty) {
  Controllers {
    byParty = Collections.unmodifiableMap(new TreeMap<>(byParty));
  }

  static Controllers of(State state) {
    Map<String, String> declared = new TreeMap<>();
    state
        .members()
        .values()
        .forEach(member -> member.controller().ifPresent(c -> declared.put(member.party(), c)));
    return new Controllers(declared);
  }

  String of(String party) {
    return byParty.getOrDefault(party, party);
  }

  /** Reported by somebody who does not answer for the system's provider. */
  boolean fromOutside(State state, IncidentState incident) {
    String provider = state.system(incident.body().system()).provider();
    return !of(incident.reporter()).equals(of(provider));
  }

  /** As the records count it: at the log's time of the report, whenever it is said to have been. */
  static Incident incident(IncidentState reported) {
    return new Incident(reported.body().system(), reported.body().severity(), reported.at());
  }
}
