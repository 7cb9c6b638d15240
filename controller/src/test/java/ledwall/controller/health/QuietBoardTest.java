package ledwall.controller.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.Upkeep;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the board says of a screen with quiet hours: from second 30 to 90, across the switch to another timeline at second 60. */
class QuietBoardTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");
    private static final long S = 1_000_000_000L;

    private final SimWorld world = new SimWorld(9);
    private final TimelineClock clock;
    private final Board board;
    private final long begin;

    QuietBoardTest() throws IOException {
        Node node = world.node("controller");
        clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
        begin = clock.now();
        board = new Board(clock, new Journal(new FakeHealthStore(), clock, node.work(), node.loop()));
        board.registered(List.of(new Screen(NORTH, "North", new GroupId("group-a"), 640, 360, 25, ZoneId.of("Asia/Shanghai"))));
        var programme = new Programme(List.of(entry(1, 0), entry(2, 60)));
        board.plan(NORTH, new Plan(programme, Map.of(1L, hash(1), 2L, hash(2)), new TimelineName(2, hash(2))));
        board.connected(NORTH, new AgentName("1", "10.0.0.5:40000", "run-1"));
        board.ready(NORTH, new TimelineReady(2, hash(2), begin + 900 * S, 0, 0));
    }

    private static TimelineHash hash(long version) {
        return new TimelineHash(Long.toString(version).repeat(64));
    }

    private Programme.Entry entry(long version, long second) {
        var media = new MediaRef(new MediaHash("a".repeat(64)), 1, 75);
        var block = new Block(0, Block.FOREVER, null, List.of(new Cue(new ItemId("film"), "Film", media, 75)), null);
        return new Programme.Entry(new Timeline(NORTH, version, 640, 360, 25, media, List.of(block), List.of(new QuietWindow(begin + 30 * S, begin + 90 * S))),
                new Switch(begin + second * S, 0));
    }

    private ScreenStatus after(int seconds, PlayState state, @Nullable String cover) {
        for (int i = 0; i < seconds; i += 2) {
            world.run(Duration.ofSeconds(2));
            long at = clock.now();
            long version = at < begin + 60 * S ? 1 : 2;
            boolean plays = state == PlayState.PLAYING;
            board.heartbeat(NORTH, new Heartbeat(1, at, state, version, hash(version), begin, plays ? new ItemId("film") : null, plays ? "Film" : "", 0, 0, 0, 1, 0, 0,
                    true, 0, List.of(), new Upkeep(1, 1, 0, 0, 0, null, cover == null ? null : new Cover(cover, at + S))));
            board.step();
        }
        return board.screen(NORTH).orElseThrow();
    }

    private static List<String> codes(ScreenStatus status) {
        return status.problems().stream().map(BoardProblem::code).toList();
    }

    @Test
    void aScreenThatIsDarkInItsQuietHoursIsInOrder() {
        assertNull(after(20, PlayState.PLAYING, null).quietUntil());
        world.run(Duration.ofSeconds(10));
        for (int i = 0; i < 5; i++) {
            var status = after(10, PlayState.QUIET, null);
            assertEquals(List.of(), codes(status));
            assertTrue(status.inSync());
            assertEquals(Instants.instant(begin + 90 * S), status.quietUntil(), "also across the switch");
            assertEquals(Impact.Code.QUIET, status.condition().impact().code());
        }
        world.run(Duration.ofSeconds(10));
        var lit = after(10, PlayState.PLAYING, null);
        assertEquals(List.of(), codes(lit));
        assertTrue(lit.inSync());
        assertNull(lit.quietUntil());
    }

    @Test
    void aScreenThatIsLitInItsQuietHoursIsNamedForThat() {
        world.run(Duration.ofSeconds(32));
        var playing = after(10, PlayState.PLAYING, null);
        assertEquals(List.of("quietNotKept"), codes(playing));
        assertFalse(playing.inSync());
        assertEquals(Impact.Code.OTHER_SHOWN, playing.condition().impact().code());
        var slate = after(10, PlayState.SLATE, null);
        assertEquals(List.of("quietNotKept"), codes(slate), "as an agent of before quiet hours shows it");
        assertEquals(Impact.Code.SLATE, slate.condition().impact().code());
    }

    @Test
    void aTestPictureInQuietHoursIsOnPurpose() {
        world.run(Duration.ofSeconds(32));
        assertEquals(List.of(), codes(after(10, PlayState.QUIET, Cover.IDENTIFY)));
        var status = after(10, PlayState.QUIET, "grid");
        assertEquals(List.of(), codes(status));
        assertEquals(Impact.Code.COVERED, status.condition().impact().code());
    }

    @Test
    void aScreenThatIsDarkWithoutQuietHoursIsNamed() {
        var status = after(12, PlayState.QUIET, null);
        assertEquals(List.of("wrongState"), codes(status));
        assertFalse(status.inSync());
    }

    @Test
    void aScreenOutOfReachIsKnownToBeDarkIfItHoldsItsQuietHours() {
        world.run(Duration.ofSeconds(32));
        after(4, PlayState.QUIET, null);
        board.disconnected(NORTH, Offline.Cause.LINK_LOST, "reset");
        board.step();
        assertEquals(Impact.Code.QUIET, board.screen(NORTH).orElseThrow().condition().impact().code());
        world.run(Duration.ofSeconds(60));
        board.step();
        assertTrue(board.screen(NORTH).orElseThrow().condition().impact().code() != Impact.Code.QUIET, "the night is over");
    }
}
