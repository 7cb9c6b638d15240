package ledwall.controller.health;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Snapshot;
import ledwall.protocol.message.SnapshotFailed;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of what is on the glass. While somebody looks, pages ask every 2 s, and however many look at one screen, its agent is asked at most once per
 * {@link #FRESH_NANOS}; otherwise once per {@link #KEEP_NANOS}, so that there is something to see at once, and of a screen that was lost the last that was
 * seen of it. {@link #snapshot} and {@link #kept} may be called from any thread; everything else on the control loop.
 */
public final class Snapshots {
    /** A picture younger than this answers without asking the agent: pages ask every 2 s. */
    static final long FRESH_NANOS = 1_500_000_000L;
    /** A screen that nobody looks at is asked so often. */
    static final long KEEP_NANOS = 60_000_000_000L;
    /** Enough to recognise a picture by; 12 kB of it for each of thousands of screens, once a minute. */
    static final int KEPT_WIDTH = 320;
    /** An agent that has not answered by then is not going to. */
    static final long DEADLINE_NANOS = 5_000_000_000L;
    /** More people than this waiting for one picture are refused. */
    static final int MAX_WAITING = 200;
    /** Wider pictures are not asked for: they would not fit a frame. */
    static final int MAX_WIDTH = 1_920;

    private final Clock clock;
    private final Loop loop;
    private final TreeMap<ScreenId, Camera> cameras = new TreeMap<>();
    /** The last of each screen, online or not. */
    private final TreeMap<ScreenId, SnapshotPicture> kept = new TreeMap<>();
    private long lastRequest;

    public Snapshots(Clock clock, Loop loop) {
        this.clock = clock;
        this.loop = loop;
    }

    /** A picture at most {@code maxWidth} wide; fails with {@link SnapshotUnavailable}. Completed on the control loop. */
    public CompletableFuture<SnapshotPicture> snapshot(ScreenId screen, int maxWidth) {
        var answer = new CompletableFuture<SnapshotPicture>();
        loop.post("snapshot wanted", () -> want(screen, Math.clamp(maxWidth, 16, MAX_WIDTH), answer));
        return answer;
    }

    /** The last picture of a screen that is here, without asking its agent; fails with {@link SnapshotUnavailable}. Completed on the control loop. */
    public CompletableFuture<SnapshotPicture> kept(ScreenId screen) {
        var answer = new CompletableFuture<SnapshotPicture>();
        loop.post("last snapshot wanted", () -> {
            SnapshotPicture last = kept.get(screen);
            if (last == null) {
                answer.completeExceptionally(new SnapshotUnavailable("noPicture", "No picture of screen " + screen + " has come yet."));
            } else {
                answer.complete(last);
            }
        });
        return answer;
    }

    private void want(ScreenId screen, int maxWidth, CompletableFuture<SnapshotPicture> answer) {
        Camera camera = cameras.get(screen);
        if (camera == null) {
            answer.completeExceptionally(new SnapshotUnavailable("screenOffline", "Screen " + screen + " is not connected, so nobody can see its glass."));
        } else {
            camera.want(maxWidth, answer);
        }
    }

    /** The screen's session is welcome: {@code line} reaches its agent. Replaces an older line. */
    public void connected(ScreenId screen, Consumer<ToAgent> line) {
        disconnected(screen);
        cameras.put(screen, new Camera(screen, line));
    }

    /** The screen has no session any more. */
    public void disconnected(ScreenId screen) {
        Camera gone = cameras.remove(screen);
        if (gone != null) {
            gone.fail(new SnapshotUnavailable("screenOffline", "The connection to screen " + screen + " was lost."));
        }
    }

    /** The agent's answer; one that nobody waits for any more is dropped. */
    public void received(ScreenId screen, Snapshot snapshot) {
        Camera camera = cameras.get(screen);
        if (camera != null && camera.request == snapshot.id()) {
            camera.received(new SnapshotPicture(screen, Instants.instant(snapshot.capturedAtNanos()), snapshot.item(), snapshot.width(),
                    snapshot.height(), snapshot.jpeg()));
        }
    }

    /** The agent cannot. */
    public void failed(ScreenId screen, SnapshotFailed failed) {
        Camera camera = cameras.get(screen);
        if (camera != null && camera.request == failed.id()) {
            camera.fail(new SnapshotUnavailable(failed.code(), failed.detail()));
        }
    }

    /** Gives up on agents that do not answer, and asks those that nobody looks at. */
    public void step() {
        for (Camera camera : cameras.values()) {
            if (camera.request == 0 && clock.nanos() - camera.askedNanos >= KEEP_NANOS) {
                camera.ask(KEPT_WIDTH);
            } else if (camera.request != 0 && clock.nanos() - camera.askedNanos > DEADLINE_NANOS) {
                camera.fail(new SnapshotUnavailable("snapshotTimeout", "Screen " + camera.screen + " did not send a picture in time."));
            }
        }
    }

    /** One screen's pictures: the latest, and who waits for the next. */
    private final class Camera {
        final ScreenId screen;
        final Consumer<ToAgent> line;
        final List<CompletableFuture<SnapshotPicture>> waiting = new ArrayList<>();
        @Nullable SnapshotPicture latest;
        int latestMaxWidth;
        /** The request under way; 0 with none. */
        long request;
        long askedNanos;
        int askedMaxWidth;

        Camera(ScreenId screen, Consumer<ToAgent> line) {
            this.screen = screen;
            this.line = line;
            // Thousands that come back at once have other things to say first.
            this.askedNanos = clock.nanos();
        }

        void want(int maxWidth, CompletableFuture<SnapshotPicture> answer) {
            SnapshotPicture last = latest;
            if (last != null && latestMaxWidth >= maxWidth && clock.nanos() - askedNanos <= FRESH_NANOS) {
                answer.complete(last);
            } else if (waiting.size() >= MAX_WAITING) {
                answer.completeExceptionally(new SnapshotUnavailable("overloaded", "Too many people wait for a picture of screen " + screen + "."));
            } else {
                waiting.add(answer);
                // Whoever asks for a wider picture while a narrower one is under way gets the narrower one: the next look is 2 s away.
                if (request == 0) {
                    ask(maxWidth);
                }
            }
        }

        void ask(int maxWidth) {
            request = ++lastRequest;
            askedNanos = clock.nanos();
            askedMaxWidth = maxWidth;
            line.accept(new SnapshotRequest(request, maxWidth));
        }

        void received(SnapshotPicture picture) {
            latest = picture;
            kept.put(screen, picture);
            latestMaxWidth = askedMaxWidth;
            request = 0;
            var answered = List.copyOf(waiting);
            waiting.clear();
            answered.forEach(answer -> answer.complete(picture));
        }

        void fail(SnapshotUnavailable why) {
            request = 0;
            var answered = List.copyOf(waiting);
            waiting.clear();
            answered.forEach(answer -> answer.completeExceptionally(why));
        }
    }
}
