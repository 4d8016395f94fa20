package dev.comity.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.comity.core.Bytes;
import dev.comity.log.proof.Keys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SequencerTest {
  private final SimulatedDisk disk = new SimulatedDisk(3);

  /**
   * Logs texts once; "no …" is refused, "bug" throws, "ask …" brings an answer with it. A gate
   * holds batches back, so that tests say what arrives while one is under way.
   */
  private static final class Texts implements Composer<String, String> {
    final Map<String, Long> committed = new HashMap<>();
    final List<String> events = new ArrayList<>();
    final Semaphore begun = new Semaphore(0);
    final Semaphore gate;

    Texts(int openBatches) {
      gate = new Semaphore(openBatches);
    }

    @Override
    public Batch<String, String> begin(long firstIndex) {
      begun.release();
      gate.acquireUninterruptibly();
      return new TextBatch(this, firstIndex);
    }
  }

  private static final class TextBatch implements Batch<String, String> {
    private final Texts texts;
    private final long firstIndex;
    private final Map<String, Long> added = new HashMap<>();

    TextBatch(Texts texts, long firstIndex) {
      this.texts = texts;
      this.firstIndex = firstIndex;
    }

    @Override
    public List<Bytes> opening() {
      return List.of(Bytes.utf8("clock " + firstIndex));
    }

    @Override
    public Admission<String> admit(String text, long index) {
      Long known = texts.committed.getOrDefault(text, added.get(text));
      if (known != null) {
        return new Admission.Known<>(known, Bytes.utf8(text));
      }
      if (text.startsWith("no ")) {
        return new Admission.Refused<>("not " + text.substring(3));
      }
      if (text.equals("bug")) {
        throw new IllegalStateException("a bug in the composer");
      }
      if (text.equals("lie")) {
        return new Admission.Known<>(0, Bytes.utf8(text));
      }
      added.put(text, index);
      return text.startsWith("ask ")
          ? new Admission.Admitted<>(Bytes.utf8(text), List.of(Bytes.utf8("answer " + text)))
          : new Admission.Admitted<>(Bytes.utf8(text));
    }

    @Override
    public void committed(TransparencyLog.Appended appended) {
      texts.committed.putAll(added);
      texts.events.add("committed " + appended.firstIndex());
    }

    @Override
    public void discarded() {
      texts.events.add("discarded " + firstIndex);
    }
  }

  private static List<String> contents(TransparencyLog log) throws IOException {
    List<String> contents = new ArrayList<>();
    log.snapshot().forEach(1, (index, entry) -> contents.add(entry.utf8()));
    return contents;
  }

  private static Outcome.Logged<String> logged(CompletableFuture<Outcome<String>> future)
      throws Exception {
    return (Outcome.Logged<String>) future.get();
  }

  @Test
  void submit_whileABatchIsUnderWay_makesUpTheNextBatch() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(0);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 10)) {
      var first = sequencer.submit("a");
      texts.begun.acquire();
      var second = sequencer.submit("ask b");
      var refused = sequencer.submit("no c");
      var third = sequencer.submit("d");
      texts.gate.release(5);
      assertThat(logged(first).index()).isEqualTo(2);
      assertThat(logged(second).index()).isEqualTo(3);
      assertThat(refused.get()).isEqualTo(new Outcome.Refused<>("not c"));
      assertThat(logged(third).index()).isEqualTo(5);
      assertThat(contents(log)).containsExactly("clock 1", "a", "ask b", "answer ask b", "d");
    }
    assertThat(texts.events).containsExactly("committed 1");
  }

  @Test
  void submit_ofARefusedOneAlone_logsNothing() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(9);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 10)) {
      assertThat(sequencer.submit("no").get()).isInstanceOf(Outcome.Logged.class);
      assertThat(sequencer.submit("no way").get()).isEqualTo(new Outcome.Refused<>("not way"));
      assertThat(log.size()).isEqualTo(3);
    }
    assertThat(texts.events).containsExactly("committed 1", "discarded 3");
  }

  @Test
  void submit_ofTheSameAgain_isAnsweredWithAReceiptForTheFirst() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(0);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 10)) {
      var first = sequencer.submit("a");
      var sameBatch = sequencer.submit("a");
      texts.gate.release(9);
      long index = logged(first).index();
      assertThat(logged(sameBatch).index()).isEqualTo(index);
      Outcome.Logged<String> later = logged(sequencer.submit("a"));
      assertThat(later.index()).isEqualTo(index);
      later.receipt().verify(Bytes.utf8("a"), Keys.LOG.publicKey());
      assertThat(contents(log)).containsExactly("clock 1", "a");
    }
  }

  @Test
  void submit_ofOneWronglySaidToBeKnown_getsNoReceipt() throws Exception {
    TransparencyLog log = Logs.start(disk);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, new Texts(9), 10)) {
      assertThatThrownBy(() -> sequencer.submit("lie").get()).hasMessageContaining("but is not");
      logged(sequencer.submit("a"));
      assertThatThrownBy(() -> sequencer.submit("lie").get()).hasMessageContaining("but is not");
    }
  }

  @Test
  void submit_beyondTheCapacity_isBusy() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(0);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 2)) {
      var first = sequencer.submit("a");
      texts.begun.acquire();
      var second = sequencer.submit("b");
      assertThat(sequencer.submit("c").get()).isEqualTo(new Outcome.Busy<>());
      assertThat(sequencer.queued()).isEqualTo(2);
      texts.gate.release(9);
      logged(first);
      logged(second);
      logged(sequencer.submit("c"));
    }
  }

  @Test
  void submit_whenTheComposerThrows_failsItsBatchOnly() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(0);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 10)) {
      var beside = sequencer.submit("a");
      var bug = sequencer.submit("bug");
      texts.gate.release(9);
      assertThatThrownBy(bug::get).hasMessageContaining("a bug in the composer");
      assertThatThrownBy(beside::get).hasMessageContaining("a bug in the composer");
      assertThat(logged(sequencer.submit("a")).index()).isEqualTo(2);
      assertThat(contents(log)).containsExactly("clock 1", "a");
      assertThatThrownBy(() -> sequencer.submit("x".repeat(70_000)).get())
          .hasMessageContaining("an entry of 70000 bytes");
      logged(sequencer.submit("b"));
    }
    assertThat(texts.events)
        .containsExactly("discarded 1", "committed 1", "discarded 3", "committed 3");
  }

  @Test
  void submit_whenTheDiskFails_stopsTheSequencer() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(0);
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 10)) {
      var first = sequencer.submit("a");
      texts.begun.acquire();
      disk.failAfter(0, SimulatedDisk.Fault.ERROR);
      texts.gate.release(9);
      assertThatThrownBy(first::get).hasCauseInstanceOf(IOException.class);
    }
    assertThat(texts.events).containsExactly("discarded 1");
    assertThat(texts.committed).isEmpty();
  }

  @Test
  void submit_afterAStopOrClose_fails() throws Exception {
    TransparencyLog log = Logs.start(disk);
    Texts texts = new Texts(0);
    Sequencer<String, String> sequencer = new Sequencer<>(log, texts, 10);
    var accepted = sequencer.submit("a");
    texts.begun.acquire();
    Thread closer = Thread.ofPlatform().start(sequencer::close);
    texts.gate.release(9);
    closer.join();
    logged(accepted);
    assertThatThrownBy(() -> sequencer.submit("b").get())
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("closing");
  }

  @Test
  void submit_fromManyThreads_logsEachOnceInOneOrder() throws Exception {
    TransparencyLog log = Logs.start(disk);
    int threads = 8;
    int each = 150;
    Set<Long> indexes = new HashSet<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> running = new ArrayList<>();
    List<Map<String, Outcome.Logged<String>>> answers = new ArrayList<>();
    try (Sequencer<String, String> sequencer = new Sequencer<>(log, new Texts(9999), 5000)) {
      for (int t = 0; t < threads; t++) {
        Map<String, Outcome.Logged<String>> mine = new HashMap<>();
        answers.add(mine);
        int thread = t;
        running.add(
            Thread.ofVirtual().start(() -> submitAll(sequencer, start, thread, each, mine)));
      }
      start.countDown();
      for (Thread thread : running) {
        thread.join();
      }
    }
    LogReader reader = log.snapshot();
    for (Map<String, Outcome.Logged<String>> mine : answers) {
      assertThat(mine).hasSize(each);
      for (Map.Entry<String, Outcome.Logged<String>> answer : mine.entrySet()) {
        long index = answer.getValue().index();
        assertThat(indexes.add(index)).isTrue();
        assertThat(reader.entry(index).utf8()).isEqualTo(answer.getKey());
        assertThat(answer.getValue().receipt().proof().leafIndex()).isEqualTo(index);
      }
    }
    Logs.fsck(disk);
  }

  private static void submitAll(
      Sequencer<String, String> sequencer,
      CountDownLatch start,
      int thread,
      int count,
      Map<String, Outcome.Logged<String>> answers) {
    try {
      start.await();
      for (int i = 0; i < count; i++) {
        String text = "thread " + thread + " number " + i;
        answers.put(text, logged(sequencer.submit(text)));
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
