package dev.comity.cli;

import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import dev.comity.core.json.Json;
import dev.comity.core.json.JsonParser;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How an argument becomes a field of a body; what is finer than that, the body's reader checks. */
enum Kind {
  TEXT {
    @Override
    Json json(String name, String text, Act act) {
      return Json.of(text);
    }
  },
  /** Several texts, each on its own or with commas between. */
  TEXTS(true) {
    @Override
    Json json(String name, String text, Act act) {
      return Json.of(text);
    }
  },
  /** Present or absent. */
  FLAG {
    @Override
    Json json(String name, String text, Act act) {
      return Json.of(true);
    }
  },
  COUNT {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure {
      return number(name, text, "[0-9]{1,18}", "a whole number");
    }
  },
  NUMBER {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure {
      return number(name, text, "-?[0-9]{1,30}(\\.[0-9]{1,30})?", "a number");
    }
  },
  /** A statement: its id, its entry's number if a community is asked, or its file. */
  ID {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure, InterruptedException {
      return id(name, text, act);
    }
  },
  IDS(true) {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure, InterruptedException {
      return id(name, text, act);
    }
  },
  /** A time, a day (its beginning), or a period from now on. */
  MOMENT {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure {
      return Json.of(act.moments().parse(name, text).toString());
    }
  },
  /** A public key in a file. */
  KEY {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure {
      return Keys.publicKey(Path.of(text)).toJwk();
    }
  },
  /** A key's id, or a file with the key, public or private. */
  KEY_ID {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure {
      return Json.of(text.matches(HASH) ? text : keyId(Path.of(text)));
    }
  },
  /** The SHA-256 of a file, or the file itself. */
  DIGEST {
    @Override
    Json json(String name, String text, Act act) throws CommandFailure {
      return Json.of(
          text.matches(HASH) ? text : Hash.of(InputFile.read(Path.of(text), MAX_DOCUMENT)).hex());
    }
  };

  private static final String HASH = "[0-9a-f]{64}";
  private static final int MAX_DOCUMENT = 200_000_000;
  private static final int MAX_KEY = 10_000;

  private final boolean several;

  Kind() {
    this(false);
  }

  Kind(boolean several) {
    this.several = several;
  }

  boolean several() {
    return several;
  }

  /** {@code name} is the argument's, for errors. */
  abstract Json json(String name, String text, Act act) throws CommandFailure, InterruptedException;

  /** The field's value, from as many texts as were given. */
  final Json json(String name, List<String> texts, Act act)
      throws CommandFailure, InterruptedException {
    if (!several) {
      return json(name, texts.getFirst(), act);
    }
    List<Json> items = new ArrayList<>();
    for (String text : texts) {
      items.add(json(name, text, act));
    }
    return new Json.Arr(items);
  }

  private static Json number(String name, String text, String shape, String expected)
      throws CommandFailure {
    if (!text.matches(shape)) {
      throw CommandFailure.badInput(name + ": expected " + expected + ", found " + text);
    }
    return Json.of(new BigDecimal(text));
  }

  private static Json id(String name, String text, Act act)
      throws CommandFailure, InterruptedException {
    if (text.matches(HASH)) {
      return Json.of(text);
    }
    return Json.of(statement(name, text, act).id().hex());
  }

  /** A statement that a user names by its id, its entry's number or its file. */
  static SignedStatement statement(String name, String text, Act act)
      throws CommandFailure, InterruptedException {
    Optional<CommunityApi> community = act.delivery().community();
    if (community.isPresent() && CommunityApi.isReference(text)) {
      return community.get().statement(text);
    }
    if (Files.isRegularFile(Path.of(text))) {
      try {
        return SignedStatement.decode(InputFile.read(Path.of(text), SignedStatement.MAX_SIZE));
      } catch (VerificationException e) {
        throw CommandFailure.badInput(text + ": expected a signed statement: " + e.detail());
      }
    }
    throw CommandFailure.badInput(
        name
            + ": expected an id (64 hex digits), a signed statement's file, or with --to an"
            + " entry's number; found "
            + text);
  }

  private static String keyId(Path file) throws CommandFailure {
    try {
      boolean secret =
          JsonParser.parse(InputFile.read(file, MAX_KEY)) instanceof Json.Obj jwk
              && jwk.fields().containsKey("d");
      return (secret ? Keys.signing(file).publicKey() : Keys.publicKey(file)).keyId().hex();
    } catch (VerificationException e) {
      throw InputFile.badInput(file, e);
    }
  }
}
