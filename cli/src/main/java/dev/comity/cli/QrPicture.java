package dev.comity.cli;

import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A QR code (ISO/IEC 18004) of a text, with its quiet zone of four modules. */
final class QrPicture {
  private static final int QUIET = 4;

  private final QrCode code;
  private final int size;

  private QrPicture(QrCode code) {
    this.code = code;
    this.size = code.size + 2 * QUIET;
  }

  /** A quarter of it may be unreadable. */
  static QrPicture of(String text) {
    return new QrPicture(QrCode.encodeText(text, QrCode.Ecc.QUARTILE));
  }

  /** False outside of the code, too. */
  private boolean dark(int x, int y) {
    return code.getModule(x - QUIET, y - QUIET);
  }

  /** Black on white; one unit a module, scaled by whoever shows it. */
  String svg(String title) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (dark(x, y)) {
          path.append('M').append(x).append(',').append(y).append("h1v1h-1z");
        }
      }
    }
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">
        <title>%2$s</title>
        <rect width="%1$d" height="%1$d" fill="#fff"/>
        <path d="%3$s" fill="#000"/>
        </svg>
        """,
        size,
        escaped(title),
        path);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * Two modules a character, for a terminal that writes light on dark: what is drawn is the light.
   */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < size; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < size; x++) {
        line.append(character(!dark(x, y), y + 1 < size && !dark(x, y + 1)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static char character(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
