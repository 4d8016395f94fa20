package dev.comity.node.pages;

import java.util.Optional;

/**
 * The forms of {@code /verify}.
 *
 * @param problem what was wrong with the last upload, in the page's language
 */
public record VerifyPage(Optional<String> problem) implements Page {}
