package ledwall.agent;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import ledwall.agent.asrun.AsRunLog;
import ledwall.agent.health.Problems;
import ledwall.agent.player.OneWindow;
import ledwall.agent.player.deck.Decks;
import ledwall.agent.player.mpv.MpvPlayer;
import ledwall.agent.player.mpv.MpvSettings;
import ledwall.agent.playout.Playout;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.runtime.real.RealNode;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timesync.Mapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Playout with a real mpv on a real (virtual) screen; what counts is the pixels. */
@Timeout(60)
class QuietGlassTest {
    private static final long MS = 1_000_000;
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final MediaHash RED = new MediaHash("ab".repeat(32));
    private static final ScreenId SCREEN = new ScreenId("screen-1");

    @TempDir Path folder;

    @Test
    void inQuietHoursEveryPixelIsBlackAndThenThePictureComesBack() throws Exception {
        Path red = folder.resolve("red.mp4");
        assertEquals(0, new ProcessBuilder("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=c=red:s=320x180:r=25:d=1", "-pix_fmt", "yuv420p", red.toString())
                .inheritIO().start().waitFor());
        try (var screen = new Xvfb(folder, 320, 180); var bench = RealNode.open("bench", folder.resolve("node"), (task, error) -> { })) {
            var node = bench.node();
            long now = node.clock().nanos();
            long from = now + 5_000 * MS;
            long until = from + 1_500 * MS;
            var media = new MediaRef(RED, 1_000, 25);
            var timeline = new Timeline(SCREEN, 1, 320, 180, 25, media, List.of(new Block(now, Block.FOREVER, null,
                    List.of(new Cue(new ItemId("red"), "red", media, 25)), new Block.Start(now, 0))), List.of(new QuietWindow(from, until)));
            var programme = new Programme(List.of(new Programme.Entry(timeline, new Switch(now, 0))));
            var problems = new Problems(() -> node.clock().nanos());
            var log = AsRunLog.open(node.loop(), node.work(), node.disk(), SCREEN, problems);
            var player = new MpvPlayer(new MpvSettings(folder, 'a', screen.display(), "x11", 1, Duration.ZERO), node.clock(), node.loop(), node.work(), new OneWindow());
            var decks = new Decks(node.clock(), node.loop(), new OneWindow(), List.of(player), Duration.ZERO);
            var playout = new Playout(node.clock(), node.loop(), node.work(), node.disk(), () -> new Mapping(now, now, 0, MS), Optional::empty, () -> programme,
                    hash -> Optional.of(red.toString()), log, problems, decks, any -> true);
            node.loop().post("start", playout::start);
            await().pollInterval(Duration.ofMillis(20)).atMost(SOON).until(() -> screen.middle().getFirst() > 200);
            assertTrue(node.clock().nanos() < from, "lit before it is quiet");
            await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> screen.lit() == 0);
            long dark = node.clock().nanos();
            assertTrue(dark > from - 100 * MS, "dark " + (from - dark) / MS + " ms before its time");
            // A busy machine takes its time; a slate on the way would have been red here.
            assertTrue(dark < from + 700 * MS, "dark " + (dark - from) / MS + " ms after the instant");
            var state = new AtomicReference<PlayState>();
            node.loop().post("ask", () -> state.set(playout.status().state()));
            await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> screen.lit() > 0 || node.clock().nanos() > until - 300 * MS);
            assertEquals(0, screen.lit(), "lit again " + (until - node.clock().nanos()) / MS + " ms too early");
            assertEquals(PlayState.QUIET, state.get());
            await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> screen.middle().getFirst() > 200);
            assertTrue(node.clock().nanos() > until - 50 * MS, "lit " + (until - node.clock().nanos()) / MS + " ms too early");
            node.loop().post("end", () -> playout.close(true));
            await().atMost(SOON).until(() -> screen.lit() == 0);
        }
    }
}
