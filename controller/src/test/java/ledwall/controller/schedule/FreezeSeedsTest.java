package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.TreeSet;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.Test;

/** What is frozen, beside a second reading of the words: instant by instant, without stretches. */
class FreezeSeedsTest {
    private static final Freeze FREEZE = new Freeze(Duration.ofHours(1), Duration.ofMinutes(20), Duration.ofMinutes(5), Duration.ZERO);

    @Test
    void anEditIsFrozenExactlyWhereAnInstantWithinTheWindowOfItsClassChangesHands() {
        int held = 0;
        for (long seed = 0; seed < 1_500; seed++) {
            var some = new SomeBookings(seed);
            var expected = new TreeSet<ScreenId>();
            for (Screen screen : some.after.screens()) {
                if (changesHands(some, screen)) {
                    expected.add(screen.id());
                }
            }
            var frozen = new TreeSet<ScreenId>();
            FREEZE.of(some.before, some.after, some.nowNanos).forEach(each -> frozen.add(each.screen().id()));
            assertEquals(expected, frozen, "seed " + seed);
            held += expected.isEmpty() ? 0 : 1;
        }
        assertTrue(held > 100 && held < 1_400, held + " of the edits were frozen");
    }

    private static boolean changesHands(SomeBookings some, Screen screen) {
        long end = some.nowNanos + FREEZE.reachNanos();
        // Between two begins and ends of windows nothing changes.
        var edges = new TreeSet<Long>();
        edges.add(some.nowNanos);
        for (Bookings each : new Bookings[] {some.before, some.after}) {
            var occurrences = new Occurrences(each.calendars(), some.nowNanos, end);
            each.rules().stream().filter(rule -> rule.targets().holds(screen)).flatMap(rule -> occurrences.of(rule.claim(), screen.zone()).stream()).forEach(window -> {
                edges.add(window.fromNanos());
                edges.add(window.untilNanos());
            });
        }
        return edges.subSet(some.nowNanos, end).stream().anyMatch(at -> {
            Owner before = owner(some.before, screen, at);
            Owner after = owner(some.after, screen, at);
            return !seen(some.before, before).equals(seen(some.after, after)) && at - some.nowNanos < Math.max(window(before), window(after));
        });
    }

    private static Owner owner(Bookings bookings, Screen screen, long at) {
        var claims = bookings.rules().stream().filter(rule -> rule.targets().holds(screen)).map(Rule::claim).toList();
        return Why.at(new Occurrences(bookings.calendars(), at, at + 1).of(claims, screen.zone()), any -> true, QuietHours.NONE, at).owner();
    }

    private static String seen(Bookings bookings, Owner owner) {
        return owner instanceof Occurrence window ? window.claim().rule() + " " + bookings.rule(window.claim().rule()).orElseThrow().playlist() : "nobody";
    }

    private static long window(Owner owner) {
        return owner instanceof Occurrence window ? FREEZE.window(window.claim().ruleClass()).toNanos() : 0;
    }
}
