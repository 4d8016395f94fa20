package dev.comity.node.pages;

/** A status: a colour and the key of its word. */
public record Badge(Tone tone, String key) {}
