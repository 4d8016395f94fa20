package dev.comity.node;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.comity.core.Bytes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage-guided search over the requests that SCRAPI takes, on request: {@code JAZZER_FUZZ=1
 * ./mvnw -pl node -am test -DexcludedGroups= -Dtest=ScrapiFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false}. Every build runs {@link ScrapiRobustnessTest} instead.
 */
@Tag("fuzz")
class ScrapiFuzzTest {
  @TempDir static Path data;
  private static ScittNode node;

  @BeforeAll
  static void start() throws Exception {
    node = ScittNode.start(data.resolve("node"));
  }

  @AfterAll
  static void stop() throws Exception {
    node.close();
  }

  @FuzzTest(maxDuration = "5m")
  void request(byte[] input) throws Exception {
    ScrapiInput.send(node, Bytes.of(input));
  }
}
