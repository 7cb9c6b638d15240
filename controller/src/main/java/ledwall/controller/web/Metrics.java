package ledwall.controller.web;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * Figures for Prometheus, in its text format 0.0.4. Counters are named with their labels; gauges are asked when somebody looks. Safe from any thread. Labels
 * come from fixed sets only (operations, codes), so that strangers cannot make series.
 */
public final class Metrics {
    private record Family(String type, String help) {}

    private final Map<String, Family> families = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentSkipListMap<>();

    /** A figure that goes up and down. The supplier answers at once, from any thread. */
    public void gauge(String name, String help, DoubleSupplier value) {
        families.put(name, new Family("gauge", help));
        gauges.put(name, value);
    }

    /** A figure that only grows, kept by somebody else. */
    public void total(String name, String help, DoubleSupplier value) {
        families.put(name, new Family("counter", help));
        gauges.put(name, value);
    }

    /** Declares a counter; {@link #count} then counts it per labels. */
    public void counter(String name, String help) {
        families.put(name, new Family("counter", help));
    }

    /** @param labels such as {@code operation="setUp",status="403"}; empty for none */
    public void count(String name, String labels, long by) {
        counters.computeIfAbsent(labels.isEmpty() ? name : name + "{" + labels + "}", key -> new LongAdder()).add(by);
    }

    String text() {
        var values = new TreeMap<String, String>();
        counters.forEach((series, value) -> values.put(series, Long.toString(value.sum())));
        gauges.forEach((series, value) -> values.put(series, number(value.getAsDouble())));
        var out = new StringBuilder();
        families.forEach((name, family) -> {
            out.append("# HELP ").append(name).append(' ').append(family.help()).append('\n');
            out.append("# TYPE ").append(name).append(' ').append(family.type()).append('\n');
            values.forEach((series, value) -> {
                if (series.equals(name) || series.startsWith(name + "{")) {
                    out.append(series).append(' ').append(value).append('\n');
                }
            });
        });
        return out.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
