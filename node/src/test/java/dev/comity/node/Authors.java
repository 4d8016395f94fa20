package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Draft;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * People who declare themselves, one after the other, at any of several nodes, and try again for as
 * long as they get no answer; and one who collects the checkpoints that the nodes show.
 */
final class Authors implements AutoCloseable {
  private static final int COUNT = 4;

  private final String origin;
  private final List<String> communities;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final BlockingQueue<Acknowledged> acknowledged = new LinkedBlockingQueue<>();
  private final Queue<SignedCheckpoint> checkpoints = new ConcurrentLinkedQueue<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopping;

  /** What a node has promised. */
  record Acknowledged(Bytes entry, Receipt receipt) {}

  /** Addresses of the community on each node. */
  Authors(String origin, List<String> communities) {
    this.origin = origin;
    this.communities = List.copyOf(communities);
  }

  void start() {
    for (int i = 0; i < COUNT; i++) {
      int first = i;
      threads.add(Thread.ofPlatform().name("author-" + i).start(() -> write(first)));
    }
    threads.add(Thread.ofPlatform().name("watcher").start(this::watch));
  }

  private void write(int first) {
    try {
      while (!stopping) {
        acknowledged.add(submit(declaration(origin), first));
      }
    } catch (Exception e) {
      surprises.add(e.toString());
    }
  }

  static Bytes declaration(String origin) throws Exception {
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, new SecureRandom());
    Json.Obj name = Json.object().put("en", "A newcomer").put("zh", "新来者").build();
    return new Draft(
            BodyType.PARTY,
            key.publicKey().partyId(),
            Json.object()
                .put("name", name)
                .put("kind", "person")
                .put("key", key.publicKey().toJwk())
                .build())
        .sign(key, origin, 1, Instant.now())
        .entry();
  }

  /** Tries the nodes in turn until one acknowledges. */
  Acknowledged submit(Bytes entry, int first) throws Exception {
    for (int attempt = first; ; attempt++) {
      String community = communities.get(attempt % communities.size());
      try {
        HttpResponse<byte[]> response = post(community, entry);
        if (response.statusCode() == 201) {
          return new Acknowledged(entry, Receipt.decode(Bytes.of(response.body())));
        }
        if (response.statusCode() != 503 && response.statusCode() != 429) {
          throw new IllegalStateException(
              community + " said " + response.statusCode() + ": " + new String(response.body()));
        }
      } catch (IOException e) {
        // Nobody there: the next one.
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  HttpResponse<byte[]> post(String community, Bytes entry, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(community + "/entries"))
            .timeout(Duration.ofSeconds(8))
            .header("Content-Type", "application/cose")
            .POST(HttpRequest.BodyPublishers.ofByteArray(entry.toArray()));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String address) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(8)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private void watch() {
    try {
      while (!stopping) {
        for (String community : communities) {
          try {
            checkpoints.add(
                SignedCheckpoint.parse(Bytes.of(get(community + "/checkpoint").body())));
          } catch (IOException e) {
            // This node is gone.
          }
        }
        TimeUnit.MILLISECONDS.sleep(40);
      }
    } catch (Exception e) {
      surprises.add(e.toString());
    }
  }

  /** The next {@code count} promises; waits for them a minute at most. */
  List<Acknowledged> next(int count) throws InterruptedException {
    List<Acknowledged> next = new ArrayList<>();
    while (next.size() < count) {
      Acknowledged one = acknowledged.poll(60, TimeUnit.SECONDS);
      if (one == null) {
        throw new AssertionError("no acknowledgement in a minute; " + surprises);
      }
      next.add(one);
    }
    return next;
  }

  /** Ends; what has been promised and not taken yet. */
  List<Acknowledged> stop() throws InterruptedException {
    stopping = true;
    for (Thread thread : threads) {
      thread.join();
    }
    List<Acknowledged> rest = new ArrayList<>();
    acknowledged.drainTo(rest);
    return rest;
  }

  List<SignedCheckpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  List<String> surprises() {
    return List.copyOf(surprises);
  }

  @Override
  public void close() throws IOException {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      client.close();
    }
  }
}
