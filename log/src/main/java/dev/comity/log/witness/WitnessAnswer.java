package dev.comity.log.witness;

import dev.comity.core.Bytes;

/** What a witness answers to a request, in the words of HTTP. */
public record WitnessAnswer(int status, String contentType, Bytes body) {
  /** The content type of a 409: its body is the size of the latest cosigned checkpoint. */
  public static final String SIZE = "text/x.tlog.size";

  private static final String TEXT = "text/plain; charset=utf-8";

  static WitnessAnswer text(int status, String line) {
    return new WitnessAnswer(status, TEXT, Bytes.utf8(line + "\n"));
  }

  static WitnessAnswer conflict(long latestSize) {
    return new WitnessAnswer(409, SIZE, Bytes.utf8(latestSize + "\n"));
  }
}
