package dev.comity.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One keep-alive connection with at most one request under way. */
final class Connection {
  private static final int BUFFER_SIZE = 16 << 10;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  final int number;
  private final SocketChannel channel;
  private final SelectionKey key;
  private ByteBuffer request = NOTHING;
  private ByteBuffer received = ByteBuffer.allocateDirect(BUFFER_SIZE);
  private long sentAt;
  private boolean awaiting;

  Connection(int number, InetSocketAddress address, Selector selector) throws IOException {
    this.number = number;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected = channel.connect(address);
    key = channel.register(selector, connected ? 0 : SelectionKey.OP_CONNECT, this);
  }

  /** True once the connection stands. */
  boolean finishConnect() throws IOException {
    if (channel.finishConnect()) {
      key.interestOps(SelectionKey.OP_READ);
      return true;
    }
    return false;
  }

  boolean isConnected() {
    return channel.isConnected();
  }

  void send(ByteBuffer bytes) throws IOException {
    request = bytes;
    received.clear();
    awaiting = true;
    sentAt = System.nanoTime();
    flush();
  }

  /** Sends the same request again. */
  void resend() throws IOException {
    send(request.rewind());
  }

  /** Writes what the socket takes, and asks to be called again for the rest. */
  void flush() throws IOException {
    channel.write(request);
    key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
  }

  long sentAt() {
    return sentAt;
  }

  /** Whether a request was under way; from now on none is. */
  boolean settle() {
    boolean was = awaiting;
    awaiting = false;
    return was;
  }

  Response.Parsed receive() throws IOException {
    if (channel.read(received) < 0) {
      throw new EOFException("the node closed the connection");
    }
    Response.Parsed parsed = Response.parse(received);
    if (parsed instanceof Response.Parsed.Incomplete incomplete) {
      makeRoom(incomplete.size());
    }
    return parsed;
  }

  private void makeRoom(int size) {
    int wanted = Math.max(size, received.hasRemaining() ? 0 : received.capacity() * 2);
    if (wanted > received.capacity()) {
      received = ByteBuffer.allocateDirect(wanted).put(received.flip());
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It is of no use any more, whatever became of it.
    }
  }
}
