package dev.comity.rules;

/** What {@link InForce#join} gives. */
public sealed interface Join permits InForce, Unsatisfiable {}
