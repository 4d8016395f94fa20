package dev.comity.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows of cells; every column is as wide as its widest cell. A Chinese character takes two places.
 */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> rightAligned;

  /** Columns are aligned left but for those named. */
  TextTable(Integer... rightAligned) {
    this.rightAligned = Set.of(rightAligned);
  }

  TextTable row(String... cells) {
    return row(List.of(cells));
  }

  TextTable row(List<String> cells) {
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The rows of {@code other} behind those that are there. */
  TextTable rows(TextTable other) {
    rows.addAll(other.rows);
    return this;
  }

  List<String> lines() {
    List<Integer> widths = new ArrayList<>();
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        int width = width(row.get(column));
        if (column == widths.size()) {
          widths.add(width);
        } else {
          widths.set(column, Math.max(widths.get(column), width));
        }
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String padding = " ".repeat(widths.get(column) - width(cell));
      line.append(column == 0 ? "" : GAP);
      line.append(rightAligned.contains(column) ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  /** The places that {@code text} takes on a terminal. */
  static int width(String text) {
    return text.codePoints().map(point -> isWide(point) ? 2 : 1).sum();
  }

  /** East Asian Wide and Fullwidth, by the blocks that our texts use. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115f)
        || (point >= 0x2e80 && point <= 0xa4cf)
        || (point >= 0xac00 && point <= 0xd7a3)
        || (point >= 0xf900 && point <= 0xfaff)
        || (point >= 0xfe30 && point <= 0xfe6f)
        || (point >= 0xff00 && point <= 0xff60)
        || (point >= 0xffe0 && point <= 0xffe6)
        || (point >= 0x20000 && point <= 0x3fffd);
  }
}
