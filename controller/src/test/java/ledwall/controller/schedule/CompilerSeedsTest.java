package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import ledwall.controller.calendar.When;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators edit at random; what the walls show is held against the words of the house, looked up the slow way. */
class CompilerSeedsTest {
    private static final int EDITS = 25;

    private final List<String> trace = new ArrayList<>();

    static List<Long> seeds() {
        var seeds = new ArrayList<Long>();
        for (long seed = 1; seed <= 60; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wallsFollowTheScheduleAndNoEditMakesThemJump(long seed) {
        run(seed);
    }

    @Test
    void theSameSeedGivesTheSameTimelines() {
        run(42);
        var first = List.copyOf(trace);
        trace.clear();
        run(42);
        assertEquals(first, trace);
    }

    private void run(long seed) {
        var random = new Random(seed);
        var desk = new Desk(List.of(25, 30, 50, 60).get(random.nextInt(4)), 1 + random.nextInt(3));
        for (String name : List.of("loop", "one", "two")) {
            desk.playlist(name, desk.item(name + "-first", 1 + random.nextInt(9_000) / 1_000.0));
        }
        desk.edit();
        for (int i = 0; i < EDITS; i++) {
            desk.now = desk.now.plusMillis(random.nextInt(40_000));
            var before = desk.programme(0);
            boolean harmless = edit(desk, random, i);
            var compilation = desk.edit(random.nextInt(3) == 0);
            trace.add(compilation.toString());
            if (compilation instanceof Compilation.Compiled) {
                checkEdit(desk, before, harmless);
                checkSchedule(desk, random);
            }
        }
    }

    /** Changes something; whether it can touch nothing that is on air in the next seconds. */
    private static boolean edit(Desk desk, Random random, int number) {
        var id = new PlaylistId(List.of("loop", "one", "two").get(random.nextInt(3)));
        var items = new ArrayList<>(playlist(desk, id).items());
        switch (random.nextInt(6)) {
            case 0, 1 -> items.add(desk.item("item-" + number, 1 + random.nextInt(9_000) / 1_000.0));
            case 2 -> Collections.shuffle(items, random);
            case 3 -> {
                if (!items.isEmpty()) {
                    items.remove(random.nextInt(items.size()));
                }
            }
            case 4 -> {
                var rules = List.copyOf(desk.rules.keySet());
                if (!rules.isEmpty()) {
                    desk.rules.remove(rules.get(random.nextInt(rules.size())));
                }
            }
            default -> {
                // Far enough away that whatever is on air at the switch goes on.
                long from = Duration.between(Desk.START, desk.now).toMillis() + 60_000 + random.nextInt(60_000);
                desk.rule("rule-" + number, id, Duration.ofMillis(from), Duration.ofMillis(from + 1 + random.nextInt(60_000)), random.nextInt(3));
                return true;
            }
        }
        desk.playlist(id.value(), items.toArray(PlaylistItem[]::new));
        return false;
    }

    private void checkEdit(Desk desk, Programme before, boolean harmless) {
        var after = desk.programme(0);
        long at = desk.resolved.change().atNanos();
        for (long t = Instants.nanos(desk.now); t < at; t += 100_000_000L) {
            assertEquals(before.due(t).map(Showing::cue), after.due(t).map(Showing::cue), "before the switch nothing changes");
        }
        var cut = before.due(at - 1);
        var goesOn = after.due(at);
        if (cut.isPresent() && goesOn.isPresent() && goesOn.get().fullStartNanos() < at) {
            // Whatever is on air across the switch is the same turn of the same item: anything else would begin in the middle.
            assertEquals(before.due(at).map(Showing::fullStartNanos), after.due(at).map(Showing::fullStartNanos));
        }
        if (harmless) {
            for (long t = at; t < Instants.nanos(desk.now) + 60_000_000_000L; t += 37_000_000L) {
                long instant = t;
                assertEquals(before.due(t).map(CompilerSeedsTest::turn), after.due(t).map(CompilerSeedsTest::turn), () -> "an edit elsewhere at " + instant);
            }
        }
    }

    private static String turn(Showing showing) {
        return showing.cue().item() + " since " + showing.fullStartNanos();
    }

    private static void checkSchedule(Desk desk, Random random) {
        long at = desk.resolved.change().atNanos();
        for (int i = 0; i < 60; i++) {
            long t = at + random.nextLong(180_000_000_000L);
            Playlist wanted = wanted(desk, Instants.instant(t));
            for (int wall = 0; wall < desk.screens.size(); wall++) {
                var due = desk.programme(wall).due(t);
                assertEquals(desk.programme(0).due(t).map(CompilerSeedsTest::turn), due.map(CompilerSeedsTest::turn), "all walls agree");
                assertEquals(wanted.items().isEmpty(), due.isEmpty(), "slate exactly where the playlist is empty");
                due.ifPresent(showing -> assertTrue(wanted.items().stream().anyMatch(item -> item.id().equals(showing.cue().item())),
                        () -> showing.cue().item() + " is no item of " + wanted.name()));
            }
        }
    }

    /** Rule by rule, as the house says it: priority, then later start, then id. */
    private static Playlist wanted(Desk desk, Instant at) {
        Rule best = null;
        for (Rule rule : desk.rules.values()) {
            if (from(rule).isAfter(at) || !((When.Once) rule.when()).until().isAfter(at)) {
                continue;
            }
            if (best == null || rule.priority() > best.priority() || (rule.priority() == best.priority() && later(rule, best))) {
                best = rule;
            }
        }
        return playlist(desk, best == null ? Desk.LOOP : best.playlist());
    }

    private static boolean later(Rule rule, Rule than) {
        int start = from(rule).compareTo(from(than));
        return start > 0 || (start == 0 && rule.id().compareTo(than.id()) < 0);
    }

    private static Instant from(Rule rule) {
        return ((When.Once) rule.when()).from();
    }

    private static Playlist playlist(Desk desk, PlaylistId id) {
        return Objects.requireNonNull(desk.playlists.get(id));
    }
}
