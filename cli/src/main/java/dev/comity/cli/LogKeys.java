package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Where the keys of logs come from: files that the user trusts, or what a community publishes. */
final class LogKeys {
  private static final String WELL_KNOWN = "/.well-known/scitt-keys";
  private static final int MAX_SIZE = 1_000_000;

  private LogKeys() {}

  /** A community's or a service's address, or a file with a COSE Key Set or one public JWK. */
  static List<VerificationKey> of(String source) throws CommandFailure, InterruptedException {
    if (!CommunityUrl.isUrl(source)) {
      return inFile(Path.of(source));
    }
    return published(
        source.endsWith(WELL_KNOWN)
            ? CommunityUrl.parse(source.substring(0, source.length() - WELL_KNOWN.length())).keys()
            : CommunityUrl.parse(source).keys());
  }

  private static List<VerificationKey> inFile(Path file) throws CommandFailure {
    Bytes content = InputFile.read(file, MAX_SIZE);
    if (content.size() > 0 && content.at(0) == '{') {
      return List.of(Keys.publicKey(file));
    }
    try {
      return CoseKeySet.parse(content);
    } catch (VerificationException e) {
      throw CommandFailure.badInput(
          file + ": expected a COSE Key Set or a public JWK: " + e.detail());
    }
  }

  /** What {@code address} publishes; whoever asks it trusts the answer. */
  static List<VerificationKey> published(URI address) throws CommandFailure, InterruptedException {
    try (Web web = new Web()) {
      Web.Reply reply = web.get(address, MAX_SIZE);
      List<VerificationKey> keys =
          reply.status() == 200 ? CoseKeySet.parse(reply.body()) : List.of();
      if (keys.isEmpty()) {
        throw CommandFailure.unreachable(
            address + ": no keys there (" + reply.status() + "); is this a community?");
      }
      return keys;
    } catch (IOException e) {
      throw Web.unreachable(address, e);
    } catch (VerificationException e) {
      throw CommandFailure.unreachable(address + ": " + e.detail());
    }
  }
}
