package ledwall.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import ledwall.agent.Truth;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Instants;

/** Compares the as-run ledger with the truth of the glass. */
final class AsRunChecks {
    private static final long MILLI = 1_000_000L;
    /** Between a frame on the glass and the report of it: positions come five frames apart. */
    private static final long REPORT_NANOS = 250 * MILLI;
    /** What a cut leaves of a cue that had just begun: gone before two reports of it. */
    private static final long BLINK_NANOS = 450 * MILLI;
    /** A wall whose bound is wider goes by its own clock, and its records lie where that says. */
    private static final long LOST_NANOS = 1_000 * MILLI;

    private final SimFleet fleet;
    private final FleetChecks checks;

    AsRunChecks(SimFleet fleet, FleetChecks checks) {
        this.fleet = fleet;
        this.checks = checks;
    }

    /** One item on the glass without interruption. */
    record Light(MediaHash media, long fromNanos, long untilNanos) {}

    /**
     * Every showing has exactly one record with the right item and start; a record without a showing is only ever interrupted or missed. The glass cannot
     * tell two showings of one file in a row apart: their records must follow each other without overlap and fill the light.
     */
    void tellTheTruth(SimWall wall, long untilNanos) {
        long since = wall.recordedSince();
        List<AsRunShowing> rows = fleet.controller().asRun().showings(new AsRunQuery(wall.screen().id(), Instant.EPOCH, Instant.parse("2200-01-01T00:00:00Z"),
                AsRunQuery.MAX_LIMIT));
        List<Light> lights = lights(wall, untilNanos);
        List<AsRunShowing> free = new ArrayList<>(rows);
        // Where a clock went back, two lights of one item bear the same instants: each has its record before any counts as the light's further ones, or as
        // that of one too early to be held to.
        boolean instantsTwice = wall.wentByAnotherClock() || fleet.clockWentBack();
        List<Predicate<AsRunShowing>> further = new ArrayList<>();
        for (Light light : lights) {
            List<Long> froms = wall.recordedAs(light.fromNanos(), fleet.timelineAt(light.fromNanos()));
            List<Long> untils = wall.recordedAs(light.untilNanos(), fleet.timelineAt(light.untilNanos()));
            long from = froms.getFirst();
            long stalled = wall.stalledAt(light.fromNanos());
            if (light.fromNanos() < since) {
                further.add(row -> within(row, light, froms, untils) || tells(row, light, froms, stalled));
                continue;
            }
            further.add(row -> within(row, light, froms, untils));
            // An agent that stands still across a switch cannot stop its player, which goes on with the list it has; nobody meant that showing, or saw it.
            boolean unwatched = wall.pausedAt(light.fromNanos()) && light.untilNanos() - light.fromNanos() < 1_500 * MILLI;
            boolean excused = unwatched || wall.unrecordable(light.fromNanos(), light.untilNanos());
            // What needs no record takes none that would tell of any light, as those by a clock that nobody has set.
            AsRunShowing begin = free.stream().filter(row -> tells(row, light, froms, stalled) && !(excused && row.startBoundNanos() >= LOST_NANOS))
                    .min(Comparator.comparingLong(row -> distance(row, froms))).orElse(null);
            FleetChecks.require(begin != null || excused,
                    () -> wall.host + ": no record of " + light + " from " + Instants.instant(from) + "\n" + near(wall, from));
            if (begin != null) {
                free.remove(begin);
            }
            if (!instantsTwice) {
                free.removeIf(further.removeLast());
            }
        }
        further.forEach(free::removeIf);
        Instant until = Instant.EPOCH;
        var seen = rows.stream().filter(row -> Instants.nanos(row.plannedAt()) >= fleet.timelineAt(since))
                .filter(row -> row.startedAt() != null && row.endedAt() != null && row.boundNanos() < LOST_NANOS)
                .sorted(Comparator.comparing(AsRunShowing::startedAt)).toList();
        for (AsRunShowing row : instantsTwice ? List.<AsRunShowing>of() : seen) {
            Instant started = row.startedAt();
            FleetChecks.require(until.minusNanos(REPORT_NANOS).isBefore(started), () -> wall.host + ": two records of one time, the second is " + row + "\n"
                    + near(wall, Instants.nanos(started)));
            until = row.endedAt();
        }
        for (AsRunShowing row : since > 0 ? List.<AsRunShowing>of() : rows) {
            FleetChecks.require(row.chained(), wall.host + ": " + row + " does not join the log before it");
        }
        for (AsRunShowing row : free) {
            if (Instants.nanos(row.plannedAt()) < fleet.timelineAt(since)) {
                continue;
            }
            boolean toCome = Instants.nanos(row.plannedAt()) > fleet.timelineAt(untilNanos) - REPORT_NANOS - BLINK_NANOS;
            boolean blink = row.startedAt() != null && row.endedAt() != null
                    && Duration.between(row.startedAt(), row.endedAt()).toNanos() <= 2 * REPORT_NANOS;
            boolean lost = row.boundNanos() >= LOST_NANOS;
            FleetChecks.require(toCome || blink || lost || row.outcome() == Outcome.INTERRUPTED || row.outcome() == Outcome.MISSED,
                    () -> wall.host + ": nothing was shown for " + row + "\n" + near(wall, Instants.nanos(row.plannedAt())));
        }
    }

