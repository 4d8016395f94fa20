package dev.comity.node;

import static dev.comity.node.ScittNode.header;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Sends arbitrary bytes to each SCRAPI resource, and knows what no answer may be. */
final class ScrapiInput {
  private static final Set<Integer> FINE = Set.of(200, 201, 202, 204);

  private ScrapiInput() {}

  /** The first byte says where to, the second how long the header is; the rest is sent. */
  static void send(ScittNode node, Bytes input) throws Exception {
    if (input.size() < 2) {
      check(node.register("/entries", input));
      return;
    }
    Bytes rest = input.slice(2, input.size());
    switch (input.at(0) & 3) {
      case 0 -> check(node.register("/entries", rest));
      case 1 -> check(node.get("/entries/" + path(rest)));
      case 2 -> check(node.get("/.well-known/scitt-keys/" + path(rest)));
      default -> {
        int header = Math.min(rest.size(), input.at(1) & 0xff);
        String prefer = visible(rest.slice(0, header));
        Bytes body = rest.slice(header, rest.size());
        check(node.register("/entries", body, "Prefer", prefer));
        check(node.post("/entries", body, "Content-Type", prefer));
      }
    }
  }

  /** Every byte percent-encoded but letters and digits, in one segment. */
  private static String path(Bytes bytes) {
    StringBuilder path = new StringBuilder("x");
    for (int i = 0; i < Math.min(bytes.size(), 500); i++) {
      int octet = bytes.at(i) & 0xff;
      path.append(
          Character.isLetterOrDigit(octet) && octet < 128
              ? String.valueOf((char) octet)
              : "%%%02x".formatted(octet));
    }
    return path.substring(Math.min(1, path.length() - 1));
  }

  private static String visible(Bytes bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.size(); i++) {
      text.append((char) (' ' + (bytes.at(i) & 0xff) % 95));
    }
    return text.toString();
  }

  private static void check(HttpResponse<byte[]> response) throws VerificationException {
    int status = response.statusCode();
    if (status >= 500) {
      throw new AssertionError(status + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    boolean ours = header(response, "X-Content-Type-Options").equals("nosniff");
    if (!FINE.contains(status) && ours) {
      Cbor problem = CborDecoder.decode(Bytes.of(response.body()));
      if (!(problem instanceof Cbor.Map map
          && map.get(-1).orElseThrow() instanceof Cbor.Text
          && map.get(-2).orElseThrow() instanceof Cbor.Text)) {
        throw new AssertionError(status + " without a concise problem");
      }
    }
  }
}
