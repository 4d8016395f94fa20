package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * A log in an object store, laid out as docs/spec/log.md says: {@code checkpoint} and {@code
 * tile/…} are public and hold nothing but what is signed; {@code sequencer/head} is the one object
 * that decides, changed by {@code If-Match} only; a batch waits in {@code sequencer/batch/…} until
 * it is published.
 */
final class ObjectStore implements LogStore {
  static final String HEAD = "sequencer/head";
  private static final String BATCHES = "sequencer/batch/";

  private final Objects objects;
  private String etag;
  private Head head;
  private Optional<Batch> staged = Optional.empty();

  /**
   * The deciding object.
   *
   * @param owner counts the owners; 0 before the first
   * @param batch the object with the tiles that {@code signed} has more than what is published
   * @param signed empty before the first checkpoint
   */
  private record Head(long owner, boolean held, String batch, Bytes signed) {
    static final Head NEW = new Head(0, false, "", Bytes.EMPTY);

    Bytes encode() {
      return Bytes.utf8(owner + " " + held + " " + batch + "\n").concat(signed);
    }

    static Head decode(Bytes bytes) {
      String text = bytes.utf8();
      String[] words = text.substring(0, text.indexOf('\n')).split(" ", -1);
      Bytes signed = bytes.slice(text.indexOf('\n') + 1, bytes.size());
      return new Head(Long.parseLong(words[0]), Boolean.parseBoolean(words[1]), words[2], signed);
    }
  }

  /** A batch's object and where its tiles lie in it. */
  private record Batch(String key, Edge edge) {}

  private ObjectStore(Objects objects, String etag, Head head) {
    this.objects = objects;
    this.etag = etag;
    this.head = head;
  }

  static ObjectStore open(Objects objects) throws IOException {
    objects.putIfNoneMatch(HEAD, Head.NEW.encode());
    Objects.Found found = objects.get(HEAD).orElseThrow();
    Head old = Head.decode(found.content());
    if (old.held()) {
      throw new IOException(HEAD + ": owner " + old.owner() + " holds this log");
    }
    Head mine = new Head(old.owner() + 1, true, old.batch(), old.signed());
    String etag =
        objects
            .putIfMatch(HEAD, found.etag(), mine.encode())
            .orElseThrow(() -> new IOException(HEAD + ": somebody else was faster"));
    ObjectStore store = new ObjectStore(objects, etag, mine);
    store.staged = store.batch(mine.batch());
    return store;
  }

  /** What a watcher does when an owner has not moved its head for too long. */
  static void breakHold(Objects objects) {
    Objects.Found found = objects.get(HEAD).orElseThrow();
    Head old = Head.decode(found.content());
    Head free = new Head(old.owner(), false, old.batch(), old.signed());
    objects.putIfMatch(HEAD, found.etag(), free.encode());
  }

  private Optional<Batch> batch(String key) throws IOException {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Bytes content = objects.get(key).orElseThrow(() -> new IOException(key + ": gone")).content();
    return Edge.decode(0, content).map(edge -> new Batch(key, edge));
  }

  @Override
  public Bytes fetch(String path) throws IOException {
    Optional<Batch> batch = staged;
    Optional<Edge.Range> range =
        batch.flatMap(b -> TilePath.parse(path).map(b.edge().ranges()::get));
    if (range.isPresent()) {
      Bytes content = objects.get(batch.orElseThrow().key()).orElseThrow().content();
      int offset = range.get().offset();
      return content.slice(offset, offset + range.get().length());
    }
    return objects.get(path).orElseThrow(() -> new NoSuchFileException(path)).content();
  }

  /** The name carries the owner, so that two owners never meet in one object. */
  @Override
  public void write(long size, Map<TilePath, Bytes> tiles) throws IOException {
    requireOwner();
    String key = BATCHES + head.owner() + "-" + size;
    objects.put(key, Edge.encode(size, tiles));
    staged = batch(key);
  }

  private void requireOwner() throws IOException {
    if (!objects.get(HEAD).map(Objects.Found::etag).equals(Optional.of(etag))) {
      throw new IOException(HEAD + ": another owner took this log over");
    }
  }

  @Override
  public Optional<SignedCheckpoint> signed() throws IOException {
    Head found = Head.decode(objects.get(HEAD).orElseThrow().content());
    return found.signed().size() == 0 ? Optional.empty() : Optional.of(parse(found.signed()));
  }

  private static SignedCheckpoint parse(Bytes bytes) throws IOException {
    try {
      return SignedCheckpoint.parse(bytes);
    } catch (VerificationException e) {
      throw new IOException(e.detail(), e);
    }
  }

  @Override
  public void sign(Optional<SignedCheckpoint> expected, SignedCheckpoint next) throws IOException {
    if (!expected.map(SignedCheckpoint::encode).orElse(Bytes.EMPTY).equals(head.signed())) {
      throw new IOException(HEAD + ": another checkpoint is signed than expected");
    }
    replaceHead(new Head(head.owner(), true, staged.map(Batch::key).orElse(""), next.encode()));
  }

  private void replaceHead(Head next) throws IOException {
    etag =
        objects
            .putIfMatch(HEAD, etag, next.encode())
            .orElseThrow(() -> new IOException(HEAD + ": another owner took this log over"));
    head = next;
  }

  @Override
  public Optional<SignedCheckpoint> published() throws IOException {
    Optional<Objects.Found> found = objects.get(LogReader.CHECKPOINT);
    return found.isEmpty() ? Optional.empty() : Optional.of(parse(found.get().content()));
  }

  /**
   * Every byte put here belongs to a signed tree, so whoever repeats it, even a deposed owner, puts
   * the same.
   */
  @Override
  public void publish(SignedCheckpoint next) throws IOException {
    requireOwner();
    showTiles();
    Optional<Objects.Found> old = objects.get(LogReader.CHECKPOINT);
    boolean put =
        old.isEmpty()
            ? objects.putIfNoneMatch(LogReader.CHECKPOINT, next.encode())
            : objects.putIfMatch(LogReader.CHECKPOINT, old.get().etag(), next.encode()).isPresent();
    if (!put) {
      throw new IOException("checkpoint: another owner published");
    }
  }

  private void showTiles() throws IOException {
    if (staged.isPresent() && staged.get().key().equals(head.batch())) {
      for (TilePath tile : staged.get().edge().ranges().keySet()) {
        objects.putIfNoneMatch(tile.text(), fetch(tile.text()));
      }
    }
  }

  /** Batches that no head names were never signed. */
  @Override
  public void restore(long size) throws IOException {
    requireOwner();
    showTiles();
    for (String key : objects.list(BATCHES)) {
      if (!key.equals(head.batch())) {
        objects.delete(key);
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (objects.get(HEAD).map(Objects.Found::etag).equals(Optional.of(etag))) {
      replaceHead(new Head(head.owner(), false, head.batch(), head.signed()));
    }
    etag = "closed";
  }
}