    /**
     * A showing that began while the light with its file stood: the one after it of the same file. Its start is compared with one clock at a time: from an
     * instant by one clock to an instant by another lie hours that never were, and with them records of other lights.
     */
    private static boolean within(AsRunShowing row, Light light, List<Long> froms, List<Long> untils) {
        var at = row.startedAt();
        if (!row.media().equals(light.media()) || at == null || row.startBoundNanos() >= LOST_NANOS) {
            return false;
        }
        long started = Instants.nanos(at);
        long length = light.untilNanos() - light.fromNanos();
        return froms.stream().anyMatch(from -> from < started && started < from + length)
                || untils.stream().anyMatch(until -> until - length < started && started < until);
    }

    private String near(SimWall wall, long timeline) {
        var rows = fleet.controller().asRun().showings(new AsRunQuery(wall.screen().id(), Instants.instant(timeline - 20_000 * MILLI),
                Instants.instant(timeline + 20_000 * MILLI), 100));
        var out = new StringBuilder("wanted about " + Instants.instant(timeline));
        rows.forEach(row -> out.append("\n  ").append(row));
        return out.toString();
    }

    /** How far a record's start lies from a light's; a record that only says what was meant comes last. */
    private static long distance(AsRunShowing row, List<Long> froms) {
        var started = row.startedAt();
        return started == null ? Long.MAX_VALUE : froms.stream().mapToLong(from -> Math.abs(Instants.nanos(started) - from)).min().orElseThrow();
    }

    private static boolean tells(AsRunShowing row, Light light, List<Long> froms, long stalled) {
        return froms.stream().anyMatch(from -> tells(row, light, from, stalled));
    }

    private static boolean tells(AsRunShowing row, Light light, long from, long stalled) {
        if (!row.media().equals(light.media())) {
            return false;
        }
        var started = row.startedAt();
        if (started != null) {
            return Math.abs(Instants.nanos(started) - from) <= row.startBoundNanos() + REPORT_NANOS + stalled;
        }
        long planned = Instants.nanos(row.plannedAt());
        long length = light.untilNanos() - light.fromNanos();
        return row.outcome() == Outcome.INTERRUPTED && planned <= from + length + REPORT_NANOS && planned >= from - 2_000 * MILLI;
    }

    /** Every light but the slate's that stood long enough to be seen, in order; neighbours with the same file are one. */
    private List<Light> lights(SimWall wall, long untilNanos) {
        Set<String> slates = new HashSet<>();
        checks.timelines(wall.screen().id()).forEach(timeline -> slates.add(timeline.slate().hash().value()));
        var out = new ArrayList<Light>();
        for (Truth.Run run : wall.truth().runs(0, untilNanos)) {
            String path = run.path();
            String name = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
            if (path != null && !slates.contains(name)) {
                Light last = out.isEmpty() ? null : out.getLast();
                if (last != null && last.untilNanos() == run.fromNanos() && last.media().value().equals(name)) {
                    out.set(out.size() - 1, new Light(last.media(), last.fromNanos(), run.untilNanos()));
                } else {
                    out.add(new Light(new MediaHash(name), run.fromNanos(), run.untilNanos()));
                }
            }
        }
        var seen = new ArrayList<Light>();
        for (Light light : out.stream().filter(each -> each.untilNanos() - each.fromNanos() > BLINK_NANOS).toList()) {
            Light last = seen.isEmpty() ? null : seen.getLast();
            // Something else stood between them too shortly to be seen, as when the clock is put right just behind the end of a cue.
            if (last != null && last.media().equals(light.media()) && light.fromNanos() - last.untilNanos() <= BLINK_NANOS) {
                seen.set(seen.size() - 1, new Light(last.media(), last.fromNanos(), light.untilNanos()));
            } else {
                seen.add(light);
            }
        }
        return seen;
    }
}
