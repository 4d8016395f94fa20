package dev.comity.governance.vote;

import java.util.List;

/**
 * What a vote over several options gave. The matrices are indexed as {@code options} is.
 *
 * @param options the first is the status quo
 * @param preferences {@code [a][b]}: the weight that ranks a above b; 0 on the diagonal
 * @param paths {@code [a][b]}: the strength of the strongest path of majorities from a to b; 0
 *     where there is none
 * @param contenders in the order of the options, those that no other option beats by paths; never
 *     empty
 * @param winner the option chosen
 * @param basis why it was
 */
public record Outcome(
    List<String> options,
    List<List<Long>> preferences,
    List<List<Long>> paths,
    List<String> contenders,
    String winner,
    Basis basis) {

  /** Why an option won. */
  public enum Basis {
    /** It is preferred to each other option by more weight than prefers the other. */
    CONDORCET,
    /** It alone beats every other option by paths. */
    SCHULZE,
    /** Several contenders are left, so nothing changes. */
    STATUS_QUO
  }

  public Outcome {
    options = List.copyOf(options);
    preferences = preferences.stream().map(List::copyOf).toList();
    paths = paths.stream().map(List::copyOf).toList();
    contenders = List.copyOf(contenders);
  }

  public String statusQuo() {
    return options.getFirst();
  }

  /** Whether something other than the status quo won. */
  public boolean changes() {
    return !winner.equals(statusQuo());
  }

  /** The weight that ranks {@code above} over {@code below}; both must be options. */
  public long preferring(String above, String below) {
    return preferences.get(place(above)).get(place(below));
  }

  private int place(String option) {
    int place = options.indexOf(option);
    if (place < 0) {
      throw new IllegalArgumentException("no such option: " + option);
    }
    return place;
  }
}
