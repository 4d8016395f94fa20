package dev.comity.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One GET on a connection of its own, for what a run needs to know. */
final class Fetch {
  private static final int MAX_SIZE = 1 << 20;
  private static final int TIMEOUT_MILLIS = 10_000;

  private Fetch() {}

  /** The body of a 200; throws with what is found instead. */
  static byte[] get(Target target, String path) throws IOException {
    try (Socket socket = new Socket(target.host(), target.port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write(request(target, path));
      Response response = read(socket.getInputStream(), path);
      if (response.status() != 200) {
        throw new IOException(path + ": expected status 200, found " + response.status());
      }
      return response.body();
    }
  }

  private static Response read(InputStream in, String path) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_SIZE);
    while (true) {
      int count = in.read(buffer.array(), buffer.position(), buffer.remaining());
      if (count <= 0) {
        throw new IOException(path + ": no complete answer");
      }
      if (Response.parse(buffer.position(buffer.position() + count))
          instanceof Response.Parsed.Complete complete) {
        return complete.response();
      }
    }
  }

  static byte[] request(Target target, String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: " + target.authority() + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
