import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bench found: each figure beside its bar, and what else is to be known of it. */
final class Report {
    private final List<String> lines = new ArrayList<>();

    /** @param bar what the figure may be at most; not a number where there is none */
    String figure(String what, double value, String unit, double bar) {
        String line = String.format(Locale.ROOT, "%-70s %9.2f %-6s  %s", what, value, unit,
                Double.isNaN(bar) ? "(no bar)" : String.format(Locale.ROOT, "bar %7.1f  %s", bar, value <= bar ? "ok" : "FALLS SHORT"));
        lines.add(line);
        return line;
    }

    void note(String format, Object... arguments) {
        lines.add("  " + String.format(Locale.ROOT, format, arguments));
    }

    void print() {
        System.out.println();
        lines.forEach(System.out::println);
    }

    /** The machine's load average over a minute. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
