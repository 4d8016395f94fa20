package dev.comity.core;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An immutable byte string with value equality; what records hold instead of {@code byte[]}. */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Copies {@code octets}. */
  public static Bytes of(byte... octets) {
    return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
  }

  /** Copies the range from {@code start} (inclusive) to {@code end} (exclusive). */
  public static Bytes copy(byte[] octets, int start, int end) {
    return new Bytes(Arrays.copyOfRange(octets, start, end));
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Throws {@link IllegalArgumentException} when {@code hex} is not an even number of hex digits.
   */
  public static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /**
   * Strict unpadded base64url: throws {@link IllegalArgumentException} on anything non-canonical.
   */
  public static Bytes fromBase64Url(String text) {
    byte[] octets = Base64.getUrlDecoder().decode(text);
    if (!Base64.getUrlEncoder().withoutPadding().encodeToString(octets).equals(text)) {
      throw new IllegalArgumentException("not canonical unpadded base64url");
    }
    return new Bytes(octets);
  }

  /** Strict padded base64: throws {@link IllegalArgumentException} on anything non-canonical. */
  public static Bytes fromBase64(String text) {
    byte[] octets = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(octets).equals(text)) {
      throw new IllegalArgumentException("not canonical base64");
    }
    return new Bytes(octets);
  }

  public int size() {
    return octets.length;
  }

  public byte at(int position) {
    return octets[position];
  }

  /** A copy; changing it changes nothing here. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** A read-only view without copying. */
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(octets).asReadOnlyBuffer();
  }

  /** Adds the bytes to {@code digest} without copying them. */
  public void feed(MessageDigest digest) {
    digest.update(octets);
  }

  /** Adds the bytes to what {@code signature} signs or verifies, without copying them. */
  public void feed(Signature signature) throws SignatureException {
    signature.update(octets);
  }

  /** Writes the bytes to {@code out} without copying them. */
  public void feed(ByteArrayOutputStream out) {
    out.writeBytes(octets);
  }

  public Bytes slice(int start, int end) {
    return copy(octets, start, end);
  }

  public Bytes concat(Bytes other) {
    byte[] joined = Arrays.copyOf(octets, octets.length + other.octets.length);
    System.arraycopy(other.octets, 0, joined, octets.length, other.octets.length);
    return new Bytes(joined);
  }

  public String hex() {
    return HexFormat.of().formatHex(octets);
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(octets);
  }

  public String base64Url() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  /** Decodes as UTF-8, replacing what is malformed; for parsers use a strict decoder instead. */
  public String utf8() {
    return new String(octets, StandardCharsets.UTF_8);
  }

  /** Unsigned lexicographic order. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return hex();
  }
}
