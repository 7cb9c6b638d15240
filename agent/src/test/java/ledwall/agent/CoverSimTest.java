package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.agent.glass.Glass;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Kind;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.Upkeep;

/** What a technician lays over a wall, and what the as-run log says of it. */
class CoverSimTest {
    /** The clock's bound, and the time from the display's answer to the loop. */
    private static final long TOLERANCE_NANOS = 100_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTestPictureEndsTheShowingAndAnotherOneBeginsWhenItGoes(long seed) {
        var rig = playing(seed);
        rig.controller.command("c1", CommandName.TEST_PICTURE, request("grid", 4));
        rig.until(() -> answer(rig, "c1") != null, 5);
        assertEquals("done", answer(rig, "c1").code());
        rig.pass(2);
        assertEquals("grid", cover(rig).kind());
        assertEquals(PlayState.PLAYING, rig.controller.last(Heartbeat.class).orElseThrow().state(), "the player plays on below");
        assertTrue(rig.glass.raised() >= 3, "it is kept on top");
        rig.pass(40);
        assertEquals(null, upkeep(rig).cover());
        assertNothingShownUnderCover(rig);
        FakeGlass.Span span = rig.glass.covered().getFirst();
        assertEquals(4_000, (span.untilNanos() - span.fromNanos()) / 1_000_000, 400, "it goes by itself");
        assertTrue(ends(rig, Outcome.INTERRUPTED).stream().anyMatch(end -> near(rig, end.atNanos(), span.fromNanos())), () -> "" + records(rig));
        assertTrue(starts(rig).stream().anyMatch(start -> near(rig, start.atNanos(), span.untilNanos())), () -> "" + records(rig));
        assertEquals(List.of(), ends(rig, Outcome.MISSED));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aCueThatPassesWhollyBelowATestPictureIsMissed(long seed) {
        var rig = playing(seed);
        rig.controller.command("c1", CommandName.TEST_PICTURE, request("white", 45));
        rig.pass(70);
        assertNothingShownUnderCover(rig);
        assertTrue(ends(rig, Outcome.MISSED).size() >= 1, () -> "" + records(rig));
        rig.pass(30);
        assertTrue(ends(rig, Outcome.SHOWN).size() >= 1, "afterwards all is as before");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatPlaysWhileTheOutputIsOffIsNotClaimed(long seed) {
        var rig = playing(seed);
        rig.pass((int) seed);
        rig.glass.switchOff(true);
        long off = rig.world.nowNanos();
        rig.pass(45);
        rig.glass.switchOff(false);
        long on = rig.world.nowNanos();
        rig.pass(40);
        for (AsRunRecord start : starts(rig)) {
            AsRunRecord end = records(rig).stream().filter(each -> each.kind() == Kind.END && each.intent() == start.intent()).findFirst().orElse(null);
            long from = trueAt(rig, start.atNanos()) - start.boundNanos();
            long until = end == null ? Long.MAX_VALUE : trueAt(rig, end.atNanos()) - end.boundNanos();
            assertTrue(until <= off + TOLERANCE_NANOS || from >= on - 3_000_000_000L - TOLERANCE_NANOS, () -> start + " to " + end + " claims what nobody saw");
        }
        assertTrue(ends(rig, Outcome.MISSED).size() >= 1, () -> "" + records(rig));
        assertTrue(starts(rig).stream().anyMatch(start -> trueAt(rig, start.atNanos()) >= on), "afterwards all is as before");
    }

    @Test
    void aBannerLeavesThePictureToBeSeen() {
        var rig = playing(6);
        int before = records(rig).size();
        rig.controller.command("c1", CommandName.IDENTIFY, request(null, 2));
        rig.pass(1);
        assertEquals(Cover.IDENTIFY, cover(rig).kind());
        rig.controller.command("c2", CommandName.END_COVER, null);
        rig.pass(1);
        assertEquals(null, upkeep(rig).cover());
        assertEquals(List.of(), rig.glass.covered());
        assertEquals(before, records(rig).size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anAgentThatDiesBelowATestPictureClaimsNothingForThatTime(long seed) {
        var rig = playing(seed);
        rig.controller.command("c1", CommandName.TEST_PICTURE, request("red", 600));
        rig.pass(3 + (int) seed * 4);
        rig.world.kill(AgentRig.AGENT);
        rig.glass.uncover();
        rig.pass(2);
        rig.restart(false);
        rig.pass(40);
        assertEquals(2, rig.screen.starts(), "the player plays on");
        assertNothingShownUnderCover(rig);
        assertFalse(rig.disk().paths().contains("cover.txt"));
        assertTrue(ends(rig, Outcome.SHOWN).size() + ends(rig, Outcome.INFERRED).size() >= 1, "afterwards all is as before");
    }

    /** The stop comes before, while and after the picture is laid over the screen. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 5, 10, 20, 50, 1_000, 1_130, 1_260, 1_490})
    void aStopTakesATestPictureAwayAtOnce(long afterMillis) {
        var rig = playing(1 + afterMillis);
        rig.controller.command("c1", CommandName.TEST_PICTURE, request("white", 45));
        rig.world.run(Duration.ofMillis(afterMillis));
        rig.controller.say(new StopOrder(1, true, StopPicture.BLACK, 0));
        long stopped = rig.world.nowNanos();
        rig.pass(5);
        for (FakeGlass.Span span : rig.glass.covered()) {
            long late = span.untilNanos() - stopped;
            assertTrue(late < 50_000_000L, "still there after " + late / 1_000_000 + " ms");
        }
        assertEquals("", upkeep(rig).cover() == null ? "" : cover(rig).kind());
        assertEquals(PlayState.STOPPED, rig.controller.last(Heartbeat.class).orElseThrow().state());
    }

    @Test
    void whatCannotBeDoneIsAnsweredByName() {
        var rig = playing(7);
        rig.controller.command("c1", "danceABit");
        rig.controller.command("c2", CommandName.TEST_PICTURE, request("plaid", 5));
        rig.pass(1);
        assertEquals("unknownCommand", answer(rig, "c1").code());
        assertEquals("unknownPicture", answer(rig, "c2").code());
        rig.glass.breakDown();
        rig.controller.command("c3", CommandName.TEST_PICTURE, request("red", 5));
        rig.pass(1);
        assertEquals("displayFailed", answer(rig, "c3").code());
        assertEquals(null, upkeep(rig).cover());
        assertEquals(List.of(), ends(rig, Outcome.INTERRUPTED));
    }

    @Test
    void aWindowOverThePictureIsNamedAndOneThatPassesIsNot() {
        var rig = playing(8);
        rig.glass.windows = List.of(new Glass.Window("", 1), new Glass.Window("ledwall-cover", 1), new Glass.Window("mpv", 1));
        rig.pass(7);
        assertFalse(rig.problem("glassCovered"));
        rig.glass.windows = List.of(new Glass.Window("update-notifier", 0.02), new Glass.Window("mpv", 1));
        rig.pass(7);
        assertTrue(rig.problem("glassCovered"));
        rig.glass.windows = List.of();
        rig.pass(7);
        assertFalse(rig.problem("glassCovered"));
        assertTrue(rig.problem("glassEmpty"));
        rig.glass.windows = List.of(new Glass.Window("mpv", 1), new Glass.Window("desktop", 1));
        rig.pass(7);
        assertFalse(rig.problem("glassEmpty"));
        assertEquals("glassEmpty", Objects.requireNonNull(upkeep(rig).lastError()).code(), "the last error stays named when it is over");
    }

    @Test
    void aPictureThatStandsStillWhileThePlayerTalksIsMovedAgainEachTime() {
        var rig = playing(9);
        for (int i = 1; i <= 3; i++) {
            rig.screen.stick();
            rig.pass(5);
            long position = rig.screen.truth().position();
            rig.pass(1);
            assertTrue(rig.screen.truth().position() != position, "the picture still stands");
            rig.pass(14);
            assertEquals(PlayState.PLAYING, rig.controller.last(Heartbeat.class).orElseThrow().state());
        }
    }

    @Test
    void anAgentAskedToStartAgainAnswersFirst() {
        var rig = playing(10);
        var asked = new ArrayList<String>();
        rig.agent.onRestartAsked(() -> asked.add("restart"));
        rig.controller.command("c1", CommandName.RESTART_AGENT, null);
        rig.pass(1);
        assertEquals("done", answer(rig, "c1").code());
        assertEquals(List.of("restart"), asked);
    }

    private static void assertNothingShownUnderCover(AgentRig rig) {
        List<AsRunRecord> all = records(rig);
        for (FakeGlass.Span span : rig.glass.covered()) {
            for (AsRunRecord start : all) {
                if (start.kind() != Kind.START) {
                    continue;
                }
                AsRunRecord end = all.stream().filter(each -> each.kind() == Kind.END && each.intent() == start.intent()).findFirst().orElse(null);
                long from = trueAt(rig, start.atNanos());
                long until = end == null ? Long.MAX_VALUE : trueAt(rig, end.atNanos());
                boolean vague = start.boundNanos() > from - span.untilNanos();
                assertTrue(until <= span.fromNanos() + TOLERANCE_NANOS || from >= span.untilNanos() - TOLERANCE_NANOS || (vague && from >= span.untilNanos()),
                        () -> start + " to " + end + " overlaps the cover " + span);
            }
        }
    }

    private static boolean near(AgentRig rig, long timelineNanos, long trueNanos) {
        return Math.abs(trueAt(rig, timelineNanos) - trueNanos) < TOLERANCE_NANOS;
    }

    /** The controller's clock is the true time. */
    private static long trueAt(AgentRig rig, long timelineNanos) {
        return timelineNanos - rig.controller.timelineNow() + rig.world.nowNanos();
    }

    private static AgentRig playing(long seed) {
        var rig = new AgentRig(seed);
        rig.onAir(1, rig.content.file(300_000, 10), rig.content.file(700_000, 20));
        rig.pass(4);
        return rig;
    }

    private static CoverRequest request(@Nullable String picture, int seconds) {
        return new CoverRequest(picture, seconds, 64, 32);
    }

    private static @Nullable CommandDone answer(AgentRig rig, String id) {
        return rig.controller.heard(CommandDone.class).stream().filter(done -> done.id().equals(id)).findFirst().orElse(null);
    }

    private static Upkeep upkeep(AgentRig rig) {
        return Objects.requireNonNull(rig.controller.last(Heartbeat.class).orElseThrow().upkeep());
    }

    private static Cover cover(AgentRig rig) {
        return Objects.requireNonNull(upkeep(rig).cover());
    }

    private static List<AsRunRecord> starts(AgentRig rig) {
        return records(rig).stream().filter(record -> record.kind() == Kind.START).toList();
    }

    private static List<AsRunRecord> ends(AgentRig rig, Outcome outcome) {
        return records(rig).stream().filter(record -> record.kind() == Kind.END && record.outcome() == outcome).toList();
    }

    private static List<AsRunRecord> records(AgentRig rig) {
        var records = new ArrayList<AsRunRecord>();
        for (AsRunBatch batch : rig.controller.heard(AsRunBatch.class)) {
            batch.records().stream().filter(record -> records.isEmpty() || record.sequence() > records.getLast().sequence()).forEach(records::add);
        }
        return records;
    }
}
