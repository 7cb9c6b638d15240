import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ledwall.meter.Quantiles;

/** What a bench of several runs found: for each figure the median of its runs beside its bar. Printed as a table, kept as JSON. */
final class Figures {
    /**
     * One figure of one row.
     *
     * @param bar what it may be at most; not a number where there is none
     * @param runs what each run saw
     */
    record Figure(String row, String what, String unit, double bar, List<Double> runs) {
        double seen() {
            return Quantiles.median(runs);
        }

        /** Looks are a millisecond apart, and taken some microseconds beside their instants: milliseconds are compared as tenths. */
        boolean ok() {
            return Double.isNaN(bar) || (unit.equals("ms") ? Math.round(10 * seen()) / 10.0 : seen()) <= bar;
        }
    }

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> loads = new ArrayList<>();
    private long looks;
    private long lost;

    /** Adds what one run saw; figures of the same row and words belong together. */
    void add(String row, String what, double value, String unit, double bar) {
        var known = figures.stream().filter(each -> each.row().equals(row) && each.what().equals(what)).findFirst();
        known.orElseGet(() -> {
            var fresh = new Figure(row, what, unit, bar, new ArrayList<>());
            figures.add(fresh);
            return fresh;
        }).runs().add(value);
    }

    void note(String row, String format, Object... arguments) {
        String note = row + ": " + String.format(Locale.ROOT, format, arguments);
        notes.add(note);
        System.out.println("  " + note);
    }

    /** Counts a sampler's looks, says how loaded the machine is, and shows how far the row is. */
    void ran(String row, Sampler sampler) throws IOException {
        looks += sampler.looks();
        lost += sampler.lost();
        loads.add(Report.load());
        note(row, "a run ended; load average %s; %d of %d looks lost%s", Report.load(), sampler.lost(), sampler.looks(), sampler.raised() ? "" : "; no real-time priority");
        figures.stream().filter(each -> each.row().equals(row)).map(Figures::line).forEach(System.out::println);
    }

    boolean ok() {
        return figures.stream().allMatch(Figure::ok);
    }

    void print() {
        System.out.println();
        figures.stream().map(Figures::line).forEach(System.out::println);
        notes.forEach(note -> System.out.println("  " + note));
        System.out.printf(Locale.ROOT, "%d of %d looks at the screens lost; load average after each run %s%n", lost, looks, String.join(" ", loads));
    }

    private static String line(Figure figure) {
        String bar = Double.isNaN(figure.bar()) ? "(no bar)" : String.format(Locale.ROOT, "bar %7.1f  %s", figure.bar(), figure.ok() ? "ok         " : "FALLS SHORT");
        return String.format(Locale.ROOT, "%-9s %-62s %9.2f %-5s %-24s runs %s", figure.row(), figure.what(), figure.seen(), figure.unit(), bar,
                figure.runs().stream().map(run -> String.format(Locale.ROOT, "%.2f", run)).collect(Collectors.joining(" ")));
    }

    void write(Path file, String command) throws IOException {
        var out = new StringBuilder("{\"at\":\"" + Instant.now() + "\",\"command\":\"" + text(command) + "\",\"looks\":" + looks + ",\"looksLost\":" + lost + ",\"loadAverages\":["
                + String.join(",", loads) + "],\n \"figures\":[\n");
        out.append(figures.stream().map(each -> "  {\"row\":\"" + each.row() + "\",\"what\":\"" + text(each.what()) + "\",\"unit\":\"" + each.unit()
                + "\",\"seen\":" + number(each.seen()) + ",\"bar\":" + number(each.bar()) + ",\"ok\":" + each.ok() + ",\"runs\":[" + each.runs().stream().map(Figures::number).collect(Collectors.joining(",")) + "]}")
                .collect(Collectors.joining(",\n")));
        out.append("],\n \"notes\":[").append(notes.stream().map(note -> "\"" + text(note) + "\"").collect(Collectors.joining(",\n  "))).append("]}\n");
        Files.writeString(file, out, StandardCharsets.UTF_8);
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "null";
    }

    private static String text(String words) {
        return words.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
