package dev.comity.rules;

/** A metric, a fact or a card field that an expression names. */
record Reference(Need.Kind kind, String id) implements Comparable<Reference> {
  @Override
  public int compareTo(Reference other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : id.compareTo(other.id);
  }
}
