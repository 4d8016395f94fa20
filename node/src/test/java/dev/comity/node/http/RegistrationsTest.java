package dev.comity.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.node.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RegistrationsTest {
  private final Registrations registrations = new Registrations(2);

  private static Registrations.Key key(String name) {
    return new Registrations.Key("town", Hash.of(Bytes.utf8(name)));
  }

  private static Answer failed() {
    return new Answer.Invalid(VerificationException.malformed("x"));
  }

  @Test
  void keep_beyondTheCapacity_forgetsTheOldestOutcomeButNothingThatRuns() {
    CompletableFuture<Answer> first = new CompletableFuture<>();
    CompletableFuture<Answer> second = new CompletableFuture<>();
    assertThat(registrations.keep(key("a"), first)).isTrue();
    assertThat(registrations.keep(key("b"), second)).isTrue();
    assertThat(registrations.keep(key("c"), new CompletableFuture<>())).isFalse();
    second.complete(failed());
    assertThat(registrations.find(key("b"))).contains(second);
    assertThat(registrations.keep(key("c"), new CompletableFuture<>())).isTrue();
    assertThat(registrations.find(key("b"))).isEmpty();
    assertThat(registrations.find(key("a"))).contains(first);
  }

  @Test
  void keep_ofTheSameStatement_keepsWhatRunsAndReplacesWhatFailed() {
    CompletableFuture<Answer> first = new CompletableFuture<>();
    CompletableFuture<Answer> second = new CompletableFuture<>();
    registrations.keep(key("a"), first);
    assertThat(registrations.keep(key("a"), second)).isTrue();
    assertThat(registrations.find(key("a"))).contains(first);
    first.complete(failed());
    registrations.keep(key("a"), second);
    assertThat(registrations.find(key("a"))).contains(second);
  }
}
