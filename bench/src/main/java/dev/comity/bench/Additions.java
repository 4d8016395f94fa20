package dev.comity.bench;

import dev.comity.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Submits statements: each connection is one author, and a receipt is the only right answer. */
final class Additions implements Work {
  private final List<Author> authors;
  private final ReceiptSample sample;
  private final String head;
  private final Bytes[] current;
  private long signedDuringRun;

  Additions(Target target, List<Author> authors, ReceiptSample sample) {
    this.authors = authors;
    this.sample = sample;
    this.current = new Bytes[authors.size()];
    this.head =
        "POST "
            + target.path()
            + "/entries HTTP/1.1\r\nHost: "
            + target.authority()
            + "\r\nContent-Type: application/cose\r\nContent-Length: ";
  }

  @Override
  public ByteBuffer next(int connection) {
    Author author = authors.get(connection);
    signedDuringRun += author.hasSigned() ? 0 : 1;
    Bytes entry = author.next();
    current[connection] = entry;
    byte[] start = (head + entry.size() + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(start.length + entry.size());
    return request.put(start).put(entry.toBuffer()).flip();
  }

  @Override
  public boolean accept(int connection, Response response) {
    if (response.status() != 201 || response.bodySize() == 0) {
      return false;
    }
    sample.offer(current[connection], response);
    return true;
  }

  /** How many statements were not there when they were wanted. */
  long signedDuringRun() {
    return signedDuringRun;
  }
}
