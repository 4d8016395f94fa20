package dev.comity.governance.state;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.json.Json;
import dev.comity.rules.SystemCard;
import java.util.Optional;
import org.pcollections.PVector;

/**
 * A registered system.
 *
 * @param index the entry of the current version
 * @param evidence ids of the evidence about the current version, in log order
 * @param request the request that is open or led to the current certificate
 */
public record SystemState(
    SystemCard card,
    String provider,
    long index,
    boolean withdrawn,
    PVector<Hash> evidence,
    Optional<Hash> request) {
  public SystemState withEvidence(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence.plus(id), request);
  }

  public SystemState withRequest(Hash id) {
    return new SystemState(card, provider, index, withdrawn, evidence, Optional.of(id));
  }

  Json toJson() {
    return Json.object()
        .put("card", Hash.of(Bytes.utf8(card.toJson().canonical())).hex())
        .put("evidence", Json.strings(evidence.stream().map(Hash::hex).toList()))
        .put("index", index)
        .put("provider", provider)
        .put("request", request.map(id -> Json.of(id.hex())))
        .put("version", card.version())
        .put("withdrawn", withdrawn)
        .build();
  }
}
