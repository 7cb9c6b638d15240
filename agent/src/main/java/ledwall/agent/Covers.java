package ledwall.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.glass.Banner;
import ledwall.agent.glass.Glass;
import ledwall.agent.glass.Painting;
import ledwall.agent.glass.TestCard;
import ledwall.agent.keep.KeptFile;
import ledwall.agent.playout.Playout;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.TestPicture;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timesync.Mapping;

/**
 * What a technician lays over the picture for a while: a banner with the screen's name, or a test picture. The player plays on below. It goes by itself when
 * its time is up, and with this process. While all is covered nothing below is seen, which playout is told; a note on the disk tells it to the next agent too,
 * should this one die. On the agent's loop; the display is painted inside Work.
 */
final class Covers {
    private static final Logger LOG = LoggerFactory.getLogger(Covers.class);
    /** How often a cover is put on top again: a player that is started meanwhile comes up over it. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** The server is asked once a second what hangs on it, and the answer looked at every 2 s. */
    private static final Duration NOTICED = Duration.ofSeconds(3);
    private static final String LANE = "cover";
    private static final String NOTE = "cover.txt";

    private final Node node;
    private final Glass glass;
    private final Supplier<Mapping> mapping;
    private final Playout playout;
    private final KeptFile note;
    private @Nullable Shown shown;
    private Loop.@Nullable Timer timer;
    private boolean raising;
    /** Nobody sees anything: the output is off. */
    private boolean off;

    /** On the glass; {@code untilNanos} is monotonic. */
    private record Shown(String kind, boolean all, long untilNanos) {}

    Covers(Node node, Glass glass, Supplier<Mapping> mapping, Playout playout) {
        this.node = node;
        this.glass = glass;
        this.mapping = mapping;
        this.playout = playout;
        this.note = new KeptFile(node.disk(), NOTE);
    }

    /** Finds out whether the last run died below a cover, and tells playout. Blocking: called once, before the loop runs. */
    void restore() throws IOException {
        List<String> lines = note.read().orElse(List.of());
        if (!lines.isEmpty()) {
            try {
                playout.wasCovered(Long.parseLong(lines.getFirst()));
            } catch (NumberFormatException e) {
                throw new IOException(NOTE + " does not say when", e);
            }
            node.disk().delete(NOTE);
        }
    }

    /** What covers the picture now; null while nothing does. */
    @Nullable Cover current() {
        Shown now = shown;
        return now == null ? null : new Cover(now.kind(), mapping.get().timelineAt(now.untilNanos()));
    }

    /** The kind alone; empty while nothing covers the picture. */
    String kind() {
        Shown now = shown;
        return now == null ? "" : now.kind();
    }

    /** Lays the screen's name over a part of the picture. {@code answer} takes a code, {@code done} where it worked, and words for people. */
    void identify(String name, String id, CoverRequest request, BiConsumer<String, String> answer) {
        show(new Banner(name, id), Cover.IDENTIFY, false, request.seconds(), answer);
    }

    void test(TestPicture picture, CoverRequest request, BiConsumer<String, String> answer) {
        show(new TestCard(picture, request.moduleWidth(), request.moduleHeight()), WireName.of(picture), true, request.seconds(), answer);
    }

    private void show(Painting painting, String kind, boolean all, int seconds, BiConsumer<String, String> answer) {
        long sinceNanos = mapping.get().timelineAt(node.clock().nanos());
        node.work().submit(LANE, "cover the glass with " + kind, () -> {
            if (all) {
                note.write(List.of(Long.toString(sinceNanos)));
            }
            glass.cover(painting);
            if (!all && node.disk().exists(NOTE)) {
                node.disk().delete(NOTE);
            }
            return node.clock().nanos();
        }, node.loop(), new Work.Outcome<Long>() {
            @Override
            public void done(Long atNanos) {
                enter(new Shown(kind, all, atNanos + seconds * 1_000_000_000L), atNanos, "for " + seconds + " s");
                answer.accept("done", kind + " is on the glass for " + seconds + " s");
            }

            @Override
            public void failed(Exception cause) {
                // What was there before is there still.
                if (shown == null || !shown.all()) {
                    forget();
                }
                answer.accept(cause instanceof Glass.NoDisplay ? "noDisplay" : "displayFailed", String.valueOf(cause.getMessage()));
            }
        });
    }

    /** Takes away what is there, if anything is. */
    void end(String why) {
        if (shown == null) {
            return;
        }
        node.work().submit(LANE, "uncover the glass", () -> {
            glass.uncover();
            return node.clock().nanos();
        }, node.loop(), new Work.Outcome<Long>() {
            @Override
            public void done(Long atNanos) {
                enter(null, atNanos, why);
                forget();
            }

            @Override
            public void failed(Exception cause) {
                // The display is gone, and the cover with it.
                enter(null, node.clock().nanos(), why + "; " + cause.getMessage());
                forget();
            }
        });
    }

    private void enter(@Nullable Shown next, long atNanos, String why) {
        Shown old = shown;
        shown = next;
        LOG.info("cover: {} -> {}: {}", old == null ? "none" : old.kind(), next == null ? "none" : next.kind(), why);
        boolean is = next != null && next.all();
        if (!off && is != (old != null && old.all())) {
            playout.covered(is, atNanos, 0);
        }
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (next != null) {
            look();
        }
    }

    /** Whether the output is off, as it was found just now: what plays is seen no more than below a cover. */
    void off(boolean is) {
        if (is != off) {
            off = is;
            LOG.info("output: {} -> {}", is ? "on" : "off", is ? "off" : "on");
            if (shown == null || !shown.all()) {
                playout.covered(is, node.clock().nanos(), NOTICED.toNanos());
            }
        }
    }

    private void look() {
        Shown now = shown;
        if (now == null) {
            return;
        }
        long left = now.untilNanos() - node.clock().nanos();
        boolean stopped = playout.status().state() == PlayState.STOPPED;
        if (left <= 0 || stopped) {
            end(stopped ? "the screen is stopped, which is above everything" : "its time is up");
            return;
        }
        timer = node.loop().after(Duration.ofNanos(Math.min(left, LOOK_EVERY.toNanos())), "look at the cover", this::look);
        if (!raising) {
            raising = true;
            node.work().submit(LANE, "raise the cover", () -> {
                glass.raiseCover();
                return true;
            }, node.loop(), new Work.Outcome<Boolean>() {
                @Override
                public void done(Boolean raised) {
                    raising = false;
                }

                @Override
                public void failed(Exception cause) {
                    raising = false;
                    end("the display failed: " + cause.getMessage());
                }
            });
        }
    }

    private void forget() {
        node.work().submit(LANE, "forget the cover", () -> {
            if (node.disk().exists(NOTE)) {
                node.disk().delete(NOTE);
            }
            return true;
        }, node.loop(), forgotten -> { });
    }
}
