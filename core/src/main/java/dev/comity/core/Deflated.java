package dev.comity.core;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Raw DEFLATE (RFC 1951), for bytes that travel inside a statement and would not fit otherwise. */
public final class Deflated {
  private Deflated() {}

  /** The bytes differ between machines' deflaters; what {@link #inflate} gives back does not. */
  public static Bytes deflate(Bytes plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain.toArray());
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return Bytes.of(out.toByteArray());
    } finally {
      deflater.end();
    }
  }

  /**
   * Throws {@code MALFORMED} when {@code deflated} is not exactly one stream, {@code TOO_LARGE}
   * when it holds more than {@code limit} bytes: nothing beyond the limit is ever inflated.
   */
  public static Bytes inflate(Bytes deflated, int limit) throws VerificationException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated.toArray());
      byte[] plain = new byte[limit + 1];
      int size = 0;
      while (size <= limit && !inflater.finished()) {
        int more = inflater.inflate(plain, size, plain.length - size);
        if (more == 0 && !inflater.finished()) {
          break;
        }
        size += more;
      }
      if (size > limit) {
        throw new VerificationException(
            VerificationException.Code.TOO_LARGE, "inflates to more than " + limit + " bytes");
      }
      if (!inflater.finished() || inflater.getRemaining() > 0) {
        throw VerificationException.malformed("not one complete DEFLATE stream");
      }
      return Bytes.copy(plain, 0, size);
    } catch (DataFormatException e) {
      throw VerificationException.malformed("not a DEFLATE stream");
    } finally {
      inflater.end();
    }
  }
}
