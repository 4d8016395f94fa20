package dev.comity.core;

/**
 * What was given does not verify: bytes, a signature, a proof or a claim. Carries a stable code for
 * programs and one line for people that names what was expected.
 */
public final class VerificationException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Stable reasons; {@link #text} is what appears in problem documents and refusals. */
  public enum Code {
    MALFORMED("malformed"),
    TOO_LARGE("too-large"),
    UNSUPPORTED_ALGORITHM("unsupported-algorithm"),
    UNKNOWN_KEY("unknown-key"),
    BAD_SIGNATURE("bad-signature"),
    BAD_PROOF("bad-proof"),
    MISMATCH("mismatch"),
    PAYLOAD_MISSING("payload-missing");

    private final String text;

    Code(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  private final Code code;

  public VerificationException(Code code, String detail) {
    super(detail);
    this.code = code;
  }

  public static VerificationException malformed(String detail) {
    return new VerificationException(Code.MALFORMED, detail);
  }

  public Code code() {
    return code;
  }

  /** The one line for people; never null. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
