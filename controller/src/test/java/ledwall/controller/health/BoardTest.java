package ledwall.controller.health;

import ledwall.protocol.timeline.Instants;
import ledwall.protocol.message.TimelineReady;
import ledwall.controller.health.ScreenStatus.TimelineName;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import ledwall.controller.clock.TimelineClock;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Problem;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;

/** What the board says of one screen that should switch from timeline 1 to 2 at second 60. */
final class BoardTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");
    private static final AgentName AGENT = new AgentName("1", "10.0.0.5:40000", "run-1");
    private static final long S = 1_000_000_000L;

    private final SimWorld world = new SimWorld(9);
    private final Node node = world.node("controller");
    private final FakeHealthStore store = new FakeHealthStore();
    private final TimelineClock clock;
    private final Board board;
    private final long begin;

    BoardTest() throws IOException {
        clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
        begin = clock.now();
        board = new Board(clock, new Journal(store, clock, node.work(), node.loop()));
        board.registered(List.of(new Screen(NORTH, "North", new GroupId("group-a"), 640, 360, 25, ZoneId.of("Asia/Shanghai"))));
        board.plan(NORTH, new Plan(new Programme(List.of(entry(1, 0, "a"), entry(2, 60, "b"))), Map.of(1L, hash(1), 2L, hash(2)), new TimelineName(2, hash(2))));
    }

    private static TimelineHash hash(long version) {
        return new TimelineHash(Long.toString(version).repeat(64));
    }

    private Programme.Entry entry(long version, long second, String item) {
        var media = new MediaRef(new MediaHash("a".repeat(64)), 1, 250);
        var block = new Block(0, Block.FOREVER, null, List.of(new Cue(new ItemId(item), "Item " + item, media, 250)), null);
        return new Programme.Entry(new Timeline(NORTH, version, 640, 360, 25, media, List.of(block)), new Switch(begin + second * S, 0));
    }

    private Heartbeat beat(long version, PlayState state, long driftMillis, boolean locked, Problem... problems) {
        return new Heartbeat(1, clock.now(), state, version, version == 0 ? null : hash(version), begin, new ItemId("a"), "Item a", S,
                driftMillis * 1_000_000, 0, 1, 0, 0, locked, 0, List.of(problems));
    }

    private ScreenStatus status() {
        world.run(Duration.ofSeconds(1));
        board.step();
        return board.screen(NORTH).orElseThrow();
    }

    @Test
    void aScreenThatWasAddedSinceTheLastStepIsToldAsItWillEnter() {
        var added = new Screen(new ScreenId("screen-new"), "New", new GroupId("group-a"), 640, 360, 25, ZoneId.of("Asia/Shanghai"));
        var at = clock.instant();
        var seen = new Screen(new ScreenId("screen-seen"), "Seen", new GroupId("group-a"), 640, 360, 25, ZoneId.of("Asia/Shanghai"));
        store.seen.put(seen.id(), new LastSeen(seen.id(), at, "1", "10.0.0.6:40000", at, null));
        var again = new Board(clock, new Journal(store, clock, node.work(), node.loop()));

        again.controllerProblem("databaseFull", "The disk is full.", "Make room.");
        world.run(Duration.ofSeconds(1));
        again.step();

        assertEquals(List.of(), again.screens());
        var before = List.of(again.screen(added), again.screen(seen));
        assertEquals(Offline.Cause.NEVER_SEEN, before.getFirst().condition().offline().cause());
        assertEquals(Offline.Cause.LINK_LOST, before.getLast().condition().offline().cause());
        again.registered(List.of(added, seen));
        assertEquals(before, again.screens());
    }

    private boolean inSyncAfter(Heartbeat heartbeat) {
        board.connected(NORTH, AGENT);
        board.heartbeat(NORTH, heartbeat);
        return status().inSync();
    }

    @Test
    void screenThatPlaysWhatIsDueIsInSync() {
        assertTrue(inSyncAfter(beat(1, PlayState.PLAYING, 40, true)));
        assertEquals(1, status().reported().onAir().version());
    }

    @Test
    void anyOfTheseIsOutOfSync() {
        assertFalse(inSyncAfter(beat(1, PlayState.PLAYING, 41, true)));
        assertFalse(inSyncAfter(beat(1, PlayState.PLAYING, -41, true)));
        assertFalse(inSyncAfter(beat(1, PlayState.PLAYING, 0, false)));
        assertFalse(inSyncAfter(beat(2, PlayState.PLAYING, 0, true)));
        assertFalse(inSyncAfter(beat(0, PlayState.PLAYING, 0, true)));
        assertFalse(inSyncAfter(beat(1, PlayState.SLATE, 0, true)));
        assertFalse(inSyncAfter(beat(1, PlayState.PLAYER_LOST, 0, true)));
    }

    @Test
    void switchIsNoFaultBeforeTheNextHeartbeat() {
        world.run(Duration.ofSeconds(59));
        assertTrue(inSyncAfter(beat(1, PlayState.PLAYING, 0, true)));
        world.run(Duration.ofSeconds(1));
        assertTrue(status().inSync());
        assertFalse(inSyncAfter(beat(1, PlayState.PLAYING, 0, true)));
    }

    @Test
    void boardNamesTheNewestTimelineThatIsWantedAndTheNewestThatIsKept() {
        board.connected(NORTH, AGENT);
        board.heartbeat(NORTH, beat(1, PlayState.PLAYING, 0, true));
        assertEquals(new TimelineName(2, hash(2)), status().desired());
        assertEquals(new TimelineName(1, hash(1)), status().reported().timeline());
        board.ready(NORTH, new TimelineReady(2, hash(2), begin + 700 * S, 0, 0));
        assertEquals(new TimelineName(2, hash(2)), status().reported().timeline());
        assertEquals(Instants.instant(begin + 700 * S), status().reported().readyUntil());
        assertEquals(new TimelineName(1, hash(1)), status().reported().onAir());
        assertTrue(status().inSync(), "what is kept for later does not matter for what is on air");
    }

    @Test
    void screenThatGoesOfflineIsOutOfSyncAndKeepsItsLastWord() {
        inSyncAfter(beat(1, PlayState.PLAYING, 0, true, new Problem("diskLow", begin, "1 MiB left")));
        assertEquals("diskLow", status().problems().getFirst().code());
        board.disconnected(NORTH, Offline.Cause.LINK_LOST, "reset");
        ScreenStatus status = status();
        assertFalse(status.online());
        assertFalse(status.inSync());
        assertEquals(PlayState.PLAYING, status.reported().state());
        assertEquals(List.of("offline"), status.problems().stream().map(BoardProblem::code).toList());
    }

    private List<String> codes() {
        return status().problems().stream().map(BoardProblem::code).toList();
    }

    private void readyUntil(long second) {
        board.heartbeat(NORTH, new Heartbeat(1, clock.now(), PlayState.PLAYING, 1, hash(1), begin + second * S, new ItemId("a"), "Item a", S, 0, 0, 1, 0, 0, true,
                0, List.of()));
    }

    @Test
    void whatIsDueSoonAndNotOnTheDiskIsNamedAfterAWhileUntilItIsThere() {
        board.connected(NORTH, AGENT);
        board.ready(NORTH, new TimelineReady(2, hash(2), begin + 65 * S, 1, 100));
        readyUntil(65);
        assertEquals(List.of(), codes(), "fetching has only begun");
        world.run(Duration.ofSeconds(31));
        assertEquals(List.of(Board.NOT_FETCHED_IN_TIME), codes());
        assertTrue(status().problems().getFirst().cause().startsWith("\"Item b\" is planned for "), status().problems().toString());
        readyUntil(7 * 86_400);
        assertEquals(List.of(), codes());
        readyUntil(3_600);
        world.run(Duration.ofSeconds(31));
        assertEquals(List.of(), codes(), "an hour is time enough");
        board.disconnected(NORTH, Offline.Cause.LINK_LOST, "reset");
        world.run(Duration.ofSeconds(31));
        status();
        world.run(Duration.ofSeconds(31));
        assertEquals(List.of("offline", Board.NOT_FETCHED_IN_TIME), codes());
    }

    @Test
    void problemKeepsSinceWhenAndSaysWhatToDo() {
        board.raise(NORTH, Board.TIMELINE_REFUSED, "first");
        var since = status().problems().stream().filter(each -> each.code().equals(Board.TIMELINE_REFUSED)).findFirst().orElseThrow().since();
        board.raise(NORTH, Board.TIMELINE_REFUSED, "second");
        var problem = status().problems().stream().filter(each -> each.code().equals(Board.TIMELINE_REFUSED)).findFirst().orElseThrow();
        assertEquals(since, problem.since());
        assertEquals("second", problem.cause());
        assertFalse(problem.advice().isBlank());
        board.clear(NORTH, Board.TIMELINE_REFUSED);
        assertEquals(List.of("neverConnected"), status().problems().stream().map(BoardProblem::code).toList());
    }

    @Test
    void controllerWhoseWallClockSteppedIsNamedOnEveryScreen() {
        world.clock("controller").step(Duration.ofSeconds(90));
        world.run(Duration.ofSeconds(2));
        clock.step();
        assertTrue(status().problems().stream().anyMatch(problem -> problem.code().equals(Board.CLOCK_STEPPED) && problem.cause().contains("90 s")));
    }

    @Test
    void agentWithAnotherTimeIsNamed() {
        board.connected(NORTH, AGENT);
        var ahead = beat(1, PlayState.PLAYING, 0, true);
        board.heartbeat(NORTH, new Heartbeat(1, ahead.atNanos() + 5 * S, ahead.state(), 1, hash(1), begin, null, "", 0, 0, 0, 0, 0, 0, true, 0, List.of()));
        assertEquals(List.of(Board.CLOCK_DIFFERS), status().problems().stream().map(BoardProblem::code).toList());
        board.heartbeat(NORTH, beat(1, PlayState.PLAYING, 0, true));
        assertTrue(status().problems().isEmpty());
    }

    @Test
    void newsComesOnceAndOnlyWhenSomethingChanged() {
        var news = new ArrayList<List<ScreenStatus>>();
        status();
        board.subscribe(news::add);
        board.connected(NORTH, AGENT);
        board.heartbeat(NORTH, beat(1, PlayState.PLAYING, 0, true));
        for (int i = 0; i < 20; i++) {
            world.run(Duration.ofMillis(100));
            board.step();
        }
        assertEquals(1, news.size());
    }
}
