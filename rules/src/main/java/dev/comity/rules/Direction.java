package dev.comity.rules;

/**
 * The parameter of a requirement and the way in which a community below may tighten it.
 *
 * @param parameter the name under which rulebooks share the parameter; when a rulebook gives none,
 *     {@code rulebook/requirement}, so that unrelated rulebooks never meet by accident
 * @param limit what this rulebook itself asks for
 */
public record Direction(String parameter, BoundKind bound, Limit limit) {}
