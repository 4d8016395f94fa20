package dev.comity.node.http;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.state.CertificateState;
import dev.comity.governance.state.State;
import dev.comity.governance.state.SystemState;
import java.util.Comparator;
import java.util.List;

/**
 * Two questions that are easily confused: whether a system's certificate could be relied on just
 * after some entry, which never changes any more, and whether one can be relied on now.
 */
final class CertificateJson {
  private CertificateJson() {}

  static Json.Obj of(State state, SystemState system, long index) {
    List<CertificateState> certificates =
        state.certificates().values().stream()
            .filter(certificate -> certificate.system().equals(system.card().system()))
            .sorted(Comparator.comparing(CertificateState::issuedAt).reversed())
            .toList();
    return Json.object()
        .put("system", system.card().system())
        .put("index", index)
        .put("validAt", certificates.stream().anyMatch(one -> one.validAt(index)))
        .put("honouredNow", certificates.stream().anyMatch(one -> honoured(state, one)))
        .put("now", Values.text(state.now()))
        .put("certificates", Values.list(certificates, one -> certificate(state, one, index)))
        .build();
  }

  private static boolean honoured(State state, CertificateState certificate) {
    return state.now().filter(certificate::honoured).isPresent();
  }

  private static Json certificate(State state, CertificateState certificate, long index) {
    JsonObject remedies = Json.object();
    certificate.remedies().forEach((requirement, by) -> remedies.put(requirement, by.toString()));
    return Json.object()
        .put("id", certificate.id())
        .put("version", certificate.version())
        .put("status", Values.word(certificate.status()))
        .put("entry", certificate.index())
        .put("issuedAt", certificate.issuedAt().toString())
        .put("validUntil", certificate.validUntil().toString())
        .put("scope", Json.strings(certificate.scope()))
        .put("remedies", remedies.build())
        .put("statusAt", certificate.statusAt(index).map(status -> Json.of(Values.word(status))))
        .put("honouredNow", honoured(state, certificate))
        .put("history", Values.list(certificate.history(), CertificateJson::step))
        .build();
  }

  private static Json step(CertificateState.Step step) {
    return Json.object()
        .put("entry", step.index())
        .put("status", Values.word(step.status()))
        .build();
  }
}
