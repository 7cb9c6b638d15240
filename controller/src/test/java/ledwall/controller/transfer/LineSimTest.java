package ledwall.controller.transfer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import ledwall.agent.cache.MediaCache;
import ledwall.agent.cache.MediaWant;
import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.media.Fit;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.screen.Screens;
import ledwall.controller.session.ControllerRig;
import ledwall.controller.session.SimPeer;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimeRequest;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.message.ToController;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.TimelineCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A controller's transfers and an agent's cache at the two ends of a line: how well they fill it, and how long everything else waits meanwhile. Small questions
 * of the time are asked all along, as heartbeats and commands would be sent.
 */
final class LineSimTest {
    /** Two files of this size take turns on a disk that holds one. */
    private static final int FILE_BYTES = 16_000_000;
    private static final int BYTES_PER_SECOND_OF_CLIP = 20_000;
    private static final long MEGABITS_20 = 2_500_000;
    /** How much is transferred on each line of 20 Mbit/s. {@code -Dledwall.line.bytes=2000000000} makes it the whole 2 GB, which takes half a minute a line. */
    private static final long TRANSFER_BYTES = Long.getLong("ledwall.line.bytes", 50_000_000);
    /** Beside the file there is no room but for what must stay free. */
    private static final long SPARE_BYTES = 512L << 20;

    private final ControllerRig rig = new ControllerRig();
    private final Node screenNode;
    private final SimPeer peer;
    private final List<MediaRef> files = new ArrayList<>();
    private final List<Long> roundTrips = new ArrayList<>();
    private final Map<Integer, Long> asked = new HashMap<>();
    private MediaCache cache;
    private List<MediaWant> wants = List.of();
    private Duration questionEvery = Duration.ofMillis(50);
    private int questions;
    private int current;
    private long received;
    private int largestChunk;
    private long roundTripOfLine;

    LineSimTest() {
        var screen = rig.screen("North");
        rig.world.network().budget("controller", ControllerRig.host(1), 4 << 20);
        peer = rig.welcome(screen);
        screenNode = peer.node();
    }

    private final class Line implements Uplink {
        @Override
        public boolean open() {
            return peer.isOpen();
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void send(ToController message) {
            peer.send(message);
        }
    }

