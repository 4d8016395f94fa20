package dev.comity.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Sums up a recording of a node: which stage of a statement's way its samples fall into. */
public final class Profile {
  /** The first frame from the top that begins with one of these decides. */
  private static final List<Stage> STAGES =
      List.of(
          new Stage("dev.comity.core.crypto.", "signatures and keys"),
          new Stage("dev.comity.core.cose.", "decode"),
          new Stage("dev.comity.core.cbor.", "decode"),
          new Stage("dev.comity.core.json.", "decode"),
          new Stage("dev.comity.governance.statement.", "decode"),
          new Stage("dev.comity.governance.", "rules of the community"),
          new Stage("dev.comity.log.proof.", "hashes, proofs, receipts"),
          new Stage("dev.comity.log.Sequencer", "queue and batch"),
          new Stage("dev.comity.log.", "log: tiles and store"),
          new Stage("dev.comity.node.CommunityIndex", "index"),
          new Stage("org.sqlite.", "index"),
          new Stage("io.micrometer.", "metrics"),
          new Stage("dev.comity.node.http.", "HTTP: our routes"),
          new Stage("dev.comity.node.", "batch of the community"),
          new Stage("io.helidon.", "HTTP: server"),
          new Stage("java.lang.VirtualThread", "threads"),
          new Stage("sun.nio.ch.", "HTTP: sockets"),
          new Stage("java.util.concurrent.", "threads"));

  private final Map<String, Integer> byStage = new TreeMap<>();
  private final Map<String, Integer> byThread = new TreeMap<>();
  private int total;

  private record Stage(String prefix, String name) {}

  private Profile() {}

  /** Takes the file of a recording. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("profile: expected the file of a recording");
      System.exit(2);
    }
    Profile profile = new Profile();
    try (RecordingFile file = new RecordingFile(Path.of(arguments[0]))) {
      List<RecordedEvent> byTime = new ArrayList<>();
      List<RecordedEvent> byJava = new ArrayList<>();
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        switch (event.getEventType().getName()) {
          case "jdk.CPUTimeSample" -> byTime.add(event);
          case "jdk.ExecutionSample" -> byJava.add(event);
          default -> {}
        }
      }
      (byTime.isEmpty() ? byJava : byTime).forEach(profile::add);
    }
    profile.print("stage", profile.byStage);
    profile.print("thread", profile.byThread);
  }

  private void add(RecordedEvent sample) {
    total++;
    byStage.merge(stage(sample.getStackTrace()), 1, Integer::sum);
    var thread = sample.getThread(threadField(sample));
    String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
    byThread.merge(
        thread != null && thread.isVirtual() ? "virtual" : family(name), 1, Integer::sum);
  }

  private static String threadField(RecordedEvent sample) {
    return sample.hasField("sampledThread") ? "sampledThread" : "eventThread";
  }

  /** Names that differ in a number only are one family. */
  private static String family(String thread) {
    return thread.isEmpty() ? "virtual" : thread.replaceAll("[0-9a-fx]*[0-9][0-9a-fx]*", "#");
  }

  private static String stage(RecordedStackTrace stack) {
    if (stack == null) {
      return "no stack";
    }
    for (RecordedFrame frame : stack.getFrames()) {
      String type = frame.getMethod() == null ? "" : frame.getMethod().getType().getName();
      for (Stage stage : STAGES) {
        if (type.startsWith(stage.prefix())) {
          return stage.name();
        }
      }
    }
    return "other";
  }

  private void print(String what, Map<String, Integer> counts) {
    System.out.printf(Locale.ROOT, "%nCPU samples by %s (%d in all)%n", what, total);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(20)
        .forEach(
            count ->
                System.out.printf(
                    Locale.ROOT,
                    "%6.1f %%  %s%n",
                    100.0 * count.getValue() / Math.max(1, total),
                    count.getKey()));
  }
}
