package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ledwall.controller.release.Decider.Timing;
import ledwall.controller.release.Decision.Verdict;
import ledwall.controller.release.channel.Memo;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The decision holds its promises for every mixture of outlets, and says why. */
final class DeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private static List<Standing> some(SplittableRandom dice) {
        var out = new ArrayList<Standing>();
        int count = dice.nextInt(6);
        for (int i = 0; i < count; i++) {
            OutletId id = dice.nextBoolean() ? new OutletId.Wall(new ScreenId("screen-" + i)) : new OutletId.Online(new ChannelId("channel-" + i));
            var outlet = Outlet.fresh(id, "outlet " + i, Memo.EMPTY);
            out.add(dice.nextInt(3) > 0 ? Standing.ready(outlet) : Standing.lacking(outlet, new Cause(Codes.WALL_FETCHING, "half"), 50, null));
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(Policy.class)
    void whoeverIsAskedForGoesOnlyAsThePolicySays(Policy policy) {
        var dice = new SplittableRandom(policy.ordinal());
        for (int i = 0; i < 5_000; i++) {
            List<Standing> outlets = some(dice);
            Timing timing = Timing.values()[dice.nextInt(3)];
            Decision decision = Decider.decide(policy, outlets, timing, NOW);
            boolean all = !outlets.isEmpty() && outlets.stream().allMatch(Standing::isReady) && timing == Timing.IN_TIME;
            boolean anybody = outlets.stream().anyMatch(each -> each.isReady() || each.outlet() instanceof OutletId.Wall);
            boolean readyWall = outlets.stream().anyMatch(each -> each.isReady() && each.outlet() instanceof OutletId.Wall);
            assertEquals(switch (policy) {
                case HOLD -> all ? Verdict.GO : Verdict.HOLD;
                case ABORT -> all ? Verdict.GO : Verdict.ABORT;
                case GO_WITHOUT -> (timing == Timing.TOO_LATE ? readyWall : anybody) ? Verdict.GO : Verdict.ABORT;
            }, decision.verdict(), outlets + " " + timing);
            assertEquals(all, decision.reasons().isEmpty(), "whatever is not perfect is told, also where it goes");
            for (Standing each : outlets) {
                assertEquals(!each.isReady(), decision.reasons().stream().anyMatch(reason -> each.outlet().equals(reason.outlet())));
            }
            assertTrue(decision.verdict() == Verdict.GO || !decision.words().isEmpty());
            assertEquals(decision, Decider.decide(policy, outlets, timing, NOW), "nothing but what it is given counts");
        }
    }
}
