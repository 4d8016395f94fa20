package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Writes into the {@link Ledger} what became durable and which heads went out. */
final class RecordingStore implements LogStore {
  private final LogStore store;
  private final Ledger ledger;

  RecordingStore(LogStore store, Ledger ledger) {
    this.store = store;
    this.ledger = ledger;
  }

  @Override
  public Bytes fetch(String path) throws IOException {
    return store.fetch(path);
  }

  @Override
  public void write(long size, Map<TilePath, Bytes> tiles) throws IOException {
    store.write(size, tiles);
  }

  @Override
  public Optional<SignedCheckpoint> signed() throws IOException {
    return store.signed();
  }

  @Override
  public void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException {
    store.sign(expected, next);
    ledger.durable();
    ledger.out(next);
  }

  @Override
  public Optional<SignedCheckpoint> published() throws IOException {
    return store.published();
  }

  @Override
  public void publish(SignedCheckpoint next) throws IOException {
    ledger.out(next);
    store.publish(next);
  }

  @Override
  public void restore(long size) throws IOException {
    store.restore(size);
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  @Override
  public String toString() {
    return store.toString();
  }
}
