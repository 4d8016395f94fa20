package dev.comity.evals;

/**
 * What was read: enough to find the same bytes again.
 *
 * @param name file name without its folder
 * @param sha256 lower-case hex SHA-256 of the raw bytes of the whole file
 * @param format the format it was read as, never {@link Format#AUTO}
 */
public record SourceFile(String name, String sha256, Format format) {
  public SourceFile {
    if (!sha256.matches("[0-9a-f]{64}") || format == Format.AUTO) {
      throw new IllegalArgumentException("expected 64 hex digits and a definite format");
    }
  }
}
