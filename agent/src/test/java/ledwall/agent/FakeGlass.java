package ledwall.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import ledwall.agent.glass.Banner;
import ledwall.agent.glass.Glass;
import ledwall.agent.glass.Painting;
import ledwall.protocol.id.Bytes;
import ledwall.sim.SimWorld;

/** A display in virtual time: it knows from when to when it was covered wholly. */
final class FakeGlass implements Glass {
    private final SimWorld world;
    private final List<Span> covered = new ArrayList<>();
    private boolean all;
    private long sinceNanos;
    private int raised;
    private boolean broken;
    private boolean off;
    /** So large is a picture of it. */
    int pictureBytes = 3;
    /** What lies on it, the topmost first. */
    List<Window> windows = List.of(new Window("mpv", 1));

    /** True nanoseconds since the world began. */
    record Span(long fromNanos, long untilNanos) {
        boolean holds(long at) {
            return at >= fromNanos && at < untilNanos;
        }
    }

    FakeGlass(SimWorld world) {
        this.world = world;
    }

    /** All spans in which nothing below was seen, the one that lasts included. */
    List<Span> covered() {
        var out = new ArrayList<>(covered);
        if (all) {
            out.add(new Span(sinceNanos, Long.MAX_VALUE));
        }
        return out;
    }

    int raised() {
        return raised;
    }

    void breakDown() {
        broken = true;
    }

    @Override
    public Picture capture(int maxWidth) {
        return new Picture(Bytes.of(new byte[pictureBytes]), maxWidth, maxWidth / 2);
    }

    @Override
    public void cover(Painting painting) throws IOException {
        if (broken) {
            throw new IOException("the X server does not answer");
        }
        uncover();
        all = !(painting instanceof Banner);
        sinceNanos = world.nowNanos();
    }

    @Override
    public void raiseCover() {
        raised++;
    }

    @Override
    public void uncover() {
        if (all) {
            covered.add(new Span(sinceNanos, world.nowNanos()));
        }
        all = false;
    }

    /** Somebody switches the output off, or on again. */
    void switchOff(boolean is) {
        if (is) {
            sinceNanos = world.nowNanos();
        } else {
            covered.add(new Span(sinceNanos, world.nowNanos()));
        }
        off = is;
    }

    @Override
    public Map<String, String> troubles() {
        return off ? Map.of("outputGone", "HDMI-1 is off") : Map.of();
    }

    @Override
    public List<Window> windows() {
        return windows;
    }
}
