package dev.comity.node.http;

import dev.comity.node.pages.Assets;
import dev.comity.node.pages.ErrorPage;
import dev.comity.node.pages.Page;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The web server with all its routes. */
public final class WebFace implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WebFace.class.getName());
  private static final int MAX_BODY = 9_000_000;
  private final WebServer server;
  private final Communities communities;
  private final OperationsRoutes operations;

  private WebFace(String host, int port, Communities communities, Clock clock) {
    this.communities = communities;
    operations = new OperationsRoutes(communities);
    HttpRouting.Builder routing = HttpRouting.builder();
    route(routing, communities, clock);
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
  public static WebFace start(String host, int port, Communities communities, Clock clock) {
    WebFace face = new WebFace(host, port, communities, clock);
    face.server.start();
    if (!face.server.isRunning()) {
      throw new IllegalStateException("the web server did not start; its log says why");
    }
    return face;
  }

  public int port() {
    return server.port();
  }

  private void route(HttpRouting.Builder routing, Communities communities, Clock clock) {
    RegistrationRoutes registration = new RegistrationRoutes(communities);
    routeLog(routing, communities, registration, "/c/{community}");
    routeLog(routing, communities, registration, "");
    EntriesRoutes entries = new EntriesRoutes(communities);
    ReadRoutes reads = new ReadRoutes(communities);
    PageRoutes pages = new PageRoutes(communities);
    VerifyRoutes verify = new VerifyRoutes(communities);
    ConcernRoutes concerns = new ConcernRoutes(communities, clock);
    get(routing, "/", pages::overview);
    get(routing, "/assets/{file}", pages::asset);
    get(routing, "/verify", verify::forms);
    post(routing, "/verify", verify::upload);
    get(routing, "/health", operations::health);
    get(routing, "/metrics", operations::metrics);
    get(routing, "/openapi", operations::openapi);
    get(routing, "/c", reads::communities);
    get(routing, "/c/{community}", either(pages::community, reads::community));
    get(routing, "/c/{community}/rulebooks/{rulebook}", pages::rulebook);
    get(routing, "/c/{community}/log", pages::log);
    post(routing, "/c/{community}/log/verify", verify::log);
    get(routing, "/c/{community}/entries", entries::list);
    EventRoutes events = new EventRoutes(communities);
    routing.get("/c/{community}/events", (request, response) -> stream(events, request, response));
    get(routing, "/c/{community}/entries/{id}", either(pages::entry, registration::resolve));
    get(routing, "/entries/{id}", either(pages::entry, registration::resolve));
    get(routing, "/c/{community}/entries/{id}/statement", entries::statement);
    get(routing, "/c/{community}/entries/{id}/receipt", entries::receipt);
    get(routing, "/c/{community}/systems", reads::systems);
    get(routing, "/c/{community}/systems/{system}", either(pages::system, reads::system));
    get(routing, "/c/{community}/systems/{system}/evidence", reads::evidence);
    get(routing, "/c/{community}/systems/{system}/passport", reads::passport);
    get(routing, "/c/{community}/systems/{system}/concern", concerns::form);
    post(routing, "/c/{community}/systems/{system}/concern", concerns::raise);
    get(routing, "/c/{community}/concerns/{concern}", pages::concern);
    routing.any(
        handler(
            "*",
            request -> {
              throw HttpProblem.notFound("there is nothing at " + request.path());
            }));
  }

  /** What clients of SCITT and of transparency logs ask for, below {@code base}. */
  private void routeLog(
      HttpRouting.Builder routing,
      Communities communities,
      RegistrationRoutes registration,
      String base) {
    TileRoutes tiles = new TileRoutes(communities);
    KeyRoutes keys = new KeyRoutes(communities);
    ConsistencyRoutes consistency = new ConsistencyRoutes(communities);
    get(routing, base + "/checkpoint", tiles::checkpoint);
    get(routing, base + "/tile/*", tiles::tile);
    get(routing, base + "/.well-known/scitt-keys", keys::all);
    get(routing, base + "/.well-known/scitt-keys/{kid}", keys::one);
    get(routing, base + "/consistency/{from}", consistency::toNow);
    get(routing, base + "/consistency/{from}/{to}", consistency::between);
    post(routing, base + "/entries", registration::register);
  }

  /** A page for who asks for HTML, data for everybody else. */
  private static Handler either(Handler page, Handler data) {
    return request -> request.prefersHtml() ? page.handle(request) : data.handle(request);
  }

  private void post(HttpRouting.Builder routing, String path, Handler handler) {
    routing.post(path, handler(path, handler));
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

  private Reply reply(Request request, Handler handler) {
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

  /** In the form that the client reads: a page, RFC 9457 JSON, or SCRAPI's concise CBOR. */
  private Reply problem(Request request, HttpProblem problem) {
    if (request.prefersHtml()) {
      Page page = new ErrorPage(problem.status(), Optional.of(problem.detail()));
      return problem.as(Reader.of(request, communities).show(page));
    }
    return request.prefersJson() ? problem.json() : problem.concise();
  }

  private static void send(ServerResponse response, Reply reply) {
    response.status(Status.create(reply.status()));
    if (!reply.contentType().isEmpty()) {
      response.header("Content-Type", reply.contentType());
    }
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "same-origin");
    response.header("Content-Security-Policy", Assets.POLICY);
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      response.header(header.getKey(), header.getValue());
    }
    if (reply.body().size() == 0) {
      response.send();
    } else {
      response.send(reply.body().toArray());
    }
  }

  private void stream(EventRoutes events, ServerRequest request, ServerResponse response) {
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
