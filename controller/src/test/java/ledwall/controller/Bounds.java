package ledwall.controller;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Each wall's own word of how wrong its clock may be, as its status file had it at any time. */
final class Bounds {
    private static final Pattern BOUND = Pattern.compile("\"boundMillis\":([-+.0-9eE]+)");
    private static final Duration EVERY = Duration.ofSeconds(2);
    /** As the agent says where nobody has told it the time: nothing is compared by such a clock. */
    private static final long UNKNOWN_NANOS = Duration.ofDays(3650).toNanos();

    private final SimFleet fleet;
    private final TreeMap<String, TreeMap<Long, Long>> bounds = new TreeMap<>();

    Bounds(SimFleet fleet) {
        this.fleet = fleet;
        note();
    }

    private void note() {
        for (SimWall wall : fleet.walls) {
            if (fleet.world.disk(wall.host).holds("status.json")) {
                var bound = BOUND.matcher(new String(fleet.world.disk(wall.host).peek("status.json"), StandardCharsets.UTF_8));
                if (bound.find()) {
                    bounds.computeIfAbsent(wall.host, host -> new TreeMap<>()).put(fleet.world.nowNanos(), (long) (Double.parseDouble(bound.group(1)) * 1e6));
                }
            }
        }
        fleet.world.after(EVERY, this::note);
    }

    /** At a true instant. */
    long of(SimWall wall, long trueNanos) {
        var its = bounds.get(wall.host);
        if (its == null) {
            return UNKNOWN_NANOS;
        }
        var entry = its.ceilingEntry(trueNanos);
        return entry == null ? its.lastEntry().getValue() : entry.getValue();
    }
}
