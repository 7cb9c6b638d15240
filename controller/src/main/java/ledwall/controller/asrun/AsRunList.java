package ledwall.controller.asrun;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ledwall.controller.asrun.AsRunStore.Turn;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import org.jspecify.annotations.Nullable;

/**
 * Planned against shown: a screen's records, and between them the turns that its stored timelines planned and of which there is no record, each with what is
 * known of it. Blocking, safe from any thread.
 */
public final class AsRunList {
    /** So long after its end the record of a turn may still be on its way. */
    static final Duration ON_ITS_WAY = Duration.ofSeconds(30);
    /** Turns looked at for one page; a page that finds little in them is short, and leads on. A day of 10 s items has 8,640. */
    static final int MOST_TURNS = 20_000;
    /** Stored timelines are loaded for so much at a time: each may have a megabyte. */
    private static final long STRETCH_NANOS = Duration.ofDays(1).toNanos();
    private static final EnumSet<AsRunOutcome> OF_PLANS = EnumSet.of(AsRunOutcome.PLANNED, AsRunOutcome.NOT_SHOWN, AsRunOutcome.UNKNOWN);

    private final AsRunStore store;
    private final Plans plans;

    /** What a screen was, is or will be told to play. */
    @FunctionalInterface
    public interface Plans {
        Programme programme(ScreenId screen, long fromNanos, long untilNanos);
    }

    public AsRunList(AsRunStore store, Plans plans) {
        this.store = store;
        this.plans = plans;
    }

    /**
     * What is asked for.
     *
     * @param after {@link Page#next} of the page before, null for the first
     * @param wanted only these
     * @param now on the timeline clock
     * @param onlineSince null while the screen is offline
     */
    public record Query(ScreenId screen, Instant from, Instant until, int limit, @Nullable String after, Set<AsRunOutcome> wanted, Instant now,
                        @Nullable Instant onlineSince) {
        public Query {
            wanted = wanted.isEmpty() ? Set.of() : EnumSet.copyOf(wanted);
        }

        private boolean hasTurns() {
            return wanted.stream().anyMatch(OF_PLANS::contains);
        }
    }

    /** @param next asks for what follows; null when this was the last page, which may be shorter than asked for also before */
    public record Page(List<AsRunRow> rows, @Nullable String next) {
        public Page {
            rows = List.copyOf(rows);
        }
    }

    /** A row and where it stands. */
    private record Placed(AsRunCursor place, AsRunRow row) {}

    /** @throws ledwall.controller.refusal.Refusal if {@code query.after()} is no cursor */
    public Page page(Query query) {
        AsRunCursor after = AsRunCursor.parse(query.after());
        Optional<AsRunStore.Heard> heard = store.heard(query.screen());
        List<AsRunShowing> records = store.showings(new AsRunQuery(query.screen(), query.from(), query.until(), query.limit() + 1, after, outcomes(query)));
        boolean more = records.size() > query.limit();
        // The record that is too many says how far the page can reach; a plan of its instant stands before it.
        long brim = more ? records.getLast().place().plannedNanos() : Instants.nanos(query.until());
        long end = more ? brim + 1 : brim;
        var turns = new Turns(query, heard.orElse(null), after);
        long reached = turns.look(end);
        var found = new ArrayList<>(turns.found);
        for (AsRunShowing record : more ? records.subList(0, query.limit()) : records) {
            AsRunOutcome outcome = outcome(record, query, heard.orElse(null));
            if (record.place().plannedNanos() < reached && query.wanted().contains(outcome)) {
                found.add(new Placed(record.place(), row(record, outcome, turns.ends.get(new Turn(record.item(), record.place().plannedNanos())))));
            }
        }
        found.sort(Comparator.comparing(Placed::place));
        List<Placed> rows = found.subList(0, Math.min(found.size(), query.limit()));
        @Nullable AsRunCursor next = null;
        if (found.size() > rows.size()) {
            next = rows.getLast().place();
        } else if (reached < end) {
            next = new AsRunCursor(reached, 0, -1);
        } else if (more) {
            next = Collections.max(List.of(records.get(query.limit() - 1).place(), new AsRunCursor(brim, 0, 0)));
        }
        return new Page(rows.stream().map(Placed::row).toList(), next == null ? null : next.text());
    }

    private static AsRunRow row(AsRunShowing record, AsRunOutcome outcome, @Nullable Long untilNanos) {
        return new AsRunRow(outcome, record.item(), record.itemName(), record.media(), record.version(), record.plannedAt(),
                untilNanos == null ? null : Instants.instant(untilNanos), record.startedAt(), record.endedAt(), record.boundNanos(),
                record.standInFor(), record.chained());
    }

