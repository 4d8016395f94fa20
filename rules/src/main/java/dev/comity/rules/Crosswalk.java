package dev.comity.rules;

import java.util.Optional;

/** An edge from a requirement to a clause elsewhere, for example {@code iso42001:2023/A.6.2.4}. */
public record Crosswalk(
    String to, Relation relation, Optional<String> reviewer, Optional<String> conditions) {}
