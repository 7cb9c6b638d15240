package ledwall.controller.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
import ledwall.protocol.message.Problem;
import ledwall.protocol.message.TimelineReady;
import ledwall.protocol.message.Upkeep;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.sim.SimWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Desired against reported: what is named, how soon, and what is not. A loop of two items of 3 s each; at second 60 another timeline takes over. */
class DifferencesTest {
    private static final ScreenId NORTH = new ScreenId("screen-north");
    private static final long S = 1_000_000_000L;

    private final SimWorld world = new SimWorld(9);
    private final Node node = world.node("controller");
    private final FakeHealthStore store = new FakeHealthStore();
    private final TimelineClock clock;
    private final Board board;
    private final long begin;
    private final Programme programme;

    DifferencesTest() throws IOException {
        clock = TimelineClock.start(node.clock(), node.disk(), node.work(), node.loop());
        begin = clock.now();
        board = new Board(clock, new Journal(store, clock, node.work(), node.loop()));
        board.registered(List.of(new Screen(NORTH, "North", new GroupId("group-a"), 640, 360, 25, ZoneId.of("Asia/Shanghai"))));
        programme = new Programme(List.of(entry(1, 0, "a", "b"), entry(2, 60, "c", "d")));
        board.plan(NORTH, new Plan(programme, Map.of(1L, hash(1), 2L, hash(2)), new TimelineName(2, hash(2))));
        board.connected(NORTH, new AgentName("1", "10.0.0.5:40000", "run-1"));
        board.ready(NORTH, new TimelineReady(2, hash(2), begin + 900 * S, 0, 0));
        world.run(Duration.ofMillis(600));
        board.step();
    }

    private static TimelineHash hash(long version) {
        return new TimelineHash(Long.toString(version).repeat(64));
    }

    private Programme.Entry entry(long version, long second, String... items) {
        var media = new MediaRef(new MediaHash("a".repeat(64)), 1, 75);
        var cues = new ArrayList<Cue>();
        for (String item : items) {
            cues.add(new Cue(new ItemId(item), "Item " + item, media, 75));
        }
        var block = new Block(0, Block.FOREVER, null, cues, null);
        return new Programme.Entry(new Timeline(NORTH, version, 640, 360, 25, media, List.of(block)), new Switch(begin + second * S, 0));
    }

    /** A heartbeat of an agent that is so far behind what is due, and in order otherwise. */
    private Heartbeat beat(long lateNanos) {
        long at = clock.now();
        var due = programme.due(at - lateNanos).orElseThrow();
        return new Heartbeat(1, at, PlayState.PLAYING, due.version(), hash(due.version()), begin + 900 * S, due.cue().item(), due.cue().name(), 0, 0, 0, 1, 0, 0, true, 0,
                List.of(), null);
    }

    private static Heartbeat with(Heartbeat was, PlayState state, String item, long version, long driftMillis, boolean locked, String problem, String cover) {
        List<Problem> problems = problem.isEmpty() ? List.of() : List.of(new Problem(problem, was.atNanos(), problem));
        Upkeep upkeep = new Upkeep(1, 1, 0, 0, 0, null, cover.isEmpty() ? null : new Cover(cover, was.atNanos() + S));
        return new Heartbeat(1, was.atNanos(), state, version, hash(version), was.readyUntilNanos(), new ItemId(item), "Item " + item, 0, driftMillis * 1_000_000, 0, 1, 0,
                0, locked, 0, problems, upkeep);
    }

    /** Seconds of heartbeats, one every 2 s; how many seconds after the first one something was wrong, and what then. */
    private List<String> told(int seconds, UnaryOperator<Heartbeat> says) {
        var out = new ArrayList<String>();
        for (int i = 0; i <= seconds * 10; i++) {
            if (i % 20 == 0) {
                board.heartbeat(NORTH, says.apply(beat(0)));
            }
            world.run(Duration.ofMillis(100));
            board.step();
            if (i < 6) {
                continue; // The board tells twice a second; what it told last is from before.
            }
            int second = i / 10;
            board.screen(NORTH).orElseThrow().problems().forEach(problem -> {
                if (out.stream().noneMatch(line -> line.startsWith(problem.code() + " "))) {
                    out.add(problem.code() + " " + second);
                }
            });
        }
        return out;
    }

    private static void assertWithinTenSeconds(String code, List<String> told) {
        assertEquals(1, told.size(), told.toString());
        assertTrue(told.getFirst().startsWith(code + " ") && told.getFirst().length() <= code.length() + 2, told.toString());
    }

