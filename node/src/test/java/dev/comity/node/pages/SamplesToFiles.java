package dev.comity.node.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Writes every sample page as a file with its style sheet beside it, to be looked at in a browser.
 */
final class SamplesToFiles {
  private SamplesToFiles() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Files.createDirectories(folder);
    Files.write(folder.resolve("comity.css"), Assets.Asset.STYLE.read());
    for (Language language : Language.values()) {
      Samples samples = Samples.in(language);
      for (Map.Entry<String, Page> sample : samples.all().entrySet()) {
        String html =
            Pages.render(sample.getValue(), samples.chrome(sample.getValue()))
                .replace("\"/assets/comity.css\"", "\"comity.css\"");
        Files.writeString(folder.resolve(sample.getKey() + "-" + language.tag() + ".html"), html);
      }
    }
  }
}
