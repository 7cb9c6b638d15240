package ledwall.agent.playout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ledwall.agent.Truth;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import org.jspecify.annotations.Nullable;

/** What must hold of the glass and of the as-run log, told from the truth alone. */
final class Checks {
    private static final long MILLI = 1_000_000L;
    /** Between a frame on the glass and the report of it. */
    private static final long REPORT_NANOS = 20 * MILLI;

    /** What came on so late, or was over so soon, may not have been reported. */
    private static final long UNREPORTED_NANOS = 500 * MILLI;

    private Checks() {}

    /** One file on the glass without interruption. */
    record Light(String path, long fromNanos, long untilNanos) {}

    /** The records of one showing. */
    static final class Entry {
        final AsRunRecord intent;
        @Nullable AsRunRecord start;
        @Nullable AsRunRecord end;

        Entry(AsRunRecord intent) {
            this.intent = intent;
        }

        @Nullable Outcome outcome() {
            return end == null ? null : end.outcome();
        }

        @Override
        public String toString() {
            return intent.itemName() + " planned " + intent.plannedNanos() / MILLI + " start "
                    + (start == null ? "-" : start.atNanos() / MILLI + "+-" + start.boundNanos() / MILLI) + " end "
                    + (end == null ? "-" : end.atNanos() / MILLI + " " + end.outcome());
        }
    }

    /** Samples a window: on the glass is what was due then, or at most {@code lateNanos} before. */
    static void glassFollows(Wall wall, long fromNanos, long untilNanos, long lateNanos) {
        var ladder = new Ladder(wall.programme, hash -> wall.missing.contains(hash) ? Optional.empty() : Optional.of(Samples.path(hash)), null);
        for (Truth.Run run : wall.truth().runs(fromNanos, untilNanos)) {
            for (long at = run.fromNanos(); at < run.untilNanos(); at += 97 * MILLI) {
                var allowed = new HashSet<@Nullable String>();
                // The player may also be a little ahead.
                for (long due = at - lateNanos; due <= at + REPORT_NANOS; due += 10 * MILLI) {
                    Scene scene = ladder.at(due);
                    allowed.add(scene.clip() == null ? null : scene.clip().path());
                }
                assertTrue(allowed.contains(run.path()), "at " + at / MILLI + " ms the glass showed " + run.path() + ", allowed is " + allowed);
            }
        }
    }

    /** Nothing at all is lit in a window, the slate neither. */
    static void dark(Wall wall, long fromNanos, long untilNanos) {
        for (Truth.Run run : wall.truth().runs(fromNanos, untilNanos)) {
            assertEquals(null, run.path(), "lit from " + run.fromNanos() / MILLI + " to " + run.untilNanos() / MILLI + " ms");
        }
    }

    /** Every light but the slate's, in order: neighbours with the same file are one. */
    static List<Light> lights(Wall wall, long fromNanos, long untilNanos) {
        var out = new ArrayList<Light>();
        String last = null;
        for (Truth.Run run : wall.truth().runs(fromNanos, untilNanos)) {
            String path = run.path();
            if (path != null && !path.equals(Samples.path(Samples.SLATE.hash()))) {
                if (path.equals(last)) {
                    Light before = out.removeLast();
                    out.add(new Light(path, before.fromNanos(), run.untilNanos()));
                } else {
                    out.add(new Light(path, run.fromNanos(), run.untilNanos()));
                }
            }
            last = path;
        }
        return out;
    }

    static List<Entry> entries(Wall wall) {
        Map<Long, Entry> out = new LinkedHashMap<>();
        AsRunRecord last = null;
        for (AsRunRecord record : wall.records()) {
            assertTrue(last == null ? record.sequence() == 1 : AsRunChain.follows(last, record), record + " does not follow " + last);
            last = record;
            switch (record.kind()) {
                case INTENT -> out.put(record.sequence(), new Entry(record));
                case START -> {
                    Entry entry = out.get(record.intent());
                    assertEquals(null, entry.start, "started twice: " + record);
                    entry.start = record;
                }
                case END -> {
                    Entry entry = out.get(record.intent());
                    assertEquals(null, entry.end, "ended twice: " + record);
                    entry.end = record;
                }
            }
        }
        return List.copyOf(out.values());
    }

