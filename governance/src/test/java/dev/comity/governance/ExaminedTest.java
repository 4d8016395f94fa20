package dev.comity.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.VerificationException;
import dev.comity.core.cose.SignedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Looking ahead must change no verdict: whatever is wrong is found at the same entry, as before.
 */
class ExaminedTest {
  private static final Actor ANN = Actor.named("ann");
  private static final Actor BO = Actor.named("bo");

  /** Parties declare themselves, speak, and one is never declared. */
  private static List<Bytes> log() throws VerificationException {
    World world = World.opened("town", "2026-01-01T00:00:00Z");
    world.applied(
        world.operator,
        new Drafts.Constitution(
                Map.of("member", List.of(ANN)), List.of(), "P1Y", "P14D", List.of(), 1)
            .draft());
    world.applied(ANN, Drafts.party(ANN, "Ann"));
    world.applied(ANN, Drafts.system("chat", "1", false));
    world.applied(BO, Drafts.party(BO, "Bo"));
    world.applied(ANN, Drafts.concern("chat", "It worries me."));
    world.applied(BO, Drafts.concern("chat", "Me too."));
    world.applied(
        Actor.named("press"), Drafts.concernOfStranger(Actor.named("press"), "chat", "So?"));
    world.applied(ANN, Drafts.system("chat", "2", false));
    return world.entries;
  }

  /** How a replay of {@code log} in pieces of {@code pieceSize} ends. */
  private static String end(List<Bytes> log, int pieceSize) {
    Replay replay = new Replay();
    try {
      for (int i = 0; i < log.size(); i += pieceSize) {
        List<Bytes> piece = log.subList(i, Math.min(i + pieceSize, log.size()));
        for (Examined examined : Examined.all(piece, replay.state())) {
          replay.next(examined);
        }
      }
      return replay.state().digest().hex();
    } catch (VerificationException e) {
      return replay.state().size() + " " + e.code() + " " + e.detail();
    }
  }

  private static String sequentialEnd(List<Bytes> log) {
    Replay replay = new Replay();
    try {
      for (Bytes entry : log) {
        replay.next(entry);
      }
      return replay.state().digest().hex();
    } catch (VerificationException e) {
      return replay.state().size() + " " + e.code() + " " + e.detail();
    }
  }

  private static void sameEnd(List<Bytes> log) {
    String expected = sequentialEnd(log);
    for (int pieceSize : new int[] {1, 3, log.size()}) {
      assertThat(end(log, pieceSize)).as("in pieces of %s", pieceSize).isEqualTo(expected);
    }
  }

  @Test
  void all_ofASoundLog_reducesToTheSameState() throws VerificationException {
    assertThat(sequentialEnd(log())).hasSize(64);
    sameEnd(log());
  }

  @Test
  void all_withAnyEntryChangedLostOrTwice_endsAtTheSameEntryWithTheSameWords()
      throws VerificationException {
    List<Bytes> log = log();
    for (int i = 0; i < log.size(); i++) {
      Bytes entry = log.get(i);
      for (int at : new int[] {0, entry.size() / 2, entry.size() - 1}) {
        byte[] octets = entry.toArray();
        octets[at] ^= 1;
        sameEnd(with(log, i, Bytes.of(octets)));
      }
      List<Bytes> without = new ArrayList<>(log);
      without.remove(i);
      sameEnd(without);
      List<Bytes> twice = new ArrayList<>(log);
      twice.add(i, entry);
      sameEnd(twice);
    }
  }

  private static List<Bytes> with(List<Bytes> log, int index, Bytes entry) {
    List<Bytes> changed = new ArrayList<>(log);
    changed.set(index, entry);
    return changed;
  }

  /**
   * The point of it: the signature is checked before its turn, also under a key declared nearby.
   */
  @Test
  void all_keyDeclaredInTheSamePiece_isProven() throws VerificationException {
    List<Bytes> log = log();
    List<Examined> examined = Examined.all(log, dev.comity.governance.state.State.EMPTY);
    for (int i = 0; i < log.size(); i++) {
      SignedStatement signed = SignedStatement.decode(log.get(i));
      boolean proven = false;
      for (Examined other : examined) {
        proven |=
            other.statement().ownKey().isPresent()
                && examined.get(i).provenBy(other.statement().ownKey().get());
      }
      assertThat(proven).as(signed.header().contentType()).isTrue();
    }
  }
}
