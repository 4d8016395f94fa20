package dev.comity.governance;

/**
 * A refusal with its ground.
 *
 * @param rule which rule refuses, with the entry that gave it where there is one, as in {@code
 *     charter §roles.publisher, entry 3}
 * @param detail one line: what was found, what was expected
 */
public record Refusal(RefusalCode code, String rule, String detail) {}
