package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowsTest {
    private static Rule rule(String id, long from, long until, int priority) {
        return new Rule(new RuleId(id), id, new GroupId("g"), new PlaylistId("p"), Instants.instant(from), Instants.instant(until), priority, 1);
    }

    /** The rule that has an instant, looked up the slow way: by the words of the ticket, without any sorting of edges. */
    private static @Nullable Rule holder(List<Rule> rules, long at) {
        Instant instant = Instants.instant(at);
        Rule best = null;
        for (Rule rule : rules) {
            if (instant.isBefore(rule.from()) || !instant.isBefore(rule.until())) {
                continue;
            }
            if (best == null || rule.priority() > best.priority()
                    || (rule.priority() == best.priority() && rule.from().isAfter(best.from()))
                    || (rule.priority() == best.priority() && rule.from().equals(best.from()) && rule.id().value().compareTo(best.id().value()) < 0)) {
                best = rule;
            }
        }
        return best;
    }

    static List<Long> seeds() {
        var seeds = new ArrayList<Long>();
        for (long seed = 1; seed <= 300; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyInstantBelongsToTheRuleThatASlowLookUpFinds(long seed) {
        var random = new SplittableRandom(seed);
        var rules = new ArrayList<Rule>();
        for (int i = random.nextInt(12); i > 0; i--) {
            // Few distinct instants and priorities, so that edges and ranks meet often.
            long from = random.nextInt(24);
            rules.add(rule("r" + random.nextInt(1_000) + "-" + i, from, from + 1 + random.nextInt(10), random.nextInt(3)));
        }
        long begin = random.nextInt(10);
        var windows = Windows.resolve(rules, begin, Long.MAX_VALUE);

        long expected = begin;
        Windows.Window before = null;
        for (var window : windows) {
            assertEquals(expected, window.fromNanos(), "no gap and no overlap");
            if (before != null) {
                assertNotEquals(before.rule(), window.rule(), "neighbours differ");
            }
            before = window;
            expected = window.untilNanos();
        }
        assertEquals(Block.FOREVER, expected);
        for (long at = begin; at < 40; at++) {
            long instant = at;
            var window = windows.stream().filter(w -> w.fromNanos() <= instant && instant < w.untilNanos()).findFirst().orElseThrow();
            assertEquals(holder(rules, at), window.rule(), "at " + at);
        }
    }

    @Test
    void withEqualPriorityTheLaterStartWinsAndTheEarlierReturnsAfterwards() {
        var day = rule("day", 0, 100, 5);
        var hour = rule("hour", 40, 50, 5);
        assertEquals(List.of(new Windows.Window(0, 40, day), new Windows.Window(40, 50, hour), new Windows.Window(50, 100, day),
                new Windows.Window(100, Block.FOREVER, null)), Windows.resolve(List.of(hour, day), 0, Long.MAX_VALUE));
    }

    @Test
    void windowsThatTouchLeaveNoLoopBetween() {
        var first = rule("a", 0, 10, 0);
        var second = rule("b", 10, 20, 9);
        assertEquals(List.of(new Windows.Window(0, 10, first), new Windows.Window(10, 20, second), new Windows.Window(20, Block.FOREVER, null)),
                Windows.resolve(List.of(first, second), 0, Long.MAX_VALUE));
    }

    @Test
    void rulesBeyondTheHorizonAreNotLookedAt() {
        var near = rule("near", 10, 200, 0);
        var far = rule("far", 100, 110, 9);
        assertEquals(List.of(new Windows.Window(0, 10, null), new Windows.Window(10, 200, near), new Windows.Window(200, Block.FOREVER, null)),
                Windows.resolve(List.of(near, far), 0, 100));
    }
}
