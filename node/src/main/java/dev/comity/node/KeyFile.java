package dev.comity.node;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.JsonParser;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A private key in a file, as a JWK that only its owner can read. */
public final class KeyFile {
  private static final int MAX_SIZE = 10_000;

  private KeyFile() {}

  /**
   * Creates the file, durable when this returns; fails when it exists, so that no key is ever
   * overwritten.
   */
  public static void write(Path file, SigningKey key) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    byte[] text = (key.toPrivateJwk().compact() + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
            FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ownerOnly());
        var out = Channels.newOutputStream(channel)) {
      out.write(text);
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Throws {@link VerificationException} naming the file and field when it holds no private JWK.
   */
  public static SigningKey read(Path file) throws IOException, VerificationException {
    if (Files.size(file) > MAX_SIZE) {
      throw VerificationException.malformed(file + ": too large for a key file");
    }
    try {
      return SigningKey.fromPrivateJwk(JsonParser.parse(Bytes.of(Files.readAllBytes(file))), "key");
    } catch (VerificationException e) {
      throw new VerificationException(e.code(), file + ": " + e.detail());
    }
  }
}
