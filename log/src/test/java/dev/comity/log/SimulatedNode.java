package dev.comity.log;

import dev.comity.core.Bytes;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A file or directory of a {@link SimulatedDisk}: what every process sees, and what is durable. */
final class SimulatedNode {
  private static final int SECTOR = 64;

  final Map<String, SimulatedNode> names = new TreeMap<>();
  final Map<String, SimulatedNode> durableNames = new TreeMap<>();
  private @Nullable Bytes content;
  private Bytes durable = Bytes.EMPTY;
  private Fate fate = Fate.SAFE;

  /** What a power cut does to the content. */
  private enum Fate {
    SAFE,
    /** Never synced: any beginning of it, or zeros. */
    TORN,
    /** Partly written over: any sectors old, any new. */
    MIXED,
    /** A sync reported an error: the old content. */
    GONE
  }

  static SimulatedNode directory() {
    return new SimulatedNode();
  }

  static SimulatedNode file(Bytes content, boolean durably) {
    SimulatedNode node = new SimulatedNode();
    node.content = content;
    node.durable = durably ? content : Bytes.EMPTY;
    node.fate = durably ? Fate.SAFE : Fate.TORN;
    return node;
  }

  boolean isDirectory() {
    return content == null;
  }

  @Nullable Bytes content() {
    return content;
  }

  /** Changes a bit of what is there, synced or not. */
  void corrupt(int offset, int mask) {
    byte[] octets = content.toArray();
    octets[offset] ^= (byte) mask;
    content = Bytes.of(octets);
    durable = content;
  }

  void syncNames() {
    durableNames.clear();
    durableNames.putAll(names);
  }

  /** Durable as far as it was written. */
  void overwrite(Bytes next) {
    content = over(content, next, next.size());
    durable = over(durable, next, next.size());
    fate = Fate.SAFE;
  }

  /** Written, and not synced. */
  void overwriteLazily(Bytes next) {
    overwritePart(next, next.size());
  }

  /** The process died, or the disk was full, after {@code count} bytes. */
  void overwritePart(Bytes next, int count) {
    content = over(content, next, count);
    fate = Fate.MIXED;
  }

  /** An error of the disk: some sectors are new, for good. */
  void overwriteSome(Bytes next, Random random) {
    content = mixed(content, over(content, next, next.size()), random);
    durable = mixed(durable, content, random);
    fate = Fate.MIXED;
  }

  /** The sync fails; the new content is to be seen until the power is cut. */
  void overwriteAndLose(Bytes next) {
    content = over(content, next, next.size());
    fate = Fate.GONE;
  }

  private static Bytes over(Bytes old, Bytes next, int count) {
    byte[] octets = Arrays.copyOf(old.toArray(), Math.max(old.size(), count));
    System.arraycopy(next.toArray(), 0, octets, 0, count);
    return Bytes.of(octets);
  }

  private static Bytes mixed(Bytes old, Bytes next, Random random) {
    byte[] octets = old.toArray();
    byte[] other = next.toArray();
    if (octets.length < other.length) {
      octets = Arrays.copyOf(octets, other.length);
    }
    for (int start = 0; start < other.length; start += SECTOR) {
      if (random.nextBoolean()) {
        System.arraycopy(other, start, octets, start, Math.min(SECTOR, other.length - start));
      }
    }
    return Bytes.of(octets);
  }

  static Bytes torn(Bytes content, Random random) {
    int kept = random.nextInt(content.size() + 1);
    Bytes beginning = content.slice(0, kept);
    return random.nextInt(4) == 0
        ? beginning.concat(Bytes.of(new byte[content.size() - kept]))
        : beginning;
  }

  /** After a power cut: every name not synced is, by chance, the old or the new one. */
  void settle(Random random) {
    Set<String> all = new TreeSet<>(names.keySet());
    all.addAll(durableNames.keySet());
    for (String name : all) {
      SimulatedNode node = random.nextBoolean() ? names.get(name) : durableNames.get(name);
      if (node == null) {
        names.remove(name);
      } else {
        names.put(name, node);
        node.settle(random);
      }
    }
    syncNames();
    if (content != null && fate != Fate.SAFE) {
      content = settled(random);
      durable = content;
      fate = Fate.SAFE;
    }
  }

  private Bytes settled(Random random) {
    return switch (fate) {
      case SAFE, GONE -> durable;
      case TORN -> torn(content, random);
      case MIXED ->
          switch (random.nextInt(3)) {
            case 0 -> durable;
            case 1 -> content;
            default -> mixed(durable, content, random);
          };
    };
  }
}
