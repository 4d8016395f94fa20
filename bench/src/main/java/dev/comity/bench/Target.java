package dev.comity.bench;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The community that is driven.
 *
 * @param path of the community, without a slash at its end
 */
record Target(String host, int port, String path) {
  static Target parse(String url) throws CannotRun {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new CannotRun("--url: expected http://HOST:PORT/c/SLUG, found " + url);
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPath() == null) {
      throw new CannotRun("--url: expected http://HOST:PORT/c/SLUG, found " + url);
    }
    String path = uri.getPath().replaceAll("/+$", "");
    return new Target(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), path);
  }

  InetSocketAddress address() throws CannotRun {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new CannotRun("--url: no address is known for " + host);
    }
    return address;
  }

  String authority() {
    return host + ":" + port;
  }
}
