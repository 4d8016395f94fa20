package dev.comity.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** Asks a running node for one resource of a community again and again. */
public final class Read {
  private static final Set<String> OPTIONS =
      Set.of("--url", "--connections", "--seconds", "--path", "--warmup");

  private Read() {}

  /** Prints one JSON object; exits with 2 when there is nothing to report. */
  public static void main(String[] arguments) throws IOException {
    try {
      System.out.println(run(new Options(arguments, OPTIONS)).json());
    } catch (CannotRun e) {
      System.err.println("read: " + String.valueOf(e.getMessage()));
      System.exit(2);
    }
  }

  private static Outcome run(Options options) throws CannotRun, IOException {
    Target target = Target.parse(options.required("--url"));
    int connections = options.number("--connections", 1, 20_000);
    int seconds = options.number("--seconds", 1, 3_600);
    int warmup = options.number("--warmup", 3, 0, 3_600);
    String path = target.path() + "/" + options.text("--path", "checkpoint");
    try {
      Fetch.get(target, path);
    } catch (IOException e) {
      throw new CannotRun(String.valueOf(e.getMessage()));
    }
    CpuMeter meter = new CpuMeter(target);
    Work work = new Gets(ByteBuffer.wrap(Fetch.request(target, path)));
    Outcome outcome =
        new Run(target.address(), connections, work, new Window(warmup, seconds, meter)).run();
    System.err.println(Summary.of(outcome, meter));
    return outcome;
  }

  /** The same request always. */
  private record Gets(ByteBuffer request) implements Work {
    @Override
    public ByteBuffer next(int connection) {
      return request.duplicate();
    }

    @Override
    public boolean accept(int connection, Response response) {
      return response.status() == 200;
    }
  }
}
