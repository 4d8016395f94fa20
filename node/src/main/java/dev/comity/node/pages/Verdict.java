package dev.comity.node.pages;

import java.util.Optional;

/** Where a system stands in one community. */
public record Verdict(
    String slug, String community, String system, Badge status, Optional<EntryRef> decided) {
  public String href() {
    return Paths.system(slug, system);
  }
}
