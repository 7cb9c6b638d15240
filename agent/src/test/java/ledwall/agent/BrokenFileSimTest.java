package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.MediaRef;

/** One file of a new list can never be had: what the edit took away leaves the glass all the same, and the rest of the new list comes on. */
class BrokenFileSimTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;

    private final AgentRig rig = new AgentRig(1);
    private final MediaRef old = rig.content.file(100_000, 10);
    private final MediaRef good = rig.content.file(150_000, 8);
    private final MediaRef broken = rig.content.file(200_000, 6);
    private final byte[] bytes = Objects.requireNonNull(rig.controller.library.get(broken.hash()));

    /** Returns the problem that says so. */
    private String breakIt(String how) {
        switch (how) {
            case "refused" -> rig.controller.library.remove(broken.hash());
            case "silent" -> rig.controller.withheld.add(broken.hash());
            case "wrong" -> rig.controller.spoilt.add(broken.hash());
            default -> throw new IllegalArgumentException(how);
        }
        return how.equals("wrong") ? "mediaWrong" : "mediaUnavailable";
    }

    private void mendIt() {
        rig.controller.library.put(broken.hash(), bytes);
        rig.controller.withheld.clear();
        rig.controller.spoilt.clear();
    }

    /** Offers version 2 and lets it take over in so many seconds; the instant, in true nanoseconds since the world began. */
    private long edit(int seconds, MediaRef... files) {
        TimelineOffer offer = Content.offer(rig.content.loop(2, files));
        rig.controller.offer(offer, Content.change(offer, rig.controller.timelineNow() + ScriptedController.seconds(seconds), 0));
        return rig.world.nowNanos() + seconds * SECOND;
    }

    private boolean shows(MediaRef file, long atNanos) {
        return String.valueOf(rig.screen.truth().pathAt(atNanos)).endsWith(file.hash().value());
    }

    private boolean onlyShows(MediaRef file, long fromNanos) {
        return rig.screen.truth().runs(fromNanos, rig.world.nowNanos()).stream().allMatch(run -> String.valueOf(run.path()).endsWith(file.hash().value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "silent", "wrong"})
    void theRestOfTheNewListComesOnAtItsInstantAndTheFileWhenItIsHere(String how) {
        rig.onAir(1, old);
        String problem = breakIt(how);
        long instant = edit(45, broken, good);
        rig.pass(44);
        assertTrue(shows(old, rig.world.nowNanos()), "not before the switch");
        rig.pass(3);
        assertTrue(shows(good, instant + 200 * MILLI), "at the switch, as on other walls");
        assertTrue(rig.problem("mediaMissing"), "it is due now");
        assertTrue(rig.problem(problem), "why it is not here");
        assertEquals(2, rig.inForce());
        rig.pass(60);
        assertTrue(onlyShows(good, instant + 200 * MILLI), "neither the old list nor the slate, for the rest of the list stands in");
        assertTrue(rig.cued.contains(good.hash().value()));
        assertFalse(rig.cued.contains(broken.hash().value()) || rig.prepared.contains(broken.hash().value()), "never handed to the player");
        mendIt();
        rig.until(() -> rig.onDisk(broken.hash()), 300);
        rig.until(() -> shows(broken, rig.world.nowNanos()), 15);
        rig.pass(3);
        assertFalse(rig.problem("mediaMissing") || rig.problem(problem), rig::status);
    }

    @Test
    void aFileThatIsOnlySlowIsWaitedFor() {
        rig.onAir(1, old);
        rig.world.network().rate(AgentRig.CONTROLLER, AgentRig.AGENT, 30_000);
        MediaRef large = rig.content.file(3_000_000, 20);
        long instant = edit(2, good, large);
        rig.pass(90);
        assertTrue(rig.onDisk(good.hash()));
        assertTrue(onlyShows(old, instant), "others of its group may be on already: this one joins when it is ready");
        rig.until(() -> rig.inForce() == 2, 60);
        assertTrue(rig.onDisk(large.hash()));
    }

    @Test
    void aTimelineOfWhichNothingIsHereStaysBack() {
        rig.onAir(1, old);
        breakIt("refused");
        long instant = edit(2, broken);
        rig.pass(300);
        assertTrue(onlyShows(old, instant));
        mendIt();
        rig.until(() -> shows(broken, rig.world.nowNanos()), 45);
    }

    @Test
    void aDiskThatIsTooSmallForTheNewListShowsWhatItHolds() {
        rig.onAir(1, old);
        MediaRef large = rig.content.file(9_000_000, 20);
        rig.controller.withheld.add(large.hash());
        edit(2, good, large);
        rig.until(() -> rig.onDisk(good.hash()), 10);
        rig.disk().capacity(rig.disk().used());
        rig.controller.withheld.clear();
        rig.until(() -> rig.inForce() == 2, 120);
        assertTrue(rig.problem("diskFull"));
        rig.pass(30);
        assertTrue(shows(good, rig.world.nowNanos()));
        rig.disk().capacity(16L << 30);
        rig.until(() -> shows(large, rig.world.nowNanos()), 120);
    }

    /** Whoever was shut off from its controller with a list half fetched does not know that the rest cannot be had. */
    @Test
    void withoutAControllerNothingIsGivenUp() {
        rig.onAir(1, old);
        rig.controller.withheld.add(broken.hash());
        long instant = edit(10, good, broken);
        rig.until(() -> rig.onDisk(good.hash()), 10);
        rig.world.network().partition(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.pass(600);
        assertTrue(onlyShows(old, instant));
        rig.controller.withheld.clear();
        rig.world.network().healAll();
        rig.until(() -> rig.inForce() == 2, 60);
    }
}