    private static Set<Outcome> outcomes(Query query) {
        var out = EnumSet.noneOf(Outcome.class);
        for (AsRunOutcome wanted : query.wanted()) {
            switch (wanted) {
                case SHOWN -> out.add(Outcome.SHOWN);
                case INFERRED -> out.add(Outcome.INFERRED);
                case INTERRUPTED -> out.add(Outcome.INTERRUPTED);
                case MISSED -> out.add(Outcome.MISSED);
                case PLANNED, RUNNING, UNKNOWN -> out.add(Outcome.NONE);
                case NOT_SHOWN -> {}
            }
        }
        return out;
    }

    private static AsRunOutcome outcome(AsRunShowing record, Query query, AsRunStore.@Nullable Heard heard) {
        return switch (record.outcome()) {
            case SHOWN -> AsRunOutcome.SHOWN;
            case INFERRED -> AsRunOutcome.INFERRED;
            case INTERRUPTED -> AsRunOutcome.INTERRUPTED;
            case MISSED -> AsRunOutcome.MISSED;
            case NONE -> open(record, query, heard);
        };
    }

    /** The end is not known: it is on the glass now only if the screen is there to say so, and nothing came on after it. */
    private static AsRunOutcome open(AsRunShowing record, Query query, AsRunStore.@Nullable Heard heard) {
        if (record.startedAt() == null) {
            return query.now().isBefore(record.plannedAt().plus(ON_ITS_WAY)) ? AsRunOutcome.PLANNED : AsRunOutcome.UNKNOWN;
        }
        boolean last = heard != null && heard.chain() == record.place().chain() && heard.intent() == record.place().sequence();
        return last && query.onlineSince() != null ? AsRunOutcome.RUNNING : AsRunOutcome.UNKNOWN;
    }

    /** The turns that were planned, as far as one page needs them. */
    private final class Turns {
        private final Query query;
        private final AsRunStore.@Nullable Heard heard;
        private final AsRunCursor after;
        /** Those without a record. */
        private final List<Placed> found = new ArrayList<>();
        /** When each ends, also those with a record. */
        private final Map<Turn, Long> ends = new HashMap<>();

        Turns(Query query, AsRunStore.@Nullable Heard heard, AsRunCursor after) {
            this.query = query;
            this.heard = heard;
            this.after = after;
        }

        /** Looks at turns planned before {@code end}; returns the instant up to which all were looked at. */
        long look(long end) {
            long at = Math.max(Instants.nanos(query.from()), after.plannedNanos());
            int most = MOST_TURNS;
            while (query.hasTurns() && at < end && most > 1 && found.size() <= query.limit()) {
                long stretch = Math.min(end, at + STRETCH_NANOS);
                List<Showing> planned = plans.programme(query.screen(), at, stretch).between(at, stretch, most);
                if (planned.size() == most) {
                    stretch = planned.getLast().startNanos();
                }
                most -= Math.max(1, planned.size());
                compare(planned, at, stretch);
                at = stretch;
            }
            return query.hasTurns() ? at : end;
        }

        private void compare(List<Showing> planned, long from, long until) {
            // A record of a turn that began before the stretch lies before it too.
            long earliest = planned.isEmpty() ? from : Math.min(from, planned.getFirst().startNanos());
            Set<Turn> recorded = new HashSet<>(store.turns(query.screen(), earliest, until));
            for (Showing showing : planned) {
                var turn = new Turn(showing.cue().item(), showing.startNanos());
                ends.put(turn, showing.endNanos());
                var place = new AsRunCursor(showing.startNanos(), 0, 0);
                boolean inPage = showing.startNanos() >= from && showing.startNanos() < until && place.compareTo(after) > 0;
                if (inPage && !recorded.contains(turn)) {
                    add(place, showing);
                }
            }
        }

        private void add(AsRunCursor place, Showing showing) {
            AsRunOutcome outcome = outcome(showing);
            if (query.wanted().contains(outcome)) {
                found.add(new Placed(place, new AsRunRow(outcome, showing.cue().item(), showing.cue().name(), showing.cue().media().hash(), showing.version(),
                        Instants.instant(showing.startNanos()), Instants.instant(showing.endNanos()), null, null, 0, null, true)));
            }
        }

        private AsRunOutcome outcome(Showing showing) {
            long now = Instants.nanos(query.now());
            if (showing.startNanos() > now) {
                return AsRunOutcome.PLANNED;
            }
            long over = showing.endNanos() + ON_ITS_WAY.toNanos();
            boolean told = heard != null && heard.atNanos() >= over;
            Instant since = query.onlineSince();
            // A screen that was there all the while has told whatever there is to tell.
            boolean there = since != null && Instants.nanos(since) + ON_ITS_WAY.toNanos() < now && over < now;
            return told || there ? AsRunOutcome.NOT_SHOWN : AsRunOutcome.UNKNOWN;
        }
    }
}
