package dev.comity.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One HTTP/1.1 response at the front of a buffer. Understands what a node sends: a length that is
 * stated. Valid until the buffer is used again.
 */
final class Response {
  private final ByteBuffer buffer;
  private final int status;
  private final int headEnd;
  private final int end;

  private Response(ByteBuffer buffer, int status, int headEnd, int end) {
    this.buffer = buffer;
    this.status = status;
    this.headEnd = headEnd;
    this.end = end;
  }

  /** How the bytes so far end. */
  sealed interface Parsed {
    /** More must be read, up to {@code size} bytes in all if that is known, else 0. */
    record Incomplete(int size) implements Parsed {}

    record Complete(Response response) implements Parsed {}

    record Malformed(String why) implements Parsed {}
  }

  /** Parses what lies between 0 and {@code buffer}'s position. */
  static Parsed parse(ByteBuffer buffer) {
    int headEnd = headEnd(buffer);
    if (headEnd < 0) {
      return new Parsed.Incomplete(0);
    }
    int status = number(buffer, 9, 12);
    int length = status == 204 ? 0 : contentLength(buffer, headEnd);
    if (status < 100 || length < 0) {
      return new Parsed.Malformed("a response without a status or a stated length");
    }
    int end = headEnd + length;
    return buffer.position() < end
        ? new Parsed.Incomplete(end)
        : new Parsed.Complete(new Response(buffer, status, headEnd, end));
  }

  int status() {
    return status;
  }

  byte[] body() {
    byte[] body = new byte[end - headEnd];
    buffer.get(headEnd, body);
    return body;
  }

  int bodySize() {
    return end - headEnd;
  }

  Optional<String> header(String name) {
    int value = value(buffer, headEnd, name);
    if (value < 0) {
      return Optional.empty();
    }
    int stop = value;
    while (buffer.get(stop) != '\r') {
      stop++;
    }
    byte[] text = new byte[stop - value];
    buffer.get(value, text);
    return Optional.of(new String(text, StandardCharsets.ISO_8859_1).strip());
  }

  private static int headEnd(ByteBuffer buffer) {
    for (int i = 3; i < buffer.position(); i++) {
      if (buffer.get(i) == '\n' && buffer.get(i - 1) == '\r' && buffer.get(i - 2) == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private static int contentLength(ByteBuffer buffer, int headEnd) {
    int at = value(buffer, headEnd, "content-length");
    if (at < 0) {
      return -1;
    }
    while (buffer.get(at) == ' ') {
      at++;
    }
    int stop = at;
    while (buffer.get(stop) != '\r') {
      stop++;
    }
    return stop - at > 8 ? -1 : number(buffer, at, stop);
  }

  /** Where the value of header {@code name}, in lower case, begins; −1 without it. */
  private static int value(ByteBuffer buffer, int headEnd, String name) {
    for (int i = 0; i < headEnd - name.length() - 2; i++) {
      if (buffer.get(i) == '\n' && isName(buffer, i + 1, name)) {
        return i + 2 + name.length();
      }
    }
    return -1;
  }

  private static boolean isName(ByteBuffer buffer, int start, String name) {
    for (int i = 0; i < name.length(); i++) {
      byte found = buffer.get(start + i);
      int lower = found >= 'A' && found <= 'Z' ? found + 32 : found;
      if (lower != name.charAt(i)) {
        return false;
      }
    }
    return buffer.get(start + name.length()) == ':';
  }

  private static int number(ByteBuffer buffer, int start, int stop) {
    int number = 0;
    for (int i = start; i < stop; i++) {
      int digit = buffer.get(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return stop > start ? number : -1;
  }
}
