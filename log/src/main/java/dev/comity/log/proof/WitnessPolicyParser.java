package dev.comity.log.proof;

import dev.comity.core.Bytes;
import dev.comity.core.Utf8;
import dev.comity.core.VerificationException;
import dev.comity.core.VerificationException.Code;
import dev.comity.core.crypto.VerificationKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a witness policy, line by line. Differs from C2SP tlog-policy in that the file must be
 * UTF-8, and that the last line may lack its LF.
 */
final class WitnessPolicyParser {
  private static final String NONE = "none";

  private final List<WitnessPolicy.Log> logs = new ArrayList<>();
  private final List<WitnessPolicy.Witness> witnesses = new ArrayList<>();
  private final List<WitnessPolicy.Group> groups = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> grouped = new HashSet<>();
  private final Set<VerificationKey> logKeys = new HashSet<>();
  private final Set<VerificationKey> witnessKeys = new HashSet<>();
  private @Nullable String quorum;

  WitnessPolicy parse(Bytes file) throws VerificationException {
    if (file.size() > WitnessPolicy.MAX_SIZE) {
      throw new VerificationException(
          Code.TOO_LARGE, "witness policy: more than " + WitnessPolicy.MAX_SIZE + " bytes");
    }
    String[] lines = text(file).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        line(lines[i]);
      } catch (IllegalArgumentException e) {
        throw malformed("line " + (i + 1) + ": " + e.getMessage());
      } catch (VerificationException e) {
        throw malformed("line " + (i + 1) + ": " + e.detail());
      }
    }
    if (quorum == null) {
      throw malformed("expected a line \"quorum NAME\" or \"quorum none\"");
    }
    Optional<String> decides = quorum.equals(NONE) ? Optional.empty() : Optional.of(quorum);
    return new WitnessPolicy(logs, witnesses, groups, decides);
  }

  private static String text(Bytes file) throws VerificationException {
    try {
      return Utf8.decode(file);
    } catch (CharacterCodingException e) {
      throw malformed("not UTF-8");
    }
  }

  private void line(String line) throws VerificationException {
    if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
      throw new IllegalArgumentException("expected no control characters but tab and line feed");
    }
    List<String> words =
        Collections.list(new StringTokenizer(line, " \t")).stream().map(String::valueOf).toList();
    if (words.isEmpty() || words.getFirst().startsWith("#")) {
      return;
    }
    switch (words.getFirst()) {
      case "log" -> log(words);
      case "witness" -> witness(words);
      case "group" -> group(words);
      case "quorum" -> quorum(words);
      default ->
          throw new IllegalArgumentException(
              "expected log, witness, group or quorum, found " + Utf8.quoted(words.getFirst()));
    }
  }

  private void log(List<String> words) throws VerificationException {
    require(words.size() == 2 || words.size() == 3, "expected: log VKEY [URL]");
    NoteKey key = NoteKey.parseLog(words.get(1));
    require(logKeys.add(key.key()), "this log's key is listed already");
    logs.add(new WitnessPolicy.Log(key, url(words, 2)));
    requireFew(logs, "logs");
  }

  private void witness(List<String> words) throws VerificationException {
    require(words.size() == 3 || words.size() == 4, "expected: witness NAME VKEY [URL]");
    NoteKey key = NoteKey.parseWitness(words.get(2));
    require(witnessKeys.add(key.key()), "this witness's key is listed already");
    define(words.get(1));
    witnesses.add(new WitnessPolicy.Witness(words.get(1), key, url(words, 3)));
    requireFew(witnesses, "witnesses");
  }

  private void group(List<String> words) {
    require(words.size() >= 4, "expected: group NAME all|any|K MEMBER…");
    List<String> members = words.subList(3, words.size());
    int threshold = threshold(words.get(2), members.size());
    for (String member : members) {
      requireDefined(member);
      require(grouped.add(member), Utf8.quoted(member) + " is a member of a group already");
    }
    define(words.get(1));
    groups.add(new WitnessPolicy.Group(words.get(1), threshold, members));
    requireFew(groups, "groups");
  }

  private static int threshold(String word, int memberCount) {
    if (word.equals("any")) {
      return 1;
    }
    if (word.equals("all")) {
      return memberCount;
    }
    require(
        word.matches("[1-9][0-9]{0,3}") && Integer.parseInt(word) <= memberCount,
        "expected all, any or a number from 1 to "
            + memberCount
            + ", which is how many members follow, found "
            + Utf8.quoted(word));
    return Integer.parseInt(word);
  }

  private void quorum(List<String> words) {
    require(words.size() == 2, "expected: quorum NAME, or: quorum none");
    require(quorum == null, "expected one quorum line, found a second");
    String name = words.get(1);
    if (!name.equals(NONE)) {
      requireDefined(name);
    }
    quorum = name;
  }

  private void define(String name) {
    require(!name.equals(NONE), "none is no name: it stands for no witness at all");
    require(names.add(name), Utf8.quoted(name) + " is defined already");
  }

  private void requireDefined(String name) {
    require(
        names.contains(name),
        "expected a witness or group defined on a line before, found " + Utf8.quoted(name));
  }

  private static void requireFew(List<?> defined, String what) {
    require(
        defined.size() <= WitnessPolicy.MAX_DEFINITIONS,
        "expected at most " + WitnessPolicy.MAX_DEFINITIONS + " " + what);
  }

  private static Optional<String> url(List<String> words, int at) {
    if (words.size() <= at) {
      return Optional.empty();
    }
    try {
      require(new URI(words.get(at)).isAbsolute(), "expected an address such as https://…");
      return Optional.of(words.get(at));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected an address such as https://…", e);
    }
  }

  private static void require(boolean condition, String why) {
    if (!condition) {
      throw new IllegalArgumentException(why);
    }
  }

  private static VerificationException malformed(String why) {
    return VerificationException.malformed("witness policy: " + why);
  }
}