    /** Every showing has exactly one record with the right item and start; a record without a showing is interrupted, missed, or still to come. */
    static void asRunTellsTheTruth(Wall wall) {
        List<Entry> free = new ArrayList<>(entries(wall));
        List<Light> lights = lights(wall, 0, wall.world.nowNanos() - UNREPORTED_NANOS);
        for (Light light : lights) {
            // The nearest start counts; one too many is left over, and found below. Only where nobody saw it come on may one stand for it whose end nobody
            // knows.
            Optional<Entry> seen = free.stream().filter(entry -> entry.start != null && tells(entry, light))
                    .min(Comparator.comparingLong(entry -> startsOff(entry, light)));
            if (seen.isPresent() && belongsToALater(seen.get(), light, lights)) {
                continue;
            }
            List<Entry> matches = seen.or(() -> free.stream().filter(entry -> tells(entry, light)).findFirst()).stream().toList();
            boolean unreported = matches.isEmpty() && (light.untilNanos() - light.fromNanos() < UNREPORTED_NANOS
                    || wall.unseen().stream().anyMatch(span -> light.fromNanos() >= span.fromNanos() && light.untilNanos() <= span.untilNanos()));
            if (matches.size() != 1 && !unreported) {
                fail(light + " has " + matches.size() + " records: " + matches + " of "
                        + entries(wall).stream().filter(entry -> Samples.path(entry.intent.media()).equals(light.path())).toList());
            }
            free.removeAll(matches);
            // One file twice in a row is one light: then one of the two stands in, or a player that stood still was given up and another one went on with it. Nothing
            // else puts a file beside itself here.
            List<Entry> within = free.stream().filter(entry -> within(entry, light)).toList();
            List<Entry> all = Stream.concat(matches.stream(), within.stream()).toList();
            assertTrue(within.isEmpty() || all.stream().anyMatch(entry -> entry.intent.standInFor() != null) || takenOver(all), () -> light + " has the records " + all);
            free.removeAll(within);
        }
        for (Entry entry : free) {
            boolean toCome = entry.end == null && (entry.start == null || entry.start.atNanos() > wall.world.nowNanos() - UNREPORTED_NANOS - REPORT_NANOS);
            assertTrue(toCome || entry.outcome() == Outcome.INTERRUPTED || entry.outcome() == Outcome.MISSED, "nothing was shown for " + entry);
        }
    }

    /** A flash that may have gone unreported takes no record from the showing of the same file that followed it, and that the record tells better. */
    private static boolean belongsToALater(Entry entry, Light light, List<Light> lights) {
        return light.untilNanos() - light.fromNanos() < UNREPORTED_NANOS && lights.stream().anyMatch(later -> later.path().equals(light.path())
                && later.fromNanos() > light.fromNanos() && tells(entry, later) && startsOff(entry, later) < startsOff(entry, light));
    }

    private static boolean within(Entry entry, Light light) {
        AsRunRecord start = entry.start;
        return start != null && Samples.path(entry.intent.media()).equals(light.path()) && start.atNanos() > light.fromNanos()
                && start.atNanos() < light.untilNanos();
    }

    /** Whether each but the last was interrupted before the next one began. */
    private static boolean takenOver(List<Entry> entries) {
        for (int i = 1; i < entries.size(); i++) {
            AsRunRecord end = entries.get(i - 1).end;
            AsRunRecord start = entries.get(i).start;
            if (end == null || start == null || end.outcome() != Outcome.INTERRUPTED || end.atNanos() > start.atNanos()) {
                return false;
            }
        }
        return true;
    }

    private static long startsOff(Entry entry, Light light) {
        return entry.start == null ? Long.MAX_VALUE : Math.abs(entry.start.atNanos() - light.fromNanos());
    }

    private static boolean tells(Entry entry, Light light) {
        if (!Samples.path(entry.intent.media()).equals(light.path())) {
            return false;
        }
        AsRunRecord start = entry.start;
        if (start != null) {
            return Math.abs(start.atNanos() - light.fromNanos()) <= start.boundNanos() + REPORT_NANOS;
        }
        return entry.outcome() == Outcome.INTERRUPTED && entry.intent.plannedNanos() <= light.untilNanos()
                && entry.intent.plannedNanos() >= light.fromNanos() - 1_000 * MILLI;
    }

    static long count(Wall wall, Outcome outcome) {
        return entries(wall).stream().filter(entry -> entry.outcome() == outcome).count();
    }
}
