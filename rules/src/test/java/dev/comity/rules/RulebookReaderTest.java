package dev.comity.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.json.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulebookReaderTest {
  private static final String QUOTE = "the quoted words";
  private static final String FULL =
      """
      rulebook: full
      version: 1.0.0
      title: {en: Full, zh: 完整}
      publisher: Tests
      layer: social-legal
      module: testing
      status: in-force
      validFrom: 2026-12-01
      validTo: 2027-12-01
      review: 2027-06-01
      metrics: [error/1]
      requirements:
        - id: F-1
          modality: prohibition
          text: {en: Text, zh: 文字}
          source: {locator: "Art. 5", quote: "%s", quoteSha256: "%s", url: "https://example.org/law", checked: 2026-11-20, status: in-force}
          applies: system.autonomy == "unattended"
          needs:
            - {metric: error/1, where: evidence.questions >= 200, maxAge: P12M, independence: third-party}
            - {fact: signed}
          check: metric["error/1"].upper <= bound && fact["signed"]
          direction: {parameter: error-upper, bound: max, value: 0.5}
          otherwise: {severity: 5, remedy: P30D}
          maps: [{to: "iso42001:2023/A.6.2.4", relation: intersect, reviewer: Somebody, conditions: none}]
      """
          .formatted(QUOTE, Hash.of(Bytes.utf8(QUOTE)).hex());

  @Test
  void read_everyField_isKept() throws Exception {
    Rulebook rulebook = Rulebook.read(Samples.folder(FULL));
    Requirement requirement = rulebook.requirements().get(0);
    assertThat(rulebook.key()).isEqualTo(new RulebookKey("full", "1.0.0"));
    assertThat(requirement.source().quote().orElseThrow().text()).isEqualTo(QUOTE);
    assertThat(requirement.needs()).hasSize(2);
    assertThat(requirement.needs().get(0).independence()).isEqualTo(Independence.THIRD_PARTY);
    assertThat(requirement.direction().orElseThrow().parameter()).isEqualTo("error-upper");
    assertThat(requirement.otherwise().remedy().orElseThrow()).hasDays(30);
    assertThat(requirement.maps()).hasSize(1);
    assertThat(CompiledRulebook.compile(rulebook).requirements()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          version: 1.0.0 | version: 1.0 | line 2: version: expected text (put it in quotes), found 1
          rulebook: full | rulebook: Full! | line 1: rulebook: expected a slug
          layer: social-legal | layer: legal | line 5: layer: expected one of technical | ethical | social-legal, found "legal"
          publisher: Tests | publisher: Tests\\nextra: 1 | line 5: extra: unknown field
          validTo: 2027-12-01 | validTo: 2026-11-01 | line 8: validFrom: validTo 2026-11-01 is before validFrom
          review: 2027-06-01 | review: 2027-02-30 | line 10: review: expected a date that exists
          modality: prohibition | modality: ban | line 14: requirements[0] (F-1).modality: expected one of
          zh: 文字 | ja: 文字 | line 15: requirements[0] (F-1).text.zh: missing
          the quoted words | other words | line 16: requirements[0] (F-1).source.quoteSha256: the quote's SHA-256 is
          https: | ftp: | line 16: requirements[0] (F-1).source.url: expected an address
          maxAge: P12M | maxAge: P-12M | line 19: requirements[0] (F-1).needs[0].maxAge: expected a period such as
          {fact: signed} | {fact: signed, metric: x/1} | line 20: requirements[0] (F-1).needs[1].metric: expected either
          {fact: signed} | {metric: error/1} | line 20: requirements[0] (F-1).needs[1].metric: expected once
          value: 0.5 | value: much | line 22: requirements[0] (F-1).direction.value: expected a number
          value: 0.5 | value: 1.0e70 | line 22: requirements[0] (F-1).direction.value: expected a number between
          severity: 5 | severity: 7 | line 23: requirements[0] (F-1).otherwise.severity: severity 7 is not from 1 to 6
          relation: intersect | relation: covers | line 24: requirements[0] (F-1).maps[0].relation: expected one of
          """)
  void read_wrongField_namesLineRequirementAndField(String from, String to, String message) {
    String broken = FULL.replace(from, to.replace("\\n", "\n"));
    assertThat(broken).isNotEqualTo(FULL);
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> CompiledRulebook.compile(Samples.folder(broken)))
        .withMessageStartingWith("rulebook.yaml " + message);
  }

  @Test
  void read_noQuoteButInForce_isRefused() {
    String broken = FULL.replaceAll("quote: .* url", "url");
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> Rulebook.read(Samples.folder(broken)))
        .withMessageContaining("status in-force needs a quote");
  }

  @Test
  void read_truncatedAnywhere_neverCrashes() throws Exception {
    for (int length = 0; length < FULL.length() - 1; length++) {
      String text = FULL.substring(0, length);
      try {
        CompiledRulebook.compile(Samples.folder(text));
      } catch (VerificationException e) {
        assertThat(e.detail()).startsWith("rulebook.yaml").doesNotContain("\n");
      }
    }
  }

  @Test
  void of_otherFilesTooManyOrTooLarge_isRefused() {
    refused(Map.of(), "expected a file rulebook.yaml");
    refused(Map.of("rulebook.yaml", FULL, "../x.yaml", ""), "../x.yaml: expected only");
    refused(Map.of("rulebook.yaml", "x".repeat(256_001)), "rulebook.yaml: more than 256000");
  }

  @Test
  void toJson_readBack_isTheSameFolder() throws Exception {
    RulebookFolder folder = RulebookFolder.of(Map.of("rulebook.yaml", FULL, "fixtures/a.yaml", ""));
    String json = folder.toJson().canonical();
    RulebookFolder back = RulebookFolder.parse(JsonParser.parse(json), "rulebook");
    assertThat(back).isEqualTo(folder);
    assertThat(back.digest()).isEqualTo(folder.digest());
  }

  @Test
  void readPath_readmeAndHiddenFiles_areIgnored(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("rulebook.yaml"), FULL);
    Files.writeString(folder.resolve("README.zh.md"), "#");
    Files.writeString(folder.resolve(".DS_Store"), "#");
    Files.createDirectory(folder.resolve("fixtures"));
    Files.writeString(folder.resolve("fixtures").resolve("a.yaml"), "title: x");
    assertThat(RulebookFolder.read(folder).files())
        .containsOnlyKeys("rulebook.yaml", "fixtures/a.yaml");
    Files.write(folder.resolve("fixtures").resolve("a.yaml"), new byte[] {(byte) 0xff});
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> RulebookFolder.read(folder))
        .withMessageContaining("fixtures/a.yaml: not valid UTF-8");
  }

  @Test
  void standing_byStatusAndDay_countsOnlyInForce() throws Exception {
    Rulebook book = Rulebook.read(Samples.folder(FULL));
    assertThat(book.standing(Instant.parse("2026-11-30T23:59:59Z"))).isEqualTo(Standing.NOT_YET);
    assertThat(book.standing(Instant.parse("2026-12-01T00:00:00Z"))).isEqualTo(Standing.IN_FORCE);
    assertThat(book.standing(Instant.parse("2027-06-01T23:59:59Z"))).isEqualTo(Standing.IN_FORCE);
    assertThat(book.standing(Instant.parse("2027-06-02T00:00:00Z")))
        .isEqualTo(Standing.REVIEW_PASSED);
    assertThat(book.standing(Instant.parse("2027-12-02T00:00:00Z"))).isEqualTo(Standing.EXPIRED);
    for (String status : List.of("draft", "trial", "superseded", "sunset")) {
      String text = FULL.replace("status: in-force\nvalid", "status: " + status + "\nvalid");
      assertThat(Rulebook.read(Samples.folder(text)).standing(Samples.NOW).text())
          .isEqualTo(status);
    }
  }

  private static void refused(Map<String, String> files, String message) {
    assertThatExceptionOfType(VerificationException.class)
        .isThrownBy(() -> RulebookFolder.of(files))
        .withMessageContaining(message);
  }
}
