package dev.comity.node.http;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;

/** The web server with all its routes. */
public final class WebFace implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WebFace.class.getName());
  private static final int MAX_BODY = 9_000_000;
  private static final String CSP =
      "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";

  private final WebServer server;
  private final OperationsRoutes operations;

  private WebFace(String host, int port, Communities communities) {
    operations = new OperationsRoutes(communities);
    HttpRouting.Builder routing = HttpRouting.builder();
    route(routing, communities);
    server =
        WebServer.builder()
            .host(host)
            .port(port)
            .maxPayloadSize(MAX_BODY)
            .shutdownHook(false)
            .routing(routing)
            .build();
  }

  /** Listens when this returns. Port 0 takes a free one. */
  public static WebFace start(String host, int port, Communities communities) {
    WebFace face = new WebFace(host, port, communities);
    face.server.start();
    return face;
  }

  public int port() {
    return server.port();
  }

  private void route(HttpRouting.Builder routing, Communities communities) {
    EntriesRoutes entries = new EntriesRoutes(communities);
    TileRoutes tiles = new TileRoutes(communities);
    ReadRoutes reads = new ReadRoutes(communities);
    EventRoutes events = new EventRoutes(communities);
    get(routing, "/c", reads::communities);
    get(routing, "/c/{community}/checkpoint", tiles::checkpoint);
    get(routing, "/c/{community}/tile/*", tiles::tile);
    get(routing, "/c/{community}/.well-known/scitt-keys", entries::keys);
    get(routing, "/c/{community}/.well-known/scitt-keys/{kid}", entries::key);
    routing.post("/c/{community}/entries", handler("/entries", entries::register));
    get(routing, "/c/{community}/entries/{id}/statement", entries::statement);
    get(routing, "/c/{community}/systems", reads::systems);
    get(routing, "/c/{community}/systems/{system}/evidence", reads::evidence);
    get(routing, "/c/{community}/systems/{system}/passport", reads::passport);
    routing.get("/c/{community}/events", (request, response) -> stream(events, request, response));
    get(routing, "/health", operations::health);
    get(routing, "/metrics", operations::metrics);
    get(routing, "/openapi", operations::openapi);
    get(routing, "/c/{community}/entries", entries::list);
    get(routing, "/c/{community}/entries/{id}", entries::entry);
    get(routing, "/c/{community}/systems/{system}", reads::system);
    get(routing, "/c/{community}", reads::community);
  }

  private void get(HttpRouting.Builder routing, String path, Handler handler) {
    routing.get(path, handler(path, handler));
  }

  /** Turns a request into a reply or a problem. */
  @FunctionalInterface
  interface Handler {
    Reply handle(Request request) throws HttpProblem, IOException;
  }

  private io.helidon.webserver.http.Handler handler(String route, Handler handler) {
    return (server, response) -> {
      long start = System.nanoTime();
      Reply reply = reply(new Request(server), handler);
      send(response, reply);
      operations.observe(route, reply.status(), System.nanoTime() - start);
    };
  }

  private static Reply reply(Request request, Handler handler) {
    try {
      return handler.handle(request);
    } catch (HttpProblem e) {
      return problem(request, e);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.ERROR, "request " + request.path() + " failed", e);
      return problem(
          request,
          new HttpProblem(500, "Internal error", "the node failed to answer; its log says why"));
    }
  }

  private static Reply problem(Request request, HttpProblem problem) {
    return request.prefersJson() || request.prefersHtml() ? problem.json() : problem.concise();
  }

  private static void send(ServerResponse response, Reply reply) {
    response.status(Status.create(reply.status()));
    response.header("Content-Type", reply.contentType());
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "same-origin");
    response.header("Content-Security-Policy", CSP);
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      response.header(header.getKey(), header.getValue());
    }
    response.send(reply.body().toArray());
  }

  private static void stream(EventRoutes events, ServerRequest request, ServerResponse response) {
    try {
      events.stream(new Request(request), response);
    } catch (HttpProblem e) {
      send(response, problem(new Request(request), e));
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
