package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.Algorithm;
import dev.comity.core.crypto.SigningKey;
import dev.comity.core.json.Json;
import dev.comity.governance.statement.Terms;
import dev.comity.node.Founding;
import dev.comity.node.KeyFile;
import dev.comity.rules.Bilingual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a community from a template: a member's key, a charter to read and change, and the log. */
@Command(
    name = "init",
    description = {
      "Make a community: its charter from a template, its keys, its log. Without members it has one,"
          + " whose key is made here.",
      "Templates: solo (one member), alliance (signatories with weighted classes), authority (one"
          + " public authority), laboratories (a network of assessors), open (whoever applies is"
          + " in)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity init --name my-community --data my-data",
      "  comity init --template alliance --name chat-alliance --title \"Chat alliance\" \\",
      "    --title-zh 对话联盟 --member a.jwk --member b.jwk --role publisher=a.jwk --data my-data",
      "  comity init --template open --name open-evals --data my-data --charter-only",
      "",
      "With --charter-only you can change the charter before comity found CHARTER --data DIR.",
      "Afterwards: comity up --empty --data my-data; each member: comity declare."
    })
final class InitCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private final Terminal terminal;

  @Option(
      names = "--template",
      paramLabel = "TEMPLATE",
      defaultValue = "solo",
      description = "solo, alliance, authority, laboratories or open (default ${DEFAULT-VALUE}).")
  private CharterTemplate template = CharterTemplate.SOLO;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "SLUG",
      description = "A short name such as my-community; it is part of addresses.")
  private String name;

  @Option(names = "--title", paramLabel = "TEXT", description = "The title; by default the name.")
  private @Nullable String title;

  @Option(names = "--title-zh", paramLabel = "TEXT", description = "The title in Chinese.")
  private @Nullable String titleInChinese;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "comity-data",
      description = "Data directory (default ${DEFAULT-VALUE}).")
  private Path data = Path.of("comity-data");

  @Option(
      names = "--member",
      paramLabel = "PARTY",
      description = "A founding member: a party id, or a key's file. Repeatable; the first founds.")
  private List<String> members = List.of();

  @Option(
      names = "--role",
      paramLabel = "ROLE=PARTY",
      description =
          "Who else holds a role: assessor, authority, emergency, guardian, panel, publisher."
              + " Repeatable.")
  private List<String> roles = List.of();

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      description = "The log's name for ever (default comity.local/NAME).")
  private @Nullable String origin;

  @Option(
      names = "--operator",
      paramLabel = "NAME",
      defaultValue = "Operator",
      description = "Name of the operator (default ${DEFAULT-VALUE}).")
  private String operator = "Operator";

  @Option(names = "--charter-only", description = "Stop after writing keys and charter.")
  private boolean charterOnly;

  InitCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
      throw CommandFailure.badInput(
          "--name: expected a short name such as my-community, found " + name);
    }
    Path charter = data.resolve(name + ".charter.yaml");
    if (Files.exists(charter)) {
      throw CommandFailure.badInput(
          charter + ": exists already; change it and run comity found, or choose another name");
    }
    CharterTemplate.Filling filling = filling();
    write(charter, template.fill(filling));
    terminal.print(terminal.words().text("init.charter", charter));
    if (charterOnly) {
      terminal.print(terminal.words().text("init.found", charter, data));
      return Exit.OK;
    }
    Path directory = found(charter);
    terminal.print(terminal.words().text("found.founded", directory));
    terminal.print(terminal.words().text("found.serve", "comity up --empty --data " + data));
    terminal.print(terminal.words().text("init.declare", "http://localhost:7070/c/" + name));
    return Exit.OK;
  }

  private CharterTemplate.Filling filling() throws CommandFailure {
    Map<String, List<String>> holders = new TreeMap<>();
    for (String role : roles) {
      String[] parts = role.split("=", 2);
      if (parts.length != 2 || !Terms.ROLES.contains(parts[0])) {
        throw CommandFailure.badInput(
            "--role: expected one of " + Terms.ROLES + ", = and a party, found " + role);
      }
      holders.computeIfAbsent(parts[0], r -> new ArrayList<>()).add(party(parts[1]));
    }
    for (String member : members) {
      holders.computeIfAbsent("member", r -> new ArrayList<>()).add(party(member));
    }
    if (!holders.containsKey("member")) {
      holders.put("member", List.of(makeMember()));
    }
    String en = title == null ? name : title;
    return new CharterTemplate.Filling(
        name, en, titleInChinese == null ? en : titleInChinese, holders);
  }

  /** A party id, as it is or of the key in a file. */
  private static String party(String text) throws CommandFailure {
    if (text.startsWith("urn:ietf:params:oauth:ckt:sha-256:")) {
      return text;
    }
    Path file = Path.of(text);
    String content = InputFile.text(file, 10_000);
    return (content.contains("\"d\"") ? Keys.signing(file).publicKey() : Keys.publicKey(file))
        .partyId();
  }

  private String makeMember() throws CommandFailure {
    Path file = data.resolve(name + ".member.jwk");
    SigningKey key = SigningKey.generate(Algorithm.EDDSA, surroundings.random());
    try {
      KeyFile.write(file, key);
    } catch (IOException e) {
      throw InputFile.failure(file, e);
    }
    terminal.print(terminal.words().text("init.member", file, key.publicKey().partyId()));
    return key.publicKey().partyId();
  }

  private static void write(Path charter, String text) throws CommandFailure {
    try {
      Files.createDirectories(charter.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw InputFile.failure(charter, e);
    }
    InputFile.write(charter, Bytes.utf8(text));
  }

  private Path found(Path charter) throws CommandFailure {
    Document document = Document.read(charter);
    Json.Obj fields = document.object();
    try {
      return Founding.found(
          data.resolve("communities"),
          origin == null ? "comity.local/" + name : origin,
          new Bilingual(operator, operator),
          fields,
          surroundings.random(),
          surroundings.clock(),
          Optional.empty());
    } catch (VerificationException e) {
      throw CommandFailure.badInput(charter + ": " + e.detail());
    } catch (IOException e) {
      throw InputFile.failure(charter, e);
    }
  }
}
