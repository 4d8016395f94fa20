package dev.comity.cli;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cbor.Cbor;
import dev.comity.core.cbor.CborDecoder;
import dev.comity.core.cose.SignedStatement;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A refusal in one line: the code, the rule, why, and where the rule stands. */
final class RefusedAct {
  private static final String PROBLEM = "application/concise-problem-details+cbor";
  private static final Pattern ENTRY = Pattern.compile("\\([^()]*, entry ([0-9]{1,18})\\)");

  private RefusedAct() {}

  /** {@code file} is where the statement is kept, if it is; the signed refusal goes beside it. */
  static String line(
      CommunityUrl community, Web.Reply reply, SignedStatement statement, Optional<Path> file)
      throws CommandFailure {
    String line = community + ": refused";
    if (!reply.contentType().equals(PROBLEM)) {
      return line + " (" + reply.status() + "); is this the address of a community?";
    }
    try {
      if (!(CborDecoder.decode(reply.body()) instanceof Cbor.Map problem)) {
        return line + " (" + reply.status() + ")";
      }
      String detail = text(problem, -2);
      Optional<Bytes> refusal = RefusalFiles.in(problem, statement);
      String kept = "";
      if (refusal.isPresent() && file.isPresent()) {
        InputFile.write(RefusalFiles.refusalOf(file.get()), refusal.get());
        kept = "; signed refusal: " + RefusalFiles.refusalOf(file.get());
      }
      return line + ": " + detail + rule(community, detail) + kept;
    } catch (VerificationException e) {
      return line + "; its reason cannot be read: " + e.detail();
    }
  }

  private static String text(Cbor.Map problem, long label) {
    return problem.get(label).orElse(null) instanceof Cbor.Text text ? text.text() : "?";
  }

  /** A rule names the entry that gave it. */
  private static String rule(CommunityUrl community, String detail) {
    Matcher entry = ENTRY.matcher(detail);
    return entry.find() ? "; the rule stands at " + community.at("entries/" + entry.group(1)) : "";
  }
}
