package dev.comity.log.witness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every connection on loopback with the same bytes, and hangs up. */
final class RawServer implements AutoCloseable {
  private final ServerSocket server;

  RawServer(String answer) throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(answer.getBytes(StandardCharsets.US_ASCII)));
  }

  private void serve(byte[] answer) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        byte[] request = new byte[65_536];
        if (socket.getInputStream().read(request) > 0) {
          socket.getOutputStream().write(answer);
        }
      } catch (IOException e) {
        // The client hung up first, or the test is over.
      }
    }
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
