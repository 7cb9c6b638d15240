package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import ledwall.controller.calendar.When;
import ledwall.protocol.id.RuleId;
import org.junit.jupiter.api.Test;

/** Small random schedules against {@link ByElimination}, instant by instant. {@code -Dledwall.schedules=1000000} looks at more of them. */
class ResolverReferenceTest {
    private static final int SPAN = 24;
    private static final List<String> IDS = List.of("a", "a-1", "a0", "a1", "a10", "a2", "b", "0", "z", "z-", "9z", "aa");
    private static final When ANY = new When.Once(Instant.EPOCH, Instant.EPOCH);

    private record Schedule(List<Occurrence> occurrences, QuietHours quiet, long from, long until) {
        static Schedule random(SplittableRandom dice) {
            var claims = new ArrayList<Claim>();
            int rules = dice.nextInt(1, 7);
            for (int i = 0; i < rules; i++) {
                String id = IDS.get((dice.nextInt(IDS.size()) / rules * rules + i) % IDS.size());
                claims.add(new Claim(new RuleId(id), RuleClass.values()[dice.nextInt(dice.nextBoolean() ? 4 : 1)], dice.nextInt(3) * 50, ANY));
            }
            var occurrences = new ArrayList<Occurrence>();
            int windows = dice.nextInt(11);
            for (int i = 0; i < windows; i++) {
                long from = dice.nextInt(SPAN);
                occurrences.add(new Occurrence(claims.get(dice.nextInt(rules)), LocalDate.EPOCH, from, from + dice.nextInt(1, 10)));
            }
            var quiet = new ArrayList<QuietHours.Range>();
            for (int i = dice.nextInt(4); i > 1; i--) {
                long from = dice.nextInt(SPAN);
                quiet.add(new QuietHours.Range(from, from + dice.nextInt(1, 5)));
            }
            long from = dice.nextInt(6);
            return new Schedule(List.copyOf(occurrences), new QuietHours(quiet), from, from + dice.nextInt(1, SPAN));
        }

        Schedule shuffled(SplittableRandom dice) {
            var shuffled = new ArrayList<>(occurrences);
            for (int i = shuffled.size() - 1; i > 0; i--) {
                shuffled.set(i, shuffled.set(dice.nextInt(i + 1), shuffled.get(i)));
            }
            return new Schedule(shuffled, quiet, from, until);
        }

        Resolution resolve() {
            return Resolver.resolve(occurrences, quiet, from, until);
        }
    }

    @Test
    void everyInstantOfEveryScheduleBelongsToWhomTheWordsSay() {
        int count = Integer.getInteger("ledwall.schedules", 50_000);
        var seeds = new SplittableRandom(20_261_123);
        for (int i = 0; i < count; i++) {
            var dice = seeds.split();
            var schedule = Schedule.random(dice);
            Resolution resolution = schedule.resolve();
            try {
                checkWhole(schedule, resolution);
                assertEquals(resolution, schedule.shuffled(dice).resolve(), "shuffled");
                checkInstants(schedule, resolution);
            } catch (AssertionError e) {
                throw new AssertionError("schedule " + i + ": " + schedule + "\nwas resolved to " + resolution, e);
            }
        }
    }

    /** From begin to end without gaps, and no two neighbours that should be one. */
    private static void checkWhole(Schedule schedule, Resolution resolution) {
        assertEquals(schedule.from(), resolution.fromNanos());
        assertEquals(schedule.until(), resolution.untilNanos());
        Segment last = null;
        for (Segment segment : resolution.segments()) {
            assertTrue(segment.fromNanos() < segment.untilNanos(), () -> "empty " + segment);
            if (last != null) {
                assertEquals(last.untilNanos(), segment.fromNanos());
                assertNotEquals(last.owner(), segment.owner());
            }
            last = segment;
        }
    }

    private static void checkInstants(Schedule schedule, Resolution resolution) {
        Conflicts conflicts = Conflicts.of(schedule.occurrences(), resolution);
        Set<Occurrence> shown = new HashSet<>();
        for (long at = schedule.from(); at < schedule.until(); at++) {
            long now = at;
            var expected = new ByElimination(schedule.occurrences(), schedule.quiet(), at);
            assertEquals(expected.owner, resolution.at(at).owner(), () -> "owner at " + now);
            Why why = Why.at(schedule.occurrences(), schedule.quiet(), at);
            assertEquals(expected.owner, why.owner());
            var losers = new HashMap<Occurrence, Why.Step>();
            for (Why.Loser loser : why.losers()) {
                losers.put(loser.occurrence(), loser.by());
            }
            assertEquals(expected.losers, losers, () -> "losers at " + now);
            var hidden = new ArrayList<Occurrence>();
            for (Conflicts.Hidden each : conflicts.hidden()) {
                if (each.fromNanos() <= at && at < each.untilNanos()) {
                    hidden.add(each.occurrence());
                }
            }
            var expectedHidden = new HashSet<Occurrence>();
            for (Occurrence each : schedule.occurrences()) {
                if (each.covers(at)) {
                    boolean own = expected.owner instanceof Occurrence winner && winner.claim().rule().equals(each.claim().rule());
                    (own ? shown : expectedHidden).add(each);
                }
            }
            assertEquals(expectedHidden, new HashSet<>(hidden), () -> "hidden at " + now);
            assertEquals(expectedHidden.size(), hidden.size(), () -> "hidden at " + now);
        }
        var never = schedule.occurrences().stream().filter(each -> each.touches(schedule.from(),
                schedule.until()) && !shown.contains(each)).collect(Collectors.toSet());
        assertEquals(never, new HashSet<>(conflicts.never()));
    }
}
