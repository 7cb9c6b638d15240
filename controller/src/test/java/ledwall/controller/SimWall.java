package ledwall.controller;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.agent.AgentConfig;
import ledwall.agent.AgentNode;
import ledwall.agent.FakePlayer;
import ledwall.agent.FakeScreen;
import ledwall.agent.Truth;
import ledwall.agent.glass.Glass;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/** One screen PC: the agent that lives and dies, and the player process beside it. */
final class SimWall {
    /** Pictures large enough to fill a line that stands still. */
    private static final int PICTURE_BYTES = 200_000;
    /** Four positions a second and a bit: enough for the speed controller, cheap enough for minutes of three walls. */
    private static final int EVENT_EVERY_FRAMES = 5;

    private static final long CATCH_UP_NANOS = 250_000_000;

    final String host;
    final FakeScreen glass;
    private final SimWorld world;
    private final Screen screen;
    private final List<Span> outages = new ArrayList<>();
    private final List<Span> pauses = new ArrayList<>();
    private final List<Span> stalls = new ArrayList<>();
    private Node node;
    private @Nullable Bytes key;
    private boolean up;

    /** A time in which the agent was gone, or stood still. */
    record Span(long fromNanos, long untilNanos) {}

    SimWall(SimWorld world, String host, Screen screen) {
        this.world = world;
        this.host = host;
        this.screen = screen;
        this.node = world.node(host);
        this.glass = new FakeScreen(world, host);
        glass.eventEvery(EVENT_EVERY_FRAMES);
    }

    Screen screen() {
        return screen;
    }

    Node node() {
        return node;
    }

    Truth truth() {
        return glass.truth();
    }

    void enrolled(Bytes its) {
        key = its;
    }

    boolean isEnrolled() {
        return key != null;
    }

    boolean up() {
        return up;
    }

    /** Times without an agent, the last one perhaps still going on. */
    List<Span> outages() {
        return outages;
    }

    /** The agent stands still, as in a long collection of garbage; its player plays on. */
    void pause(Duration length) {
        world.pause(host, length);
        pauses.add(new Span(world.nowNanos(), world.nowNanos() + length.toNanos()));
    }

    /** The player stands still, and the picture with it. */
    void stall(Duration length) {
        glass.stall(length);
        stalls.add(new Span(world.nowNanos(), world.nowNanos() + length.toNanos()));
    }

    /** For how long the player stood still before it could say that a picture had come: its word of the start is late by as much. */
    long stalledAt(long nanos) {
        return stalls.stream().filter(span -> span.fromNanos() - CATCH_UP_NANOS <= nanos && nanos < span.untilNanos())
                .mapToLong(span -> span.untilNanos() - span.fromNanos()).sum();
    }

    /** Whether the agent stood still at an instant, or had just begun to catch up. */
    boolean pausedAt(long nanos) {
        return pauses.stream().anyMatch(span -> span.fromNanos() <= nanos && nanos < span.untilNanos() + CATCH_UP_NANOS);
    }

    void start() {
        Bytes its = key;
        if (its == null) {
            throw new IllegalStateException(host + " is not enrolled");
        }
        Glass camera = maxWidth -> new Glass.Picture(Bytes.of(new byte[PICTURE_BYTES]), 320, 180);
        try {
            AgentNode.start(new AgentConfig(SimFleet.CONTROLLER, SimFleet.PORT, screen.id(), its, "sim"), node, new FakePlayer(glass, node), camera);
            up = true;
        } catch (IOException e) {
            // It ends with a word of why, and whatever watches over it starts it again.
            world.trace(host + " does not start: " + e.getMessage());
            world.kill(host);
        }
    }

    /** kill -9: the player plays on. */
    void killAgent() {
        world.kill(host);
        gone();
    }

    /** The plug is pulled: the player is gone too. */
    void cutPower() {
        world.cutPower(host);
        glass.kill();
        gone();
    }

    private void gone() {
        up = false;
        outages.add(new Span(world.nowNanos(), Long.MAX_VALUE));
    }

    void startAgain(boolean newBoot) {
        node = world.restart(host, newBoot);
        start();
        if (!up) {
            world.after(Duration.ofSeconds(1), () -> startAgain(false));
            return;
        }
        Span open = outages.removeLast();
        outages.add(new Span(open.fromNanos(), world.nowNanos()));
        world.marks().hit("agent.restarted");
    }

    /** For how long of a stretch an agent was there to do something about it, in one piece. */
    Duration attended(long fromNanos, long untilNanos) {
        long longest = 0;
        long at = fromNanos;
        for (Span outage : outages) {
            if (outage.untilNanos() > fromNanos && outage.fromNanos() < untilNanos) {
                longest = Math.max(longest, outage.fromNanos() - at);
                at = Math.min(untilNanos, outage.untilNanos());
            }
        }
        return Duration.ofNanos(Math.max(longest, untilNanos - at));
    }
}
