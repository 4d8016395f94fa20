package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.crypto.VerificationKey;
import dev.comity.core.json.Json;
import dev.comity.governance.explain.Chronicle;
import dev.comity.governance.explain.Event;
import dev.comity.governance.explain.Subject;
import dev.comity.log.LogReader;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.MerkleTree;
import dev.comity.log.proof.TlogProof;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes along what a log holds by and about a party. */
@Command(
    name = "exit-bundle",
    description = {
      "Write every statement by or about a party, each with a proof that it is in the log: what a"
          + " member takes along when it leaves, or shows elsewhere. The statements that those rest"
          + " on are there too.",
      "Every proof leads to the log's published checkpoint with the cosignatures it has, and is"
          + " checked offline by comity proof verify, as the index in the bundle says. Needs no key"
          + " of the operator: anybody with a copy of the log can make the bundle."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  comity exit-bundle --log data/communities/floor --party PARTY -o me.zip",
      "  comity exit-bundle --log floor --party PARTY -o folder",
      "",
      "Exit code: 0 written, 1 the party is not known there or the log is damaged, 2 bad input."
    })
final class ExitBundle implements Callable<Integer> {
  @Mixin private final Terminal terminal;

  @Option(names = "--log", required = true, paramLabel = "DIR", description = "Where the log is.")
  private Path log;

  @Option(
      names = "--party",
      required = true,
      paramLabel = "ID",
      description = "The party, in full or its beginning.")
  private String party;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE.zip|DIR",
      description = "Where to write it; a new folder, or a ZIP.")
  private Path output;

  ExitBundle(Surroundings surroundings) {
    this.terminal = new Terminal(surroundings);
  }

  @Override
  public Integer call() throws CommandFailure {
    LogPlace place = OneLog.in(log);
    Chronicle chronicle = new Chronicle();
    try {
      LogReader reader = LogReader.open(place.source());
      ParsedLog.forEach(reader, chronicle::next);
      Subject subject = subject(chronicle);
      SortedMap<String, Bytes> files = files(reader, chronicle, subject);
      BundleFiles.write(output, files);
      int count = chronicle.recordOf(subject).size();
      terminal.print(terminal.words().text("exit.written", count, subject.id(), output));
      return Exit.OK;
    } catch (VerificationException e) {
      throw CommandFailure.failed(log + ": " + e.detail());
    } catch (IOException e) {
      throw LogCheck.unreadable(place, e);
    }
  }

  private Subject subject(Chronicle chronicle) throws CommandFailure {
    List<Subject> parties =
        chronicle.subjects(party).stream()
            .filter(subject -> subject.kind() == Subject.Kind.PARTY)
            .toList();
    if (parties.size() == 1) {
      return parties.getFirst();
    }
    throw CommandFailure.failed(
        "--party: "
            + (parties.isEmpty()
                ? "no party of " + log + " has the id " + party
                : parties.size() + " parties of " + log + " begin with " + party));
  }

  private SortedMap<String, Bytes> files(LogReader reader, Chronicle chronicle, Subject subject)
      throws IOException, VerificationException {
    VerificationKey key =
        chronicle.state().policy().orElseThrow().logKeyAt(reader.checkpoint().checkpoint().size());
    // A damaged log must not give out files that look like proofs.
    reader.checkpoint().requireSignature(key);
    SortedMap<String, Bytes> files = new TreeMap<>();
    files.put("checkpoint", reader.checkpoint().encode());
    files.put("log-key.jwk", Bytes.utf8(key.toJwk().compact() + "\n"));
    SortedSet<Long> indices = chronicle.recordOf(subject);
    for (long index : indices) {
      Bytes entry = reader.entry(index);
      InclusionProof proof = reader.inclusionProof(index);
      proof.verify(MerkleTree.leafHash(entry), reader.checkpoint().checkpoint().root());
      files.put(name(index) + ".cose", entry);
      files.put(
          name(index) + TlogProof.EXTENSION, TlogProof.of(proof, reader.checkpoint()).encode());
    }
    for (Language language : Language.values()) {
      files.put(
          "index." + language.tag() + ".txt",
          Bytes.utf8(index(language, chronicle, subject, indices)));
    }
    files.put("index.json", Bytes.utf8(json(chronicle, subject, indices).compact() + "\n"));
    return files;
  }

  static String name(long index) {
    return "entries/" + index;
  }

  private static String index(
      Language language, Chronicle chronicle, Subject subject, SortedSet<Long> indices) {
    Words words = Words.in(language);
    ExplainText text = new ExplainText(language, chronicle.state());
    List<String> lines = new ArrayList<>();
    lines.add(words.text("exit.title", subject.id(), chronicle.state().origin()));
    lines.add(words.text("exit.check"));
    lines.add("");
    for (long index : indices) {
      Event event = chronicle.event(index);
      lines.add(text.heading(event));
      event.about(subject.names()).forEach(effect -> lines.add("    " + text.sentence(effect)));
    }
    return String.join("\n", lines.stream().map(OneLine::visible).toList()) + "\n";
  }

  private static Json.Obj json(Chronicle chronicle, Subject subject, SortedSet<Long> indices) {
    List<Json> entries = new ArrayList<>();
    for (long index : indices) {
      Event event = chronicle.event(index);
      entries.add(
          Json.object()
              .put("entry", index)
              .put("statement", event.statement().hex())
              .put("type", event.type())
              .put("issuer", event.issuer())
              .put("file", name(index) + ".cose")
              .put("proof", name(index) + TlogProof.EXTENSION)
              .build());
    }
    return Json.object()
        .put("log", chronicle.state().origin())
        .put("party", subject.id())
        .put("entries", new Json.Arr(entries))
        .build();
  }
}
