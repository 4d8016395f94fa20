package dev.comity.log.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.comity.core.Bytes;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.log.CheckpointFolder;
import dev.comity.log.proof.NoteKey;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A witness behind HTTP on loopback, which may be told to answer something else than it should. */
final class WitnessServer implements AutoCloseable {
  private final SigningKey key = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
  private final String name;
  private final Path directory;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Function<Bytes, WitnessAnswer> behaviour;
  private volatile boolean silent;
  private Witness witness;

  WitnessServer(String name, Path directory) throws IOException {
    this.name = name;
    this.directory = directory;
    this.witness = open(directory);
    this.behaviour = witness::addCheckpoint;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/w/add-checkpoint", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private Witness open(Path at) throws IOException {
    List<WitnessedLog> logs = List.of(new WitnessedLog(MemoryLog.honest().noteKey()));
    return new Witness(CheckpointFolder.open(at), name + ".example", key, logs, Clock.systemUTC());
  }

  NoteKey noteKey() {
    return witness.key();
  }

  SigningKey key() {
    return key;
  }

  String policyLine() {
    return "witness %s %s http://127.0.0.1:%d/w/\n"
        .formatted(name, noteKey().encode(), server.getAddress().getPort());
  }

  Witness witness() {
    return witness;
  }

  /** Requests that it has got. */
  int requests() {
    return requests.get();
  }

  void behave() {
    silent = false;
    behaviour = witness::addCheckpoint;
  }

  void answerWith(Function<Bytes, WitnessAnswer> otherwise) {
    behaviour = otherwise;
  }

  /** Takes requests and never answers. */
  void fallSilent() {
    silent = true;
  }

  /** Begins again with nothing, or with what another log made of its state. */
  void forgetEverything(String elsewhere) throws IOException {
    witness.close();
    witness = open(directory.resolve(elsewhere));
    behave();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      Bytes body = Bytes.of(exchange.getRequestBody().readAllBytes());
      if (silent) {
        end.await();
        return;
      }
      WitnessAnswer answer = behaviour.apply(body);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), answer.body().size());
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body().toArray());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody listens any more. */
  void stop() {
    end.countDown();
    server.stop(0);
  }

  @Override
  public void close() throws IOException {
    stop();
    threads.shutdownNow();
    witness.close();
  }
}
