package dev.comity.governance.credential;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a certificate anywhere, and the passport file that carries it: {@code
 * comity:<origin>/<certificate>?sha-256=<base64url>}. Short enough for a QR code.
 *
 * @param log origin; visible ASCII
 * @param passport SHA-256 of the passport's bytes
 */
public record CertificateUri(String log, String certificate, Optional<Hash> passport) {
  private static final String SCHEME = "comity:";
  private static final Pattern FORM =
      Pattern.compile(
          "comity:([A-Za-z0-9._~/:@%-]{1,600})/(cert-[0-9a-f]{16})(?:\\?sha-256=([A-Za-z0-9_-]{43}))?");

  /** Throws {@link IllegalArgumentException} for what is no origin or no certificate's id. */
  public CertificateUri {
    if (!log.matches("[!-~]{1,200}") || !certificate.matches("cert-[0-9a-f]{16}")) {
      throw new IllegalArgumentException("expected an origin and the id of a certificate");
    }
  }

  public String text() {
    return SCHEME
        + escape(log)
        + "/"
        + certificate
        + passport.map(hash -> "?sha-256=" + hash.bytes().base64Url()).orElse("");
  }

  /** Strict: throws {@code MALFORMED} unless {@code text} is just as {@link #text} writes it. */
  public static CertificateUri parse(String text) throws VerificationException {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      try {
        Optional<Hash> passport =
            Optional.ofNullable(form.group(3)).map(hash -> new Hash(Bytes.fromBase64Url(hash)));
        CertificateUri uri = new CertificateUri(unescape(form.group(1)), form.group(2), passport);
        if (uri.text().equals(text)) {
          return uri;
        }
      } catch (IllegalArgumentException e) {
        // Falls through to the one message.
      }
    }
    throw VerificationException.malformed(
        "expected comity:<log>/cert-<16 hex digits>?sha-256=<digest>, found " + Utf8.quoted(text));
  }

  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "._~/:@-".indexOf(c) >= 0);
      escaped.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return escaped.toString();
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        plain.append(text.charAt(i));
      } else if (i + 3 <= text.length()) {
        plain.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        throw new IllegalArgumentException("a percent sign without two digits");
      }
    }
    return plain.toString();
  }
}
