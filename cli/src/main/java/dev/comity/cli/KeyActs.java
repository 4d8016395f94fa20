package dev.comity.cli;

import dev.comity.governance.statement.BodyType;
import picocli.CommandLine;

/** A party's keys over time. */
final class KeyActs {
  private KeyActs() {}

  static void addTo(CommandLine group, Surroundings surroundings) {
    group.addSubcommand("commit", commit(surroundings));
    group.addSubcommand("rotate", NewKey.rotate(surroundings));
    group.addSubcommand("compromise", NewKey.compromise(surroundings));
    group.addSubcommand("recover", recover(surroundings));
    group.addSubcommand("two-histories", TwoHistories.command(surroundings));
  }

  private static CommandLine commit(Surroundings surroundings) {
    Form form =
        new Form(BodyType.KEY_COMMIT)
            .about("next", Kind.KEY_ID, "NEXT", "Your next key: its file, or its id.");
    return FormAct.command(
        surroundings,
        form,
        "Name your next key before you need it. Keep it elsewhere: with it you can rotate, and take"
            + " your identity back from a thief.",
        "keygen -o next.jwk",
        "key commit next.jwk --key me.jwk --to URL");
  }

  private static CommandLine recover(Surroundings surroundings) {
    Form form =
        new Form(BodyType.KEY_RECOVER)
            .about("party", Kind.TEXT, "PARTY", "Who lost its key.")
            .about("key", Kind.KEY, "NEW.jwk", "Its new public key.")
            .why("How you know that it is theirs.");
    return FormAct.command(
        surroundings,
        form,
        "Ask, as a guardian, that a party that lost its key gets another one.",
        "key recover PARTY theirs.pub.jwk --text \"Met in person.\" --key me.jwk --to URL");
  }
}
