package ledwall.agent.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.ToController;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;

class MediaCacheTest {
    private static final MediaHash KNOWN = hash("known");
    private static final MediaHash WANTED = hash("wanted");

    private final Problems problems = new Problems(() -> 0);
    private List<MediaWant> wants = List.of();
    private Set<MediaHash> pinned = Set.of();
    private Set<MediaHash> precious = Set.of();

    private static MediaHash hash(String content) {
        return new MediaHash(Bytes.of(content.getBytes(StandardCharsets.US_ASCII)).sha256());
    }

    private MediaCache cache(Node node) throws IOException {
        var online = new Uplink() {
            @Override
            public boolean open() {
                return true;
            }

            @Override
            public boolean writable() {
                return true;
            }

            @Override
            public void send(ToController message) {
                // Nobody answers.
            }
        };
        var cache = new MediaCache(node, online, problems, () -> wants, () -> pinned, () -> precious, () -> { });
        cache.restore();
        return cache;
    }

    private static Node nodeWith(SimWorld world, String content) throws IOException {
        Node node = world.node("pc");
        node.disk().write("cache/" + KNOWN, 0, content.getBytes(StandardCharsets.US_ASCII));
        return node;
    }

    /** The file is unpinned when room is asked for, and pinned some time later: a file that the cache hands out is there at each instant. */
    @ParameterizedTest
    @ValueSource(longs = {0, 200, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000})
    void aFileThatIsPinnedWhileRoomIsMadeIsNotDeletedUnderIt(long micros) throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            var world = new SimWorld(seed);
            Node node = nodeWith(world, "known");
            var cache = cache(node);
            wants = List.of();
            pinned = Set.of();
            cache.step(node.clock().nanos());
            world.run(Duration.ofSeconds(1));
            assertTrue(cache.has(KNOWN));
            world.disk("pc").capacity(300L << 20);
            wants = List.of(new MediaWant(WANTED, 100, 0));
            cache.step(node.clock().nanos());
            world.run(Duration.ofNanos(micros * 1_000));
            boolean promised = cache.has(KNOWN);
            pinned = Set.of(KNOWN);
            world.run(Duration.ofSeconds(1));
            assertEquals(promised, cache.has(KNOWN));
            assertEquals(promised, node.disk().exists("cache/" + KNOWN), "seed " + seed);
        }
    }

    @Test
    void whatNothingNeedsMakesRoom() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "known");
        var cache = cache(node);
        world.disk("pc").capacity(300L << 20);
        wants = List.of(new MediaWant(WANTED, 100, 0));
        cache.step(node.clock().nanos());
        world.run(Duration.ofSeconds(1));
        assertFalse(cache.has(KNOWN));
        assertFalse(node.disk().exists("cache/" + KNOWN));
    }

    @Test
    void damageToAFileThatNothingNeedsIsNoProblem() throws IOException {
        var world = new SimWorld(1);
        var cache = cache(nodeWith(world, "other"));
        cache.step(world.clock("pc").nanos());
        world.run(Duration.ofSeconds(1));
        assertEquals(List.of(), problems.list());
    }

    @Test
    void aFileThatIsDamagedWhileItIsKeptIsFoundAndDeleted() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "known");
        var cache = cache(node);
        pinned = Set.of(KNOWN);
        pass(world, cache, 100);
        assertTrue(cache.has(KNOWN));
        var lost = new ArrayList<MediaHash>();
        cache.onChange(lost::add);
        world.disk("pc").corrupt("cache/" + KNOWN);
        pass(world, cache, 65);
        assertEquals(List.of(KNOWN), lost);
        assertFalse(cache.has(KNOWN));
        assertEquals("mediaDamaged", problems.list().getFirst().code());
        assertFalse(node.disk().exists("cache/" + KNOWN));
    }

    @Test
    void aFileThatThePlayerStumblesOverIsCheckedAtOnceButNotAgainAndAgain() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "known");
        var cache = cache(node);
        pinned = Set.of(KNOWN);
        pass(world, cache, 20);
        world.disk("pc").corrupt("cache/" + KNOWN);
        cache.suspect(KNOWN);
        pass(world, cache, 1);
        assertFalse(cache.has(KNOWN));

        Node whole = world.restart("pc", true);
        whole.disk().write("cache/" + KNOWN, 0, "known".getBytes(StandardCharsets.US_ASCII));
        var next = cache(whole);
        pass(world, next, 5);
        world.disk("pc").corrupt("cache/" + KNOWN);
        next.suspect(KNOWN);
        pass(world, next, 1);
        assertTrue(next.has(KNOWN), "it was whole 5 s ago");
    }

    /** As where the controller cannot be reached: nothing is fetched in this test. */
    @Test
    void aDamagedFileOfWhichThereIsASpareStandsInItsPlaceAgainAtOnce() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "known");
        pinned = Set.of(KNOWN);
        precious = Set.of(KNOWN);
        pass(world, cache(node), 20);
        // The next process of another boot finds the spare, and the file spoilt.
        Node next = world.restart("pc", true);
        world.disk("pc").corrupt("cache/" + KNOWN);
        var cache = cache(next);
        pass(world, cache, 1);
        assertTrue(cache.has(KNOWN));
        assertArrayEquals("known".getBytes(StandardCharsets.US_ASCII), next.disk().read("cache/" + KNOWN, 0, 100));
        assertEquals(List.of(), problems.list());
    }

    @Test
    void aSpareThatIsSpoiltTooIsNotPutInPlace() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "known");
        pinned = Set.of(KNOWN);
        precious = Set.of(KNOWN);
        var cache = cache(node);
        pass(world, cache, 20);
        world.disk("pc").corrupt("cache/" + KNOWN);
        world.disk("pc").corrupt("cache/" + KNOWN + ".spare");
        pass(world, cache, 65);
        assertFalse(cache.has(KNOWN));
        assertFalse(node.disk().exists("cache/" + KNOWN));
        assertFalse(node.disk().exists("cache/" + KNOWN + ".spare"));
        assertEquals("mediaDamaged", problems.list().getFirst().code());
    }

    @Test
    void aSpareGoesWhenNobodyWantsIt() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "known");
        precious = Set.of(KNOWN);
        var cache = cache(node);
        pass(world, cache, 5);
        assertTrue(node.disk().exists("cache/" + KNOWN + ".spare"));
        precious = Set.of();
        pass(world, cache, 5);
        assertFalse(node.disk().exists("cache/" + KNOWN + ".spare"));
    }

    private static void pass(SimWorld world, MediaCache cache, int seconds) {
        for (int i = 0; i < 4 * seconds; i++) {
            cache.step(world.clock("pc").nanos());
            world.run(Duration.ofMillis(250));
        }
    }

    @Test
    void damageIsAProblemUntilTheFileIsNeededNoMore() throws IOException {
        var world = new SimWorld(1);
        Node node = nodeWith(world, "other");
        var cache = cache(node);
        pinned = Set.of(KNOWN);
        cache.step(node.clock().nanos());
        world.run(Duration.ofSeconds(1));
        assertEquals("mediaDamaged", problems.list().getFirst().code());
        cache.wantsChanged();
        assertEquals(1, problems.list().size());
        pinned = Set.of();
        cache.wantsChanged();
        assertEquals(List.of(), problems.list());
    }
}
