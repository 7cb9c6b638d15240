import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ledwall.meter.Change;
import ledwall.meter.Joins;
import ledwall.meter.Lapses;
import ledwall.meter.Plan;
import ledwall.meter.Quantiles;
import ledwall.meter.Sight;
import ledwall.meter.Spread;

/** How well the screens keep step, and how they pass from item to item: watched, untouched. */
final class StepRows {
    private final Wall wall;
    private final Figures figures;

    StepRows(Wall wall, Figures figures) {
        this.wall = wall;
        this.figures = figures;
    }

    /** What the bars are. */
    record Bars(double p50, double p95, double p99) {
        static final Bars STEP = new Bars(1, 2, 5);
        static final Bars WRONG_CLOCKS = new Bars(Double.NaN, Double.NaN, 20);
    }

    /** One run: the spread, beside what each screen's own timeline says, and the joins on the way. */
    void run(String row, Bars bars, long seconds, boolean joins) throws IOException, InterruptedException {
        System.out.printf("  %s: watching for %d s%n", row, seconds);
        var sampler = new Sampler(wall.work, Wall.SCREENS);
        TimeUnit.SECONDS.sleep(seconds);
        var screens = sampler.end().sights();
        var changes = screens.stream().map(Change::of).toList();
        Spread spread = Spread.of(changes);
        figures.add(row, "spread of 3 screens, p50", spread.millis().at(.5), "ms", bars.p50());
        figures.add(row, "spread of 3 screens, p95", spread.millis().at(.95), "ms", bars.p95());
        figures.add(row, "spread of 3 screens, p99", spread.millis().at(.99), "ms", bars.p99());
        figures.add(row, "spread of 3 screens, most", spread.millis().most(), "ms", Double.NaN);
        late(row, changes);
        figures.note(row, "%d frames compared, %d not on all screens, %d left out as uncertain", spread.millis().count(), spread.unmatched(), spread.uncertain());
        if (joins) {
            joins(row, screens, changes);
        }
        figures.ran(row, sampler);
    }

    private void late(String row, List<List<Change>> screens) {
        var words = new ArrayList<String>();
        var worst = new ArrayList<Double>();
        for (int k = 1; k <= Wall.SCREENS; k++) {
            Plan plan = wall.plan(k);
            var late = new ArrayList<Double>();
            for (Change change : screens.get(k - 1)) {
                Long nanos = change.certain() ? plan.late(change) : null;
                if (nanos != null) {
                    late.add(nanos / 1e6);
                }
            }
            Quantiles all = Quantiles.of(late);
            worst.add(Quantiles.of(late.stream().map(Math::abs).toList()).at(.99));
            words.add(String.format(java.util.Locale.ROOT, "%.2f %.2f %.2f", all.at(.01), all.at(.5), all.at(.99)));
        }
        figures.add(row, "away from the controller's timeline, p99 of the worst screen", Quantiles.of(worst).most(), "ms", Double.NaN);
        figures.note(row, "later than the timeline says, each screen's p1 p50 p99: %s ms", String.join("; ", words));
    }

    private void joins(String row, List<List<Sight>> screens, List<List<Change>> changes) {
        double off = 0;
        double black = 0;
        int dropped = 0;
        int seen = 0;
        var all = new ArrayList<Double>();
        double repeats = 0;
        for (int i = 0; i < screens.size(); i++) {
            Joins joins = Joins.of(changes.get(i), wall.masters(), Wall.STILL_MILLIS, wall.rate());
            dropped += joins.dropped();
            seen += joins.changes();
            for (Joins.Join join : joins.joins()) {
                all.add(Math.abs(join.offMillis()));
                off = Math.max(off, Math.abs(join.offMillis()));
            }
            Lapses lapses = Lapses.of(screens.get(i), wall.plan(i + 1), 2 * wall.frameNanos(), wall.masters().values().stream().filter(master -> master.still())
                    .map(master -> master.item()).toList());
            repeats = Math.max(repeats, lapses.longestNanos(Lapses.Kind.FROZEN) / 1e6);
            black += screens.get(i).stream().filter(sight -> sight.code() == ledwall.meter.Eye.BLACK).count();
        }
        Quantiles off2 = Quantiles.of(all);
        figures.add(row, "last frame at a join, away from nominal, most", off, "ms", 10);
        figures.add(row, "last frame at a join, away from nominal, p95", off2.at(.95), "ms", Double.NaN);
        figures.add(row, "black runs", black, "", 0);
        figures.add(row, "dropped frames", 100.0 * dropped / Math.max(1, seen + dropped), "%", 0.1);
        figures.note(row, "%d joins, %d frames, %d dropped; longest stand beyond two frames %.0f ms", off2.count(), seen, dropped, repeats);
    }
}
