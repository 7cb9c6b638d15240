import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ledwall.meter.Change;
import ledwall.meter.Eye;
import ledwall.meter.Quantiles;
import ledwall.meter.Sight;

/** Changes of list, as an operator's edit makes them: what is on the glass around the instant at which the next list takes over. */
final class ChangeRow {
    private static final long AROUND_NANOS = 1_500_000_000L;
    /** A look every millisecond, and an agent's idea of the time, which on one machine is a millisecond off at most. */
    private static final long EARLY_NANOS = 2_000_000;

    private final Wall wall;
    private final Figures figures;

    ChangeRow(Wall wall, Figures figures) {
        this.wall = wall;
        this.figures = figures;
    }

    private record Switched(long atNanos, List<Integer> items) {}

    void run(int count) throws Exception {
        wall.settle(Wall.ONE);
        var switches = new ArrayList<Switched>();
        var sampler = new Sampler(wall.work, Wall.SCREENS);
        for (int i = 0; i < count; i++) {
            List<Integer> items = i % 2 == 0 ? Wall.OTHER : Wall.ONE;
            long at = wall.change(items);
            switches.add(new Switched(at, items));
            Wall.sleepUntil(at + AROUND_NANOS);
        }
        TimeUnit.SECONDS.sleep(1);
        var screens = sampler.end().sights();
        judge(screens, switches);
        figures.ran("change", sampler);
    }

    private void judge(List<List<Sight>> screens, List<Switched> switches) {
        var raised = new ArrayList<Double>();
        var over = new ArrayList<Double>();
        int early = 0;
        int black = 0;
        int flashes = 0;
        int never = 0;
        for (var sights : screens) {
            var changes = Change.of(sights);
            for (Switched each : switches) {
                long from = each.atNanos() - AROUND_NANOS;
                long until = each.atNanos() + AROUND_NANOS;
                var near = changes.stream().filter(change -> change.atNanos() > from && change.atNanos() < until).toList();
                var first = near.stream().filter(change -> each.items().contains(change.item())).findFirst();
                if (first.isEmpty()) {
                    never++;
                    continue;
                }
                raised.add((first.get().atNanos() - each.atNanos()) / 1e6);
                early += first.get().atNanos() < each.atNanos() - EARLY_NANOS ? 1 : 0;
                // Back to the old list after the new one was seen.
                flashes += (int) near.stream().filter(change -> change.atNanos() > first.get().atNanos() && !each.items().contains(change.item())).count();
                sights.stream().filter(sight -> sight.readable() && !each.items().contains(sight.item()) && sight.fromNanos() > from && sight.fromNanos() < until)
                        .mapToLong(Sight::untilNanos).max().ifPresent(last -> over.add((last - each.atNanos()) / 1e6));
                black += (int) sights.stream().filter(sight -> sight.code() == Eye.BLACK && sight.untilNanos() > from && sight.fromNanos() < until).count();
            }
        }
        Quantiles all = Quantiles.of(raised);
        figures.add("change", "switch instant -> new picture, p50", all.at(.5), "ms", Double.NaN);
        figures.add("change", "switch instant -> new picture, p99", all.at(.99), "ms", 45);
        figures.add("change", "black runs within 1.5 s of a switch", black, "", 0);
        figures.add("change", "early frames: the new list 2 ms or more before its instant", early, "", 0);
        figures.add("change", "the old list again after the new one, or the new one never", flashes + never, "", 0);
        figures.note("change", "%d switches on %d screens; soonest new picture %.1f ms after its instant, last sight of the old list at most %.1f ms after", switches.size(),
                screens.size(), all.at(0), Quantiles.of(over).most());
    }
}