    @Test
    void eachDifferenceIsNamedWithinTenSeconds() {
        assertWithinTenSeconds("wrongItem", told(12, beat -> with(beat, PlayState.PLAYING, "z", 1, 0, true, "", "")));
        assertEquals(List.of(), told(1, beat -> beat), "and it ends with the first heartbeat without it");
        assertWithinTenSeconds("wrongState", told(12, beat -> with(beat, PlayState.SLATE, "a", 1, 0, true, "", "")));
        told(1, beat -> beat);
        assertWithinTenSeconds("timelineBehind", told(12, beat -> with(beat, PlayState.PLAYING, "a", 3, 0, true, "", "")));
        told(1, beat -> beat);
        assertWithinTenSeconds("driftTooLarge", told(12, beat -> with(beat, PlayState.PLAYING, beat.item().value(), 1, -90, true, "", "")));
    }

    @Test
    void anAgentThatKeepsAnOlderTimelineIsNamed() {
        board.plan(NORTH, new Plan(programme, Map.of(1L, hash(1), 2L, hash(2)), new TimelineName(3, hash(3))));
        assertWithinTenSeconds("timelineNotKept", told(12, beat -> beat));
        board.ready(NORTH, new TimelineReady(3, hash(3), begin, 0, 0));
        assertEquals(List.of(), told(3, beat -> beat));
    }

    @Test
    void aClockThatDoesNotLockIsNamed() {
        assertWithinTenSeconds("clockNotLocked", told(12, beat -> with(beat, PlayState.PLAYING, beat.item().value(), 1, 0, false, "", "")));
    }

    @ParameterizedTest
    @ValueSource(longs = {-900, -400, 0, 400, 900})
    void cuesAndSwitchesAreNoFaultsHoweverTheHeartbeatsFall(long lateMillis) {
        world.run(Duration.ofMillis(1_000 + lateMillis / 10));
        var out = new ArrayList<String>();
        for (int i = 0; i < 45; i++) {
            board.heartbeat(NORTH, beat(lateMillis * 1_000_000));
            world.run(Duration.ofMillis(1_970));
            board.step();
            board.screen(NORTH).orElseThrow().problems().forEach(problem -> out.add(problem.code()));
        }
        assertEquals(List.of(), out);
    }

    @Test
    void whatIsNamedAsWhatItIsIsNotNamedTwice() {
        assertEquals(List.of("mediaMissing 0"), told(12, beat -> with(beat, PlayState.SLATE, "a", 1, 0, true, "mediaMissing", "")));
        told(1, beat -> beat);
        assertEquals(List.of(), told(12, beat -> with(beat, PlayState.PLAYING, "z", 1, 0, true, "", "grid")), "a test picture lies over it");
        board.disconnected(NORTH, Offline.Cause.LINK_LOST, "reset");
        world.run(Duration.ofSeconds(20));
        board.step();
        assertEquals(List.of("offline"), board.screen(NORTH).orElseThrow().problems().stream().map(BoardProblem::code).toList());
    }

    @Test
    void oneBadHeartbeatBeforeALongSilenceIsNoProblem() {
        board.heartbeat(NORTH, with(beat(0), PlayState.SLATE, "a", 1, 0, true, "", ""));
        world.run(Duration.ofMillis(5_900));
        board.step();
        assertEquals(List.of(), board.screen(NORTH).orElseThrow().problems());
    }

    @Test
    void whatBeginsAndEndsIsWrittenDownOnce() {
        told(12, beat -> with(beat, PlayState.SLATE, "a", 1, 0, true, "", ""));
        told(4, beat -> beat);
        world.run(Duration.ofSeconds(1));
        assertEquals(List.of("CONNECTED agent 1 from 10.0.0.5:40000", "STATE_CHANGED slate",
                "PROBLEM_BEGAN wrongState: \"Item a\" is planned now, but the screen is on its slate and does not say why.",
                "STATE_CHANGED playing", "PROBLEM_ENDED wrongState"), sortedLike(store.told()));
    }

    /** A problem's end and the state that ends it fall into one look: their order means nothing. */
    private static List<String> sortedLike(List<String> told) {
        var out = new ArrayList<>(told);
        int end = out.indexOf("PROBLEM_ENDED wrongState");
        if (end >= 0) {
            out.remove(end);
            out.add("PROBLEM_ENDED wrongState");
        }
        return out.stream().map(line -> line.replace("Item b", "Item a")).toList();
    }

    @Test
    void aScreenThatFlapsDoesNotFloodTheJournal() {
        for (int i = 0; i < 600; i++) {
            board.heartbeat(NORTH, with(beat(0), i % 2 == 0 ? PlayState.SLATE : PlayState.PLAYING, "a", 1, 0, true, i % 2 == 0 ? "diskLow" : "", ""));
            world.run(Duration.ofMillis(600));
            board.step();
        }
        int most = Journal.BURST + (int) (600 * 600_000_000L / Journal.REFILL_NANOS) + 2;
        assertTrue(store.events.size() <= most, store.events.size() + " events are more than " + most);
        assertTrue(store.events.size() > Journal.BURST, "but some are written all the while");
    }
}
