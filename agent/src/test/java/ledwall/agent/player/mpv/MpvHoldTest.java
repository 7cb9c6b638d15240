package ledwall.agent.player.mpv;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import java.util.List;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import org.junit.jupiter.api.Test;

/** Held for what is to take its place: seen on the pixels of a real mpv. */
class MpvHoldTest extends MpvRig {
    @Test
    void whatIsHeldShowsTheFrameOfThatInstantAndGoesOnFromThere() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, node.clock().nanos() + 300 * MS);
        await().atMost(SOON).until(() -> seen.positions().size() > 3);
        PlayerLog.Position before = seen.positions().getLast();
        long dueAt = before.atNanos() + 20 * FRAME;
        node.loop().post("hold", () -> player.hold(dueAt - 25 * MS));
        await().atMost(SOON).until(() -> node.clock().nanos() > dueAt + 200 * MS);
        long held = frameShown();
        assertTrue(Math.abs(held - (before.positionNanos() / FRAME + 19)) <= TOLERANCE, "it stands on frame " + held + " after " + before);
        await().atMost(SOON).until(() -> node.clock().nanos() > dueAt + 500 * MS);
        assertEquals(held, frameShown());
        node.loop().post("go on", () -> player.goOn());
        await().atMost(SOON).until(() -> frameShown() > held + 5);
    }

    @Test
    void whatIsHeldAndForgottenGoesOnByItself() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, node.clock().nanos() + 200 * MS);
        await().atMost(SOON).until(() -> frameShown() > 15);
        long holdAt = node.clock().nanos();
        node.loop().post("hold", () -> player.hold(holdAt));
        await().atMost(SOON).until(() -> node.clock().nanos() > holdAt + 300 * MS);
        long held = frameShown();
        await().atMost(SOON).until(() -> frameShown() > held + 5);
    }

    @Test
    void whatIsHeldBeforeItBeganDoesNotBegin() {
        long runAt = node.clock().nanos() + 600 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        await().atMost(SOON).until(() -> seen.has("cued list-1"));
        node.loop().post("hold", () -> player.hold(node.clock().nanos()));
        await().atMost(SOON).until(() -> node.clock().nanos() > runAt + 300 * MS);
        assertEquals(10, frameShown());
        node.loop().post("go on", () -> player.goOn());
        await().atMost(SOON).until(() -> frameShown() > 15);
    }

    @Test
    void whatWasHeldAndIsToStandByStands() {
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, node.clock().nanos() + 200 * MS);
        await().atMost(SOON).until(() -> frameShown() > 15);
        long holdAt = node.clock().nanos();
        node.loop().post("hold", () -> player.hold(holdAt));
        cue(new PlayList("list-2", List.of(entry(ramp, 100))), 30 * FRAME, Deck.NEVER);
        await().atMost(SOON).until(() -> seen.has("cued list-2"));
        await().atMost(SOON).until(() -> node.clock().nanos() > holdAt + 1_500 * MS);
        assertEquals(30, frameShown());
    }

    @Test
    void whatIsHeldWhileItOpensGoesOnToo() {
        long runAt = node.clock().nanos() + 300 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        node.loop().post("hold", () -> player.hold(runAt));
        node.loop().post("go on", () -> player.goOn());
        await().atMost(SOON).until(() -> frameShown() > 15);
    }

    @Test
    void whatIsHeldWhileItOpensAndStandsGoesOnToo() {
        long runAt = node.clock().nanos() + 300 * MS;
        cue(new PlayList("list-1", List.of(entry(ramp, 100))), 10 * FRAME, runAt);
        node.loop().post("hold", () -> player.hold(runAt));
        await().atMost(SOON).until(() -> seen.count("cued list-1") == 1);
        node.loop().post("go on", () -> player.goOn());
        await().atMost(SOON).until(() -> frameShown() > 15);
    }
}
