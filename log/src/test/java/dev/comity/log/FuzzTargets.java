package dev.comity.log;

import dev.comity.core.Bytes;
import dev.comity.core.Hash;
import dev.comity.core.VerificationException;
import dev.comity.log.proof.ConsistencyProof;
import dev.comity.log.proof.InclusionProof;
import dev.comity.log.proof.Keys;
import dev.comity.log.proof.Note;
import dev.comity.log.proof.Receipt;
import dev.comity.log.proof.SignedCheckpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold for any bytes that arrive at one of log's parsers: refused in one way, or accepted
 * and then the only form of what they mean.
 */
enum FuzzTargets {
  NOTE {
    @Override
    void meet(Bytes input) throws VerificationException {
      requireSame(Note.parse(input).encode(), input);
    }
  },
  CHECKPOINT {
    @Override
    void meet(Bytes input) throws VerificationException {
      SignedCheckpoint checkpoint = SignedCheckpoint.parse(input);
      requireSame(checkpoint.encode(), input);
      require(checkpoint.checkpoint().text().equals(checkpoint.note().text()), "another text");
    }
  },
  RECEIPT {
    @Override
    void meet(Bytes input) throws VerificationException {
      Receipt receipt = Receipt.decode(input);
      requireSame(receipt.encode(), input);
      receipt.verify(Bytes.utf8("entry"), Keys.LOG.publicKey());
      throw new AssertionError("verified what nobody signed");
    }
  },
  INCLUSION {
    @Override
    void meet(Bytes input) throws VerificationException {
      ByteBuffer in = numbers(input);
      long index = in.getLong();
      long size = in.getLong();
      Hash leaf = Hash.of(new byte[] {1});
      Hash root = new InclusionProof(index, size, hashes(in)).root(leaf);
      require(index >= 0 && index < size, "a leaf outside of the tree");
      require(size == 1 ? root.equals(leaf) : !root.equals(leaf), "a root without a path");
    }
  },
  CONSISTENCY {
    @Override
    void meet(Bytes input) throws VerificationException {
      ByteBuffer in = numbers(input);
      long oldSize = in.getLong();
      long newSize = in.getLong();
      Hash root = Hash.of(new byte[] {1});
      new ConsistencyProof(oldSize, newSize, hashes(in)).verify(root, root);
      require(oldSize == newSize, "two sizes with one root");
    }
  },
  TILE_PATH {
    @Override
    void meet(Bytes input) {
      String text = new String(input.toArray(), StandardCharsets.ISO_8859_1);
      Optional<TilePath> path = TilePath.parse(text);
      require(path.isEmpty() || path.get().text().equals(text), "a second name");
    }
  },
  ENTRY_BUNDLE {
    @Override
    void meet(Bytes input) throws VerificationException {
      if (input.size() == 0) {
        return;
      }
      Bytes bundle = input.slice(1, input.size());
      List<Bytes> entries = EntryBundle.parse(bundle, 1 + (input.at(0) & 0xff));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      entries.forEach(entry -> EntryBundle.write(entry, out));
      requireSame(Bytes.of(out.toByteArray()), bundle.slice(0, out.size()));
    }
  },
  EDGE {
    @Override
    void meet(Bytes input) {
      Optional<Edge> edge = Edge.decode(0, input);
      if (edge.isPresent()) {
        Map<TilePath, Bytes> tiles = new LinkedHashMap<>();
        edge.get()
            .ranges()
            .forEach(
                (path, at) -> tiles.put(path, input.slice(at.offset(), at.offset() + at.length())));
        requireSame(Edge.encode(edge.get().size(), tiles), input);
      }
    }
  },
  SLOT {
    @Override
    void meet(Bytes input) throws IOException {
      SimulatedDisk disk = new SimulatedDisk(0);
      Path base = Path.of("slot");
      disk.put(Path.of("slot.0"), input);
      Slots slots = new Slots(disk, base, 1 << 20);
      for (Slots.Slot slot : slots.read()) {
        slots.write(1, slot.sequence(), slot.payload());
        Bytes again = disk.read(Path.of("slot.1"), Integer.MAX_VALUE);
        requireSame(again, input.slice(0, again.size()));
      }
    }
  };

  /** Throws {@link VerificationException} for what is refused, an {@link Error} for a finding. */
  abstract void meet(Bytes input) throws VerificationException, IOException;

  /** For the fuzzer. */
  void fuzz(byte[] input) throws IOException {
    try {
      meet(Bytes.of(input));
    } catch (VerificationException e) {
      require(!e.detail().isBlank(), "refused without a word");
    }
  }

  private static ByteBuffer numbers(Bytes input) throws VerificationException {
    if (input.size() < 16) {
      throw VerificationException.malformed("too short");
    }
    return input.toBuffer();
  }

  private static List<Hash> hashes(ByteBuffer in) {
    List<Hash> hashes = new ArrayList<>();
    while (in.remaining() >= Hash.SIZE) {
      byte[] hash = new byte[Hash.SIZE];
      in.get(hash);
      hashes.add(new Hash(Bytes.of(hash)));
    }
    return hashes;
  }

  private static void requireSame(Bytes encoded, Bytes input) {
    require(encoded.equals(input), "a second encoding");
  }

  private static void require(boolean condition, String why) {
    if (!condition) {
      throw new AssertionError(why);
    }
  }
}
