package dev.comity.log;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one tile resource (C2SP tlog-tiles): {@code tile/L/N[.p/W]} with hashes, or {@code
 * tile/entries/N[.p/W]} with entries.
 *
 * @param level 0 to 63, or {@link #ENTRIES}
 * @param index the tile's place in its level
 * @param width 1 to 256; a tile of 256 is full, others carry {@code .p/W}
 */
public record TilePath(int level, long index, int width) {
  /** The level of entry bundles. */
  public static final int ENTRIES = -1;

  /** Hashes in a full tile, entries in a full bundle. */
  public static final int FULL = 256;

  private static final int MAX_LEVEL = 63;
  private static final int MAX_LENGTH = 64;
  private static final Pattern SYNTAX =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  public TilePath {
    if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
      throw new IllegalArgumentException("no tile " + level + ", " + index + ", " + width);
    }
  }

  public static TilePath entries(long index, int width) {
    return new TilePath(ENTRIES, index, width);
  }

  /** Empty unless {@code path} is exactly what {@link #text} writes. */
  public static Optional<TilePath> parse(String path) {
    if (path.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int level = matcher.group(1).equals("entries") ? ENTRIES : Integer.parseInt(matcher.group(1));
    long index = Long.parseLong(matcher.group(2).replaceAll("[x/]", ""));
    int width = matcher.group(3) == null ? FULL : Integer.parseInt(matcher.group(3));
    if (level > MAX_LEVEL || width > FULL) {
      return Optional.empty();
    }
    return Optional.of(new TilePath(level, index, width)).filter(t -> t.text().equals(path));
  }

  /** The path below the log's address or directory. */
  public String text() {
    String base = directory() + number();
    return isFull() ? base : base + ".p/" + width;
  }

  private String directory() {
    return "tile/" + (level == ENTRIES ? "entries" : Integer.toString(level)) + "/";
  }

  /** Groups of three digits, all but the last with an x: 1234067 is x001/x234/067. */
  private String number() {
    String number = String.format(Locale.ROOT, "%03d", index % 1000);
    for (long rest = index / 1000; rest > 0; rest /= 1000) {
      number = String.format(Locale.ROOT, "x%03d/%s", rest % 1000, number);
    }
    return number;
  }

  /** The directory of this tile's partial versions. */
  String partials() {
    return directory() + number() + ".p";
  }

  public boolean isFull() {
    return width == FULL;
  }

  public boolean isEntries() {
    return level == ENTRIES;
  }

  /** The same tile when it is full. */
  public TilePath full() {
    return new TilePath(level, index, FULL);
  }

  /** How many places of this tile a tree of {@code size} fills; 0 to 256. */
  public int widthIn(long size) {
    return width(level, index, size);
  }

  /** {@link #widthIn} without a path. */
  public static int width(int level, long index, long size) {
    long places = places(level, size);
    return index > places / FULL ? 0 : (int) Math.min(FULL, places - index * FULL);
  }

  /** How many hashes (or entries) {@code level} has in a tree of {@code size}. */
  public static long places(int level, long size) {
    int shift = 8 * Math.max(0, level);
    return shift > 56 ? 0 : size >> shift;
  }
}
