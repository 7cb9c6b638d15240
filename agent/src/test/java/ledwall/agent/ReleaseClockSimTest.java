package ledwall.agent;

import static ledwall.agent.ReleaseRig.REF;

import java.time.Duration;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PC that comes up with a wrong wall clock hears what was decided of a release before it hears what time it is. */
class ReleaseClockSimTest {
    @ParameterizedTest
    @ValueSource(longs = {-3600, -20, 20, 3600})
    void aGoThatIsHeardBeforeTheTimeIsKnownOpensAtTheNextCue(long fastSeconds) {
        var release = new ReleaseRig(1, true);
        release.toSecond(5);
        release.rig.screen.killAll();
        release.rig.world.kill(AgentRig.AGENT);
        release.decideUnheard(REF, Verdict.GO);
        release.rig.world.clock(AgentRig.AGENT).step(Duration.ofSeconds(fastSeconds));
        release.toSecond(7);
        release.powerCut();
        release.toSecond(59);
        release.assertSeen("r", 22, 59);
    }
}
