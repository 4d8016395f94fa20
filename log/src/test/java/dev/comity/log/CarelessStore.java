package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Confuses the steps that a {@link Carelessness} confuses. */
final class CarelessStore implements LogStore {
  private final LogStore store;
  private final Carelessness how;

  /** What was said to be signed, and is not yet. */
  private @Nullable SignedCheckpoint promised;

  private Optional<SignedCheckpoint> expected = Optional.empty();

  CarelessStore(LogStore store, Carelessness how) {
    this.store = store;
    this.how = how;
  }

  @Override
  public Bytes fetch(String path) throws IOException {
    return store.fetch(path);
  }

  @Override
  public void write(long size, Map<TilePath, Bytes> tiles) throws IOException {
    keepPromise();
    store.write(size, tiles);
  }

  @Override
  public Optional<SignedCheckpoint> signed() throws IOException {
    return store.signed();
  }

  @Override
  public void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException {
    switch (how) {
      case PUBLISHED_FIRST -> {
        store.publish(next);
        store.sign(expected, next);
      }
      case ACKNOWLEDGED_FIRST -> {
        this.expected = expected;
        promised = next;
      }
      default -> store.sign(expected, next);
    }
  }

  private void keepPromise() throws IOException {
    if (promised != null) {
      store.sign(expected, promised);
      promised = null;
    }
  }

  @Override
  public Optional<SignedCheckpoint> published() throws IOException {
    return store.published();
  }

  @Override
  public void publish(SignedCheckpoint next) throws IOException {
    store.publish(next);
  }

  @Override
  public void restore(long size) throws IOException {
    if (how != Carelessness.REMAINS_KEPT) {
      store.restore(size);
    }
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
