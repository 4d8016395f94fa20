package dev.comity.rules;

/** A rulebook version's name, ordered by id and then by the version's text. */
public record RulebookKey(String id, String version) implements Comparable<RulebookKey> {
  @Override
  public int compareTo(RulebookKey other) {
    int byId = id.compareTo(other.id);
    return byId != 0 ? byId : version.compareTo(other.version);
  }

  @Override
  public String toString() {
    return id + " " + version;
  }
}
