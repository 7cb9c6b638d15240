import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ledwall.protocol.asrun.AsRunJson;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;

/**
 * One screen's as-run records against what was seen on its glass: every showing has exactly one record with the right item and start, within the record's own
 * bound; a record without a showing is only ever interrupted or missed.
 */
final class AsRunCheck {
    /** What a frame, its way to the glass and the look at it add to a record's own bound. */
    private static final long LOOK_NANOS = 150_000_000;
    /** Shorter showings may have no record: a frame or two of what a cue replaces. */
    private static final long SHORT_NANOS = 200_000_000;
    /** Pictures that cannot be read for so long do not end a showing. */
    private static final long TORN_NANOS = 2_000_000_000L;
    private static final int BACK_FRAMES = 25;

    /**
     * Something seen from {@code fromNanos} to {@code untilNanos}, on the timeline clock.
     *
     * @param earliestNanos before {@code fromNanos} where the picture could not be read just then: it may have been this already
     */
    record Seen(int clip, long earliestNanos, long fromNanos, long untilNanos, int firstFrame, int lastFrame) {
        /** Whether this went on as {@code later} after something short: a frame or two of what a cue replaces is no showing and ends none. */
        boolean goesOnAs(Seen later) {
            return clip == later.clip && later.fromNanos - untilNanos < SHORT_NANOS && later.firstFrame >= lastFrame - BACK_FRAMES;
        }

        Seen until(Seen later) {
            return new Seen(clip, earliestNanos, fromNanos, later.untilNanos, firstFrame, later.lastFrame);
        }

        boolean lasts() {
            return untilNanos - fromNanos >= SHORT_NANOS;
        }
    }

    private static final class Record {
        AsRunRecord intent;
        AsRunRecord start;
        AsRunRecord end;
        Seen seen;

        Outcome outcome() {
            return end == null ? Outcome.NONE : end.outcome();
        }
    }

    private final int screen;
    private final ShelfWatch shelves;
    private final FaultLog log;
    private final List<Record> records = new ArrayList<>();
    private final List<Long> offNanos = new ArrayList<>();
    int showings;
    int amiss;
    long sequences;

    AsRunCheck(int screen, ShelfWatch shelves, FaultLog log) {
        this.screen = screen;
        this.shelves = shelves;
        this.log = log;
    }

