package dev.comity.cli;

import dev.comity.core.Bytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files by their names into a new folder, or into a ZIP that depends on nothing else. */
final class BundleFiles {
  private BundleFiles() {}

  static void write(Path output, SortedMap<String, Bytes> files) throws CommandFailure {
    try {
      if (output.toString().endsWith(".zip")) {
        zip(output, files);
      } else {
        folder(output, files);
      }
    } catch (IOException e) {
      throw InputFile.failure(output, e);
    }
  }

  private static void zip(Path output, SortedMap<String, Bytes> files) throws IOException {
    Path unfinished = output.resolveSibling(output.getFileName() + ".unfinished");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, Bytes> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(file.getValue().toArray());
        zip.closeEntry();
      }
    }
    Files.move(unfinished, output, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void folder(Path output, SortedMap<String, Bytes> files)
      throws IOException, CommandFailure {
    if (Files.exists(output)) {
      throw CommandFailure.badInput(output + ": exists already; give a new folder");
    }
    for (Map.Entry<String, Bytes> file : files.entrySet()) {
      Path path = output.resolve(file.getKey());
      Path parent = path.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(path, file.getValue().toArray());
    }
  }
}
