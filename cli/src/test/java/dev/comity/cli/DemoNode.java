package dev.comity.cli;

import static java.util.Objects.requireNonNull;

import dev.comity.node.Community;
import dev.comity.node.Node;
import dev.comity.node.NodeOptions;
import dev.comity.node.demo.Demonstration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A node with the demonstration, at the time of {@link Cli#NOW}; one for all test classes. */
final class DemoNode implements AutoCloseable {
  static final String FLOOR = "floor";
  static final String COHERENCE = "frontier-coherence";
  private static final Clock CLOCK = Clock.fixed(Cli.NOW, ZoneOffset.UTC);

  private final Path data;
  private final Node node;

  private DemoNode(Path data, Node node) {
    this.data = data;
    this.node = node;
  }

  private static DemoNode start() {
    try {
      Path data = Files.createTempDirectory("comity-demo");
      Demonstration demonstration = Demonstration.read(Cli.ROOT, CLOCK);
      demonstration.found(data);
      Node node = Node.start(new NodeOptions(data, "localhost", 0, CLOCK));
      demonstration.play(URI.create("http://localhost:" + node.port()));
      return new DemoNode(data, node);
    } catch (Exception e) {
      throw new IllegalStateException("the demonstration cannot be played", e);
    }
  }

  Path data() {
    return data;
  }

  Community community(String slug) {
    return requireNonNull(node.communities().get(slug), slug);
  }

  String address(String slug) {
    return "http://localhost:" + node.port() + "/c/" + slug;
  }

  Path directory(String slug) {
    return data.resolve("communities").resolve(slug);
  }

  String keyId(String slug) {
    return community(slug).logKey().keyId().hex();
  }

  /** Writes the log's public key into {@code folder}. */
  Path publicKey(Path folder, String slug) throws IOException {
    return Files.writeString(
        folder.resolve(slug + ".jwk"), community(slug).logKey().toJwk().compact());
  }

  @Override
  public void close() throws IOException {
    node.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Gives the node to constructors of tests; it is closed after the last one. */
  static final class Given implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == DemoNode.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(DemoNode.class))
          .computeIfAbsent(DemoNode.class, unused -> start(), DemoNode.class);
    }
  }
}
