package dev.comity.governance.refusal;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cose.CoseSign1;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.cose.StatementHeader;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.Reducer;
import dev.comity.governance.Result;
import dev.comity.governance.state.KeyState;
import dev.comity.governance.state.State;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * The clock that a node states before it judges and throws away when nothing is admitted. Only the
 * reducer ever sees it, which reads no signatures, so it has none worth the name; its id is that of
 * the node's.
 */
final class UnloggedClock {
  private UnloggedClock() {}

  static State advance(State state, Instant now) throws VerificationException {
    VerificationKey operator = state.policy().orElseThrow().policy().operatorKey();
    KeyState key = state.keys().get(operator.keyId());
    Bytes payload =
        Bytes.utf8(
            Json.object()
                .put("log", state.origin())
                .put("seq", key == null ? 1 : key.lastSeq() + 1)
                .put("now", now.toString())
                .build()
                .compact());
    Statement clock = Statement.parse(SignedStatement.decode(unsigned(operator, now, payload)));
    return switch (Reducer.reduce(state, Reducer.next(state, clock))) {
      case Result.Applied applied -> applied.next();
      case Result.Rejected rejected ->
          throw new VerificationException(
              VerificationException.Code.MISMATCH,
              "the log's time cannot be " + now + ": " + rejected.refusal().detail());
    };
  }

  private static Bytes unsigned(VerificationKey operator, Instant now, Bytes payload) {
    StatementHeader header =
        new StatementHeader(
            operator.algorithm(),
            BodyType.CLOCK.contentType(),
            operator.keyId(),
            operator.partyId(),
            "clock",
            Optional.of(now.getEpochSecond()));
    Bytes nobody = Bytes.of(new byte[operator.algorithm().signatureSize()]);
    return CoseSign1.of(header.toCbor(), Cbor.Map.EMPTY, Optional.of(payload), nobody).encode();
  }
}
