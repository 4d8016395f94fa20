package dev.comity.node.pages;

import java.util.List;

/**
 * The communities on this node.
 *
 * @param systems every system once, with its verdicts
 * @param concerns the open ones
 * @param commands command lines with which a reader checks this node without trusting it
 */
public record OverviewPage(
    List<Card> communities,
    List<SystemRow> systems,
    List<ConcernRow> concerns,
    List<String> commands)
    implements Page {
  public OverviewPage {
    communities = List.copyOf(communities);
    systems = List.copyOf(systems);
    concerns = List.copyOf(concerns);
    commands = List.copyOf(commands);
  }

  /** One community. */
  public record Card(
      String slug,
      String title,
      String purpose,
      boolean demonstration,
      long entries,
      int rulebooks,
      int systems,
      int openConcerns) {}

  public boolean demonstration() {
    return communities.stream().anyMatch(Card::demonstration);
  }

  public long entries() {
    return communities.stream().mapToLong(Card::entries).sum();
  }

  /** Systems with a decision in at least one community. */
  public long decided() {
    return systems.stream()
        .filter(s -> s.verdicts().stream().anyMatch(v -> v.decided().isPresent()))
        .count();
  }
}
