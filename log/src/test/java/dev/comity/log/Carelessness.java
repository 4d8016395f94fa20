package dev.comity.log;

/** Ways to break the order of truth on purpose, to see that the campaign notices each. */
enum Carelessness {
  NONE,
  /** The signed checkpoint is not synced. */
  SIGNED_UNSYNCED,
  /** The record of the partial tiles is not synced. */
  EDGE_UNSYNCED,
  /** Full tiles are not synced. */
  TILES_UNSYNCED,
  /** No directory is synced. */
  NAMES_UNSYNCED,
  /** What a start finds signed is trusted, though only the page cache may hold it. */
  FOUND_UNSYNCED,
  /** The checkpoint is published before it is durable as signed. */
  PUBLISHED_FIRST,
  /** Receipts go out before the signed checkpoint is durable. */
  ACKNOWLEDGED_FIRST,
  /** What a crash left beyond the signed checkpoint stays. */
  REMAINS_KEPT;

  /** {@code disk} with the syncs left out that this leaves out. */
  Disk over(SimulatedDisk disk) {
    return this == NONE ? disk : new CarelessDisk(disk, this);
  }

  /** {@code store} with the steps confused that this confuses. */
  LogStore over(LogStore store) {
    return this == NONE ? store : new CarelessStore(store, this);
  }
}
