package dev.comity.core;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 digest: exactly 32 bytes. */
public record Hash(Bytes bytes) implements Comparable<Hash> {
  public static final int SIZE = 32;

  public Hash {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.size());
    }
  }

  /** SHA-256 of the concatenation of {@code parts}. */
  public static Hash of(Bytes... parts) {
    MessageDigest digest = sha256();
    for (Bytes part : parts) {
      part.feed(digest);
    }
    return new Hash(Bytes.of(digest.digest()));
  }

  /** SHA-256 of {@code octets}. */
  public static Hash of(byte[] octets) {
    return new Hash(Bytes.of(sha256().digest(octets)));
  }

  /** Throws {@link IllegalArgumentException} unless {@code hex} is 64 hex digits. */
  public static Hash fromHex(String hex) {
    return new Hash(Bytes.fromHex(hex));
  }

  /** A fresh SHA-256 from the JDK, the fastest provider measured for short inputs. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public String hex() {
    return bytes.hex();
  }

  @Override
  public int compareTo(Hash other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
