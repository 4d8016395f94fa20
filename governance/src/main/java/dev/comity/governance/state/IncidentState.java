package dev.comity.governance.state;

import dev.comity.core.Hash;
import dev.comity.governance.statement.Loop;
import java.time.Instant;
import java.util.Optional;

/**
 * A reported incident.
 *
 * @param standing what the system's certificate was when it was reported
 */
public record IncidentState(
    Hash id,
    long index,
    String reporter,
    Loop.Incident body,
    Instant at,
    Optional<CertificateState.Status> standing) {}