    /** Reads the agent's log; also counts as amiss what is not chained. */
    void read(Path folder) throws IOException {
        var byIntent = new LinkedHashMap<Long, Record>();
        List<Path> files;
        try (var all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().matches("\\d{12}\\.log")).sorted().toList();
        }
        AsRunRecord last = null;
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                AsRunRecord record;
                try {
                    record = AsRunJson.read(JsonObject.parse(line.getBytes(StandardCharsets.UTF_8)));
                } catch (JsonException e) {
                    continue; // The last line, just being written.
                }
                if (last != null && record.sequence() != last.sequence() + 1) {
                    complain(0, "the as-run log leaps from " + last.sequence() + " to " + record.sequence());
                }
                last = record;
                Record entry = byIntent.computeIfAbsent(record.intent(), _ -> new Record());
                switch (record.kind()) {
                    case INTENT -> entry.intent = record;
                    case START -> entry.start = record;
                    case END -> entry.end = record;
                }
            }
        }
        sequences = last == null ? 0 : last.sequence();
        byIntent.values().stream().filter(record -> record.intent != null).forEach(records::add);
    }

    /** @param fromNanos and {@code untilNanos}: what began in between is compared, monotonic */
    void compare(List<Observer.Sight> sights, long fromNanos, long untilNanos) {
        long from = shelves.timelineAt(fromNanos);
        long until = shelves.timelineAt(untilNanos);
        // What was on the glass at the first look began earlier.
        long first = Math.max(from, shelves.timelineAt(sights.getFirst().atNanos()) + 1);
        List<Seen> showings = joined(showings(sights));
        for (Seen seen : showings) {
            if (seen.fromNanos() >= first && seen.fromNanos() < until) {
                match(seen);
            }
        }
        for (Record record : records) {
            boolean shown = record.outcome() == Outcome.SHOWN || record.outcome() == Outcome.INFERRED;
            long at = record.start == null ? record.intent.plannedNanos() : record.start.atNanos();
            if (shown && record.seen == null && at > from + LOOK_NANOS && at < until - LOOK_NANOS && !goneOn(record, at, showings)) {
                complain(at, "record " + record.intent.sequence() + " says " + record.intent.itemName() + " was " + record.outcome() + "; it was not seen");
            }
        }
    }

    /** Another revision took over with the item that was on the glass: two records, and no look can tell them apart. */
    private boolean goneOn(Record record, long at, List<Seen> showings) {
        boolean before = records.stream().anyMatch(other -> other != record && other.end != null && other.seen != null
                && other.intent.media().equals(record.intent.media()) && Math.abs(other.end.atNanos() - at) < LOOK_NANOS);
        return before && showings.stream().anyMatch(seen -> seen.clip() == Verdict.clip(record.intent.itemName()) && seen.fromNanos() < at && at < seen.untilNanos());
    }

    private void match(Seen seen) {
        boolean shortOne = !seen.lasts();
        Record best = null;
        for (Record record : records) {
            if (record.seen == null && Verdict.clip(record.intent.itemName()) == seen.clip() && fits(record, seen)
                    && (best == null || best.start == null || record.start != null && off(record, seen) < off(best, seen))) {
                best = record;
            }
        }
        showings += shortOne ? 0 : 1;
        if (best != null) {
            best.seen = seen;
            if (best.start != null) {
                offNanos.add(off(best, seen));
            }
        } else if (!shortOne) {
            complain(seen.fromNanos(), String.format(Locale.ROOT, "clip %d was on the glass for %.2f s, and no record says so%s", seen.clip(),
                    (seen.untilNanos() - seen.fromNanos()) / 1e9, nearest(seen)));
        }
    }

    private static boolean fits(Record record, Seen seen) {
        if (record.start != null) {
            return off(record, seen) - LOOK_NANOS <= record.start.boundNanos();
        }
        // It may have come on or not: nobody knows, and the record says so.
        long slack = record.end == null ? Long.MAX_VALUE / 4 : record.end.boundNanos() + LOOK_NANOS;
        long over = record.end == null ? seen.fromNanos() : record.end.atNanos();
        return (record.end == null || record.outcome() == Outcome.INTERRUPTED) && Math.abs(record.intent.plannedNanos() - seen.fromNanos()) < 60_000_000_000L
                && seen.fromNanos() - over <= slack;
    }

    private static long off(Record record, Seen seen) {
        if (record.start == null) {
            return 0;
        }
        long at = record.start.atNanos();
        return at < seen.earliestNanos() ? seen.earliestNanos() - at : Math.max(0, at - seen.fromNanos());
    }

    private String nearest(Seen seen) {
        Record best = null;
        for (Record record : records) {
            if (record.start != null && Verdict.clip(record.intent.itemName()) == seen.clip() && (best == null || off(record, seen) < off(best, seen))) {
                best = record;
            }
        }
        return best == null ? "" : String.format(Locale.ROOT, "; the nearest is %d, %s, %.0f ms beside with a bound of %.0f ms%s", best.intent.sequence(),
                best.outcome(), (best.start.atNanos() - seen.fromNanos()) / 1e6, best.start.boundNanos() / 1e6,
                best.seen == null ? "" : ", which is of another showing");
    }

    private List<Seen> showings(List<Observer.Sight> sights) {
        var out = new ArrayList<Seen>();
        int clip = -1;
        int first = 0;
        int frame = 0;
        long begin = 0;
        long tornSince = Long.MAX_VALUE;
        long earliest = 0;
        for (int i = 0; i < sights.size(); i++) {
            Observer.Sight sight = sights.get(i);
            long end = i + 1 < sights.size() ? sights.get(i + 1).atNanos() : sight.atNanos();
            boolean torn = sight.code() == Observer.UNREADABLE && end - sight.atNanos() < TORN_NANOS;
            boolean again = sight.code() >= 0 && sight.clip() == clip && sight.frame() < frame - BACK_FRAMES && frame > 0;
            if (torn) {
                tornSince = Math.min(tornSince, sight.atNanos());
                continue;
            }
            if (sight.clip() == clip && !again) {
                frame = sight.frame();
                tornSince = Long.MAX_VALUE;
                continue;
            }
            if (clip >= 0) {
                out.add(new Seen(clip, shelves.timelineAt(earliest), shelves.timelineAt(begin), shelves.timelineAt(sight.atNanos()), first, frame));
            }
            clip = sight.code() < 0 ? -1 : sight.clip();
            frame = sight.code() < 0 ? 0 : sight.frame();
            first = frame;
            begin = sight.atNanos();
            earliest = Math.min(begin, tornSince);
            tornSince = Long.MAX_VALUE;
        }
        return out;
    }

    private static List<Seen> joined(List<Seen> showings) {
        var out = new ArrayList<Seen>();
        int lasting = -1;
        for (Seen seen : showings) {
            Seen before = lasting < 0 ? null : out.get(lasting);
            if (before != null && before.goesOnAs(seen)) {
                out.set(lasting, before.until(seen));
                continue;
            }
            out.add(seen);
            lasting = seen.lasts() ? out.size() - 1 : lasting;
        }
        return out;
    }

    private void complain(long timelineNanos, String what) {
        amiss++;
        long mono = timelineNanos == 0 ? System.nanoTime() : System.nanoTime() - (shelves.timelineAt(System.nanoTime()) - timelineNanos);
        log.say(mono, screen, "AS-RUN " + what);
    }

    /** How far records' starts were from what was seen, sorted, in milliseconds. */
    static double[] offMillis(List<AsRunCheck> all) {
        return all.stream().flatMap(one -> one.offNanos.stream()).mapToDouble(nanos -> nanos / 1e6).sorted().toArray();
    }
}
