import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was done to a demo and what was seen of it, one line each, for people who trace a figure to its cause. Thread-safe. */
final class FaultLog implements AutoCloseable {
    /** A fault as it happened: {@code untilNanos} is when it was over. */
    record Struck(Fault fault, long atNanos, long untilNanos) {}

    private final long beginNanos;
    private final PrintWriter out;
    private final List<Struck> struck = new ArrayList<>();

    FaultLog(Path file, long beginNanos) throws IOException {
        this.beginNanos = beginNanos;
        this.out = new PrintWriter(Files.newBufferedWriter(file), true);
    }

    synchronized void struck(Fault fault, long atNanos, String detail) {
        struck.add(new Struck(fault, atNanos, atNanos + fault.lengthMillis() * 1_000_000));
        String length = fault.lengthMillis() == 0 ? "" : String.format(Locale.ROOT, " for %.1f s", fault.lengthMillis() / 1e3);
        say(atNanos, fault.screen(), fault.kind().words + length + (detail.isEmpty() ? "" : ": " + detail));
    }

    synchronized void say(long atNanos, int screen, String what) {
        out.println(time(atNanos) + (screen == 0 ? "  -         " : "  screen " + screen + "  ") + what);
    }

    /** Minutes and seconds since the begin. */
    String time(long atNanos) {
        long millis = (atNanos - beginNanos) / 1_000_000;
        return String.format(Locale.ROOT, "%02d:%06.3f", millis / 60_000, millis % 60_000 / 1e3);
    }

    synchronized List<Struck> struck() {
        return List.copyOf(struck);
    }

    @Override
    public synchronized void close() {
        out.close();
    }
}
