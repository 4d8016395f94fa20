package dev.comity.node.pages;

import java.time.Instant;

/**
 * The receipt for a concern, with the key that signed it; shown once.
 *
 * @param jwk the private key as a JSON Web Key
 */
public record ConcernRaisedPage(
    String slug,
    String community,
    String system,
    String systemName,
    String id,
    EntryRef entry,
    Instant dueAt,
    String jwk)
    implements Page {}
