package dev.comity.node.pages.state;

import dev.comity.core.Measurement;
import dev.comity.node.pages.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Measured numbers as people read them. Rounds half to even, for reading only. */
final class Numbers {
  private static final BigDecimal SMALL = new BigDecimal("0.01");

  private Numbers() {}

  /** At most three decimals; two significant digits for small numbers; never an exponent. */
  static String plain(BigDecimal value) {
    boolean small = value.abs().compareTo(SMALL) < 0;
    BigDecimal rounded =
        small
            ? value.round(new MathContext(2, RoundingMode.HALF_EVEN))
            : value.setScale(Math.min(3, Math.max(0, value.scale())), RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  static String interval(Measurement m) {
    return plain(m.lower()) + "–" + plain(m.upper());
  }

  /** A share in per cent, without decimals. */
  static String percent(Text t, BigDecimal share) {
    return t.of("percent", whole(share));
  }

  static String percentInterval(Text t, Measurement m) {
    return t.of("percent", whole(m.lower()) + "–" + whole(m.upper()));
  }

  private static String whole(BigDecimal share) {
    return share.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** In decimal units. */
  static String bytes(long size) {
    if (size < 1_000) {
      return size + " B";
    }
    return size < 1_000_000
        ? String.format(Locale.ROOT, "%d kB", Math.round(size / 1e3))
        : String.format(Locale.ROOT, "%.1f MB", size / 1e6);
  }
}