    /** A line of so many bytes a second and this delay each way, and an agent's cache at its end that wants everything of the loop. */
    private void line(long bytesPerSecond, Duration oneWay, Duration jitter) {
        offer();
        rig.world.network().latency("controller", ControllerRig.host(1), oneWay, jitter);
        rig.world.network().rate("controller", ControllerRig.host(1), bytesPerSecond);
        roundTripOfLine = 2 * oneWay.toNanos();
        rig.world.disk(ControllerRig.host(1)).capacity(SPARE_BYTES + FILE_BYTES / 2);
        cache = new MediaCache(screenNode, new Line(), new Problems(() -> 0), () -> wants, () -> Set.of(wants.getFirst().hash()), Set::of, this::step);
        try {
            cache.restore();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        peer.listen(this::heard);
        rig.run(Duration.ofSeconds(2));
        want(0);
        cache.onChange(hash -> {
            if (cache.has(hash) && hash.equals(files.get(current).hash())) {
                current = 1 - current;
                want(current);
            }
        });
        step();
        question();
    }

    private void offer() {
        rig.node.work().submit("test", "upload", () -> {
            var drafts = new ArrayList<Playlists.Draft>();
            for (String name : List.of("one", "two")) {
                try (var upload = rig.controller.media().ingest().begin(name, OptionalLong.empty())) {
                    upload.write(FakeMediaTools.video(name, Duration.ofSeconds(FILE_BYTES / BYTES_PER_SECOND_OF_CLIP)));
                    drafts.add(new Playlists.Draft(null, upload.finish().id(), null, Fit.CONTAIN));
                }
            }
            var loop = rig.controller.groupStore().byId(Screens.DEFAULT_GROUP).orElseThrow().loop();
            return rig.controller.playlists().save(loop, rig.controller.playlists().byId(loop).revision(), "Loop", drafts);
        }, rig.node.loop(), done -> {});
        rig.until(() -> peer.all(TimelineOffer.class).stream().anyMatch(offer -> !blocks(offer).isEmpty()));
        blocks(peer.all(TimelineOffer.class).getLast()).getFirst().cues().stream().map(Cue::media).forEach(files::add);
    }

    private static List<Block> blocks(TimelineOffer offer) {
        return TimelineCodec.decode(offer.envelope().payload()).blocks();
    }

    private void want(int file) {
        MediaRef ref = files.get(file);
        wants = List.of(new MediaWant(ref.hash(), ref.bytes(), 0));
    }

    private void step() {
        long now = screenNode.clock().nanos();
        long next = cache.step(now);
        screenNode.loop().after(Duration.ofNanos(Math.clamp(next - now, 1_000_000, 1_000_000_000)), "cache", this::step);
    }

    private void heard(ToAgent message) {
        long now = screenNode.clock().nanos();
        switch (message) {
            case MediaChunk chunk -> {
                received += chunk.bytes().length();
                largestChunk = Math.max(largestChunk, chunk.bytes().length());
                cache.chunk(chunk, now);
            }
            case MediaUnavailable answer -> cache.unavailable(answer, now);
            case TimeAnswer answer -> roundTrips.add(rig.world.nowNanos() - asked.remove((int) answer.sequence()));
            default -> { }
        }
    }

    private void question() {
        int number = questions++;
        asked.put(number, rig.world.nowNanos());
        peer.send(new TimeRequest(number, 0));
        screenNode.loop().after(questionEvery, "question", this::question);
    }

    /** How much longer than the bare line takes a small message waited, in ms, at this share of all that were asked. */
    private double waited(double share) {
        var all = new ArrayList<>(roundTrips);
        // What was never answered waited longest, but for the last ones, which are under way.
        asked.values().stream().filter(at -> rig.world.nowNanos() - at > 5_000_000_000L).forEach(at -> all.add(Long.MAX_VALUE));
        Collections.sort(all);
        return (all.get((int) Math.ceil(share * all.size()) - 1) - roundTripOfLine) / 1e6;
    }

    private void report(TestReporter figures, double share) {
        figures.publishEntry("%d MB, media had %.1f %% of the line; beyond its way a question waited p50 %.1f, p99 %.1f, at most %.1f ms".formatted(
                received / 1_000_000, share * 100, waited(.5), waited(.99), waited(1)));
    }

    /** The share of the line that carried media while this passes. */
    private double pass(Duration length, long bytesPerSecond) {
        long before = received;
        long began = rig.world.nowNanos();
        rig.run(length);
        return (received - before) * 1e9 / (rig.world.nowNanos() - began) / bytesPerSecond;
    }

    /** 20 Mbit/s with 40 ms there and 40 ms back, or in all, and in a house. */
    @ParameterizedTest
    @ValueSource(ints = {40, 20, 1})
    void mediaFillALineOf20MegabitsAndNothingElseWaitsLong(int oneWayMillis, TestReporter figures) {
        line(MEGABITS_20, Duration.ofMillis(oneWayMillis), Duration.ZERO);
        double share = pass(Duration.ofSeconds(Math.max(20, TRANSFER_BYTES / MEGABITS_20)), MEGABITS_20);
        report(figures, share);
        assertTrue(share > .85, "media had " + share + " of the line");
        assertTrue(waited(.99) <= 100, "a question waited " + waited(.99) + " ms beyond its way");
        assertTrue(largestChunk <= 16 << 10, "chunks of " + largestChunk);
    }

    @ParameterizedTest
    @CsvSource({"12500000,5", "25000000,1", "125000,40", "20000,40", "4000,40"})
    void everyLineIsFilled(long bytesPerSecond, int oneWayMillis, TestReporter figures) {
        questionEvery = Duration.ofSeconds(1);
        line(bytesPerSecond, Duration.ofMillis(oneWayMillis), Duration.ZERO);
        // The first 32 KiB go out before anything is known of the line, which takes 8 s at 4 KB/s.
        boolean fast = bytesPerSecond > MEGABITS_20;
        rig.run(Duration.ofSeconds(fast ? 5 : 20));
        roundTrips.clear();
        double share = pass(Duration.ofSeconds(fast ? 8 : 30), bytesPerSecond);
        report(figures, share);
        // What is not media is the frames around it and the questions, which weigh more where chunks are small.
        assertTrue(share > (bytesPerSecond < 1_000_000 ? .75 : .9), "media had " + share + " of the line");
        assertTrue(waited(.99) <= Math.max(100, 1.5 * 8_192_000 / bytesPerSecond), "a question waited " + waited(.99) + " ms beyond its way");
    }

    @Test
    void aLineThatBecomesSlowerIsKnownSoon() {
        line(MEGABITS_20, Duration.ofMillis(20), Duration.ZERO);
        pass(Duration.ofSeconds(10), MEGABITS_20);
        rig.world.network().rate("controller", ControllerRig.host(1), MEGABITS_20 / 10);
        rig.run(Duration.ofSeconds(10));
        roundTrips.clear();
        assertTrue(pass(Duration.ofSeconds(10), MEGABITS_20 / 10) > .8);
        assertTrue(waited(.99) <= 100, "a question waited " + waited(.99) + " ms beyond its way");
        rig.world.network().rate("controller", ControllerRig.host(1), MEGABITS_20);
        rig.run(Duration.ofSeconds(5));
        assertTrue(pass(Duration.ofSeconds(10), MEGABITS_20) > .85);
    }

    @Test
    void jitterCostsThroughputAndStopsNothing(TestReporter figures) {
        line(MEGABITS_20, Duration.ofMillis(5), Duration.ofMillis(150));
        double share = pass(Duration.ofSeconds(30), MEGABITS_20);
        report(figures, share);
        assertTrue(share > .1, "media had " + share + " of the line");
        assertTrue(waited(.99) <= 2 * 150 + 200, "a question waited " + waited(.99) + " ms beyond its way");
    }
}
