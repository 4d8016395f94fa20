package dev.comity.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.json.Json;
import dev.comity.core.json.JsonObject;
import dev.comity.governance.statement.Body;
import dev.comity.governance.statement.BodyType;
import dev.comity.governance.statement.Statement;
import dev.comity.governance.statement.Terms;
import dev.comity.rules.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code comity init}: every template is a charter that founds a community. */
class InitTest {
  private static final String HER = "urn:ietf:params:oauth:ckt:sha-256:her";
  private static final String HIM = "urn:ietf:params:oauth:ckt:sha-256:him";

  @TempDir private Path data;

  private Cli.Ran init(Object... more) {
    return Cli.comity(Cli.with(new Object[] {"init", "--data", data, "--name", "us"}, more));
  }

  private Body.Charter charter() throws Exception {
    Path file = data.resolve("us.charter.yaml");
    Json.Obj fields = (Json.Obj) YamlDocument.parse("charter", Files.readString(file)).root();
    JsonObject payload = Json.object().put("log", "a.example/log").put("seq", 1);
    fields.fields().forEach(payload::put);
    return (Body.Charter) Statement.check(BodyType.CHARTER, payload.build());
  }

  @ParameterizedTest
  @EnumSource(CharterTemplate.class)
  void template_foundsACommunityThatVerifies(CharterTemplate template) throws Exception {
    Cli.Ran ran = init("--template", template.text(), "--title", "Us \"two\"", "--title-zh", "我们");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(charter().title().en()).isEqualTo("Us \"two\"");
    assertThat(charter().title().zh()).isEqualTo("我们");
    assertThat(charter().founders("member")).hasSize(1);
    assertThat(ran.out()).contains(charter().founders("member").getFirst());
    assertThat(Files.readString(data.resolve("us.charter.yaml"))).contains("# ");
    Cli.Ran verified = Cli.comity("log", "verify", data);
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  @Test
  void alliance_weighsClassesAndCapsControllers() throws Exception {
    init("--template", "alliance", "--member", HER, "--member", HIM, "--role", "guardian=" + HIM);

    Terms.Membership membership = charter().membership();
    assertThat(membership.classes()).containsEntry("large", 3L).containsEntry("small", 1L);
    assertThat(membership.controllerCap()).hasValue(4L);
    assertThat(charter().founders("member")).containsExactly(HER, HIM);
    assertThat(charter().founders("guardian")).containsExactly(HIM);
    assertThat(charter().deliberation().power(Terms.Kind.ADOPT_RULEBOOK))
        .isInstanceOf(Terms.Power.ByVote.class);
    assertThat(data.resolve("us.member.jwk")).doesNotExist();
  }

  @Test
  void authority_publishesBaselinesByItsRole() throws Exception {
    init("--template", "authority", "--member", HER, "--member", HIM);

    assertThat(charter().founders("authority")).containsExactly(HER);
    assertThat(charter().founders("publisher")).containsExactly(HER);
    assertThat(charter().deliberation().power(Terms.Kind.ADOPT_RULEBOOK))
        .isEqualTo(new Terms.Power.ByRole("publisher"));
  }

  @Test
  void laboratories_assessAndJudge() throws Exception {
    init("--template", "laboratories", "--member", HER, "--member", HIM);

    assertThat(charter().founders("assessor")).containsExactly(HER, HIM);
    assertThat(charter().founders("panel")).containsExactly(HER, HIM);
    assertThat(charter().sanctions().panel()).isEqualTo(5);
  }

  @Test
  void open_letsWhoeverAppliesIn() throws Exception {
    init("--template", "open");

    assertThat(charter().membership().open()).isTrue();
    assertThat(charter().membership().maturity().isZero()).isFalse();
  }

  @Test
  void charterOnly_leavesTheFoundingToFound() throws Exception {
    Cli.Ran ran = init("--charter-only");

    assertThat(ran.exitCode()).isZero();
    assertThat(data.resolve("communities")).doesNotExist();
    Path charter = data.resolve("us.charter.yaml");
    assertThat(ran.out()).contains("comity found " + charter + " --data " + data);
    assertThat(Cli.comity("found", charter, "--data", data).exitCode()).isZero();
    assertThat(data.resolve("communities/us")).isDirectory();
  }

  @Test
  void memberFromAKeyFile_isItsParty() throws Exception {
    Path key = data.resolve("her.jwk");
    String party =
        requireNonNull(
            Cli.comity("keygen", "-o", key).outLines().stream()
                .filter(line -> line.contains("urn:"))
                .map(line -> line.substring(line.indexOf("urn:")))
                .findFirst()
                .orElse(null));

    init("--member", key, "--role", "assessor=" + key);

    assertThat(charter().founders("member")).isEqualTo(List.of(party));
    assertThat(charter().founders("assessor")).isEqualTo(List.of(party));
  }

  @Test
  void secondTime_replacesNothing() throws Exception {
    init();
    String before = Files.readString(data.resolve("us.charter.yaml"));

    Cli.Ran ran = init("--template", "open");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.errLines()).hasSize(1);
    assertThat(ran.err()).contains("exists already");
    assertThat(Files.readString(data.resolve("us.charter.yaml"))).isEqualTo(before);
  }

  @Test
  void whatIsNoTemplateNameOrRole_isOneLine() {
    assertThat(init("--template", "empire").errLines()).hasSize(1);
    assertThat(init("--role", "king=" + HER).err()).contains("--role: expected one of");
    assertThat(init("--member", data.resolve("no.jwk")).err()).contains("no such file");
    assertThat(Cli.comity("init", "--data", data, "--name", "../up").err())
        .contains("--name: expected a short name");
    assertThat(data.resolve("us.charter.yaml")).doesNotExist();
  }
}
