package ledwall.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.message.AsRunBatch;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Showing;
import ledwall.protocol.timeline.Timeline;

/** What one whole agent puts on the glass, compared with what its timelines say at the true time. */
class GlassSimTest {
    /** A picture may change this much early or late: the clock's bound, the player's drift, and the old picture that stands while a new list is cued. */
    private static final long TOLERANCE_NANOS = 200_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theGlassShowsWhatIsDueWhetherOrNotAControllerIsThere(long seed) {
        var rig = new AgentRig(seed);
        Programme programme = playing(rig);
        assertGlass(rig, programme, 60);
        rig.world.kill(AgentRig.CONTROLLER);
        assertGlass(rig, programme, 120);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anAgentThatDiesAndComesBackChangesNothingOnTheGlass(long seed) {
        var rig = new AgentRig(seed);
        Programme programme = playing(rig);
        rig.pass(70);
        for (int i = 0; i < 3; i++) {
            rig.world.kill(AgentRig.AGENT);
            assertGlass(rig, programme, 3);
            rig.restart(false);
            assertGlass(rig, programme, 30);
        }
        assertEquals(2, rig.screen.starts(), "the player of the first agent still plays");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anEditTakesOverAtItsInstantAndLeavesNoGap(long seed) {
        var rig = new AgentRig(seed);
        Programme before = playing(rig);
        Timeline edited = rig.content.loop(2, rig.content.file(200_000, 8), rig.content.file(200_000, 9));
        TimelineOffer offer = Content.offer(edited);
        rig.controller.offer(offer, null);
        rig.until(() -> rig.controller.ready(2), 60);
        Showing now = before.due(rig.controller.timelineNow() + ScriptedController.seconds(2)).orElseThrow();
        TimelineSwitch change = Content.change(offer, now.endNanos(), 1);
        rig.controller.change(change);
        var entries = new ArrayList<>(before.entries());
        entries.add(new Programme.Entry(edited, change.change()));
        assertGlass(rig, new Programme(entries), 60);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyShowingIsRecordedOnceAndArrivesOnce(long seed) {
        var rig = new AgentRig(seed);
        playing(rig);
        rig.pass(40);
        rig.world.network().reset(AgentRig.AGENT, AgentRig.CONTROLLER);
        rig.pass(60);
        List<AsRunRecord> records = new ArrayList<>();
        for (AsRunBatch batch : rig.controller.heard(AsRunBatch.class)) {
            batch.records().stream().filter(record -> records.isEmpty() || record.sequence() > records.getLast().sequence()).forEach(records::add);
        }
        for (int i = 0; i < records.size(); i++) {
            assertEquals(i + 1, records.get(i).sequence());
        }
        long shown = records.stream().filter(record -> record.outcome() == AsRunRecord.Outcome.SHOWN).count();
        assertTrue(shown >= 5, "of about 100 s in turns of 10 and 20 s: " + records);
    }

    /** A loop of two items on the glass for some seconds. */
    private static Programme playing(AgentRig rig) {
        Timeline timeline = rig.content.loop(1, rig.content.file(300_000, 10), rig.content.file(700_000, 20));
        TimelineOffer offer = Content.offer(timeline);
        rig.controller.offer(offer, null);
        rig.until(() -> rig.controller.ready(1), 60);
        TimelineSwitch change = Content.change(offer, rig.controller.timelineNow() + ScriptedController.seconds(2), 0);
        rig.controller.change(change);
        rig.pass(7);
        return new Programme(List.of(new Programme.Entry(timeline, change.change())));
    }

    /** Lets time pass and compares the glass with the programme ten times a second. */
    private static void assertGlass(AgentRig rig, Programme programme, int seconds) {
        for (int i = 0; i < 10 * seconds; i++) {
            rig.world.run(Duration.ofMillis(100));
            long now = rig.controller.timelineNow();
            Showing due = programme.due(now).orElseThrow();
            if (now - due.startNanos() < TOLERANCE_NANOS || due.endNanos() - now < TOLERANCE_NANOS) {
                continue;
            }
            MediaRef wanted = due.cue().media();
            String shown = Optional.ofNullable(rig.screen.truth().pathAt(rig.world.nowNanos() - 1)).orElse("black");
            assertTrue(shown.endsWith(wanted.hash().value()), () -> "seed " + rig.world.seed() + " at " + rig.world.trueTime() + ": due is "
                    + due.cue().name() + " " + wanted.hash() + " since " + (now - due.startNanos()) / 1_000_000 + " ms, shown is " + shown);
        }
    }
}
