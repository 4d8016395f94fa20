package dev.comity.node.pages;

import java.util.List;

/** A system in a list, with its standing in each community that knows it. */
public record SystemRow(
    String id, String name, String version, String provider, List<Verdict> verdicts) {
  public SystemRow {
    verdicts = List.copyOf(verdicts);
  }
}
