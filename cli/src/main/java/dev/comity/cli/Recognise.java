package dev.comity.cli;

import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.BodyType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Recognises another community: by the role that the charter names, or as a proposal. */
final class Recognise {
  private Recognise() {}

  /** What is recognised, in which scope, for how long. */
  static final class Terms {
    @Parameters(
        paramLabel = "LOG",
        description = "The other community's log, such as other.example/log, or its address.")
    private String log;

    @Option(
        names = "--log-key",
        paramLabel = "FILE|VKEY",
        description =
            "Its log's public key from a source that you trust: a JWK file or a verifier key"
                + " (name+id+base64). Without it LOG must be an address, and its answer is trusted.")
    private @Nullable String logKey;

    @Option(
        names = "--scope",
        required = true,
        split = ",",
        paramLabel = "AREA",
        description = "For which areas; * for all. Repeatable.")
    private List<String> scope;

    @Option(
        names = "--until",
        required = true,
        paramLabel = "TIME",
        description = "Until when: a time, a day, or P1Y.")
    private String until;

    @Option(
        names = "--depth",
        paramLabel = "N",
        description = "How many hops from here; by default 1, the community itself.")
    private int depth = 1;

    @Option(
        names = "--onward",
        description = "Whoever recognises this community may follow this recognition.")
    private boolean onward;

    @Option(
        names = "--crosswalk",
        paramLabel = "FILE",
        description = "YAML: a list of {own, foreign, relation} for requirements.")
    private @Nullable Path crosswalk;

    private Json.Obj json(Act act) throws CommandFailure, InterruptedException {
      boolean address = CommunityUrl.isUrl(log);
      String origin = address ? new CommunityApi(CommunityUrl.parse(log)).origin() : log;
      Json.Obj fields =
          Json.object()
              .put("community", origin)
              .put("logKey", key(act, origin, address).toJwk())
              .put("scope", Json.strings(scope))
              .put("until", act.moments().parse("--until", until).toString())
              .put("depth", depth)
              .put("onward", onward)
              .build();
      return crosswalk == null
          ? fields
          : JsonPath.put(fields, "crosswalk", Document.read(crosswalk).root());
    }

    private VerificationKey key(Act act, String origin, boolean address)
        throws CommandFailure, InterruptedException {
      if (logKey != null) {
        return logKey.contains("+")
            ? VerifierKeys.log("--log-key", logKey).key()
            : Keys.publicKey(Path.of(logKey));
      }
      if (!address) {
        throw CommandFailure.badInput(
            "--log-key: expected the key of " + origin + ", or its address in the place of LOG");
      }
      VerificationKey published = LogKeys.of(log).getLast();
      act.terminal()
          .warn(
              act.terminal()
                  .words()
                  .text("recognise.key-on-trust", origin, published.keyId().hex()));
      return published;
    }
  }

  static final class ByRole extends Act {
    @Mixin private final Terms terms = new Terms();

    private ByRole(Surroundings surroundings) {
      super(surroundings, BodyType.RECOGNISE);
    }

    @Override
    Json.Obj body() throws CommandFailure, InterruptedException {
      return terms.json(this);
    }
  }

  static final class Proposal extends ProposeAct {
    @Mixin private final Terms terms = new Terms();

    private Proposal(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    Json.Obj proposed() throws CommandFailure, InterruptedException {
      return ProposeCommands.one("recognise", terms.json(this));
    }
  }

  static CommandLine byRole(Surroundings surroundings) {
    CommandLine command = new CommandLine(new ByRole(surroundings));
    FormAct.explain(
        command.getCommandSpec(),
        "Honour another community's certificates, where the charter leaves that to your role; else"
            + " use propose recognise.",
        "recognise other.example/log --log-key other.jwk --scope medical --until P1Y --key me.jwk"
            + " --to URL");
    return command;
  }

  static CommandLine proposal(Surroundings surroundings) {
    CommandLine command = new CommandLine(new Proposal(surroundings));
    FormAct.explain(
        command.getCommandSpec(),
        "Propose to honour another community's certificates.",
        "propose recognise other.example/log --log-key other.jwk --scope medical,legal \\",
        "  --until 2027-12-31 --key me.jwk --to URL");
    return command;
  }
}
