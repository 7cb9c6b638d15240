package ledwall.controller;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import ledwall.agent.AgentConfig;
import ledwall.agent.AgentNode;
import ledwall.controller.clock.TimelineClock;
import ledwall.agent.FakeScreen;
import ledwall.agent.Truth;
import ledwall.agent.WatchedPlayer;
import ledwall.agent.glass.Glass;
import ledwall.agent.player.PlayList;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Node;
import ledwall.sim.SimDisk;
import ledwall.sim.SimKilled;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/** One screen PC: the agent that lives and dies, and the player process beside it. */
final class SimWall {
    private static final long ROUNDING_NANOS = 1_000;
    /** Pictures large enough to fill a line that stands still. */
    private static final int PICTURE_BYTES = 200_000;
    /** Four positions a second and a bit: enough for the speed controller, cheap enough for minutes of three walls. */
    private static final int EVENT_EVERY_FRAMES = 5;

    private static final long CATCH_UP_NANOS = 250_000_000;
    /** The as-run log tries again after 2 s. */
    private static final long RETRY_NANOS = 2_500_000_000L;
    private static final long FIRST_ANSWER_NANOS = 3_000_000_000L;
    private static final long LONGEST_CUE_NANOS = 25_000_000_000L;
    /** Whoever lost the shelf waits for the controller to come back, if need be until the end of a storm. */
    private static final Duration BLIND = Duration.ofMinutes(4);

    final String host;
    final FakeScreen glass;
    private final SimWorld world;
    private final List<Span> outages = new ArrayList<>();
    private final List<Span> pauses = new ArrayList<>();
    private final List<Span> stalls = new ArrayList<>();
    private final List<Span> excuses = new ArrayList<>();
    private final List<Span> refusals = new ArrayList<>();
    private final TreeSet<String> spoilt = new TreeSet<>();
    private final ClockApart apart = new ClockApart();
    private Node node;
    private Screen screen;
    private @Nullable Bytes key;
    private @Nullable AgentNode agent;
    private boolean up;
    private long recordedSince;
    private boolean everSpoilt;

    /** A time in which something was so, in true nanoseconds. */
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

    /** People moved it, or gave it another size. */
    void became(Screen now) {
        screen = now;
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

    /** By which timeline instants this wall may have recorded a true one: the controller's, and its own where it follows another clock. */
    List<Long> recordedAs(long trueNanos, long controllersNanos) {
        return apart.recordedAs(trueNanos, controllersNanos);
    }

    /** Whether this wall ever went by another clock than the controller's: instants of the two have no order. */
    boolean wentByAnotherClock() {
        return apart.ever();
    }

    /** No agent is ever further from the clock that it was told of than it says. */
    void knowsTheTime(TimelineClock truth) {
        AgentNode living = agent;
        if (up && living != null) {
            apart.add(world.nowNanos(), living.timelineNow() - truth.now(), living.clockBound());
        }
        if (up && living != null && living.clockBound().clockName() == truth.followAtNanos()) {
            long error = living.timelineNow() - truth.now();
            FleetChecks.require(Math.abs(error) <= living.clockBound().nanos() + ROUNDING_NANOS,
                    () -> host + "'s clock is off by " + error + " ns, and says " + living.clockBound().nanos());
        }
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
        excuse(length);
    }

    /** The disk takes nothing for so long. */
    void diskRefuses(Duration length) {
        refusals.add(new Span(world.nowNanos(), world.nowNanos() + length.toNanos()));
    }

    /** What came on while the disk took nothing is lost with the agent that died before the disk had caught up. */
    boolean unrecordable(long fromNanos, long untilNanos) {
        return refusals.stream().filter(refusal -> refusal.fromNanos() - RETRY_NANOS <= untilNanos && fromNanos < refusal.untilNanos() + RETRY_NANOS)
                .anyMatch(refusal -> outages.stream().map(Span::fromNanos).anyMatch(gone -> gone >= fromNanos && gone < refusal.untilNanos() + RETRY_NANOS));
    }

    /** Something happens to the glass that no agent can prevent, for so long. */
    void excuse(Duration length) {
        excuses.add(new Span(world.nowNanos(), world.nowNanos() + length.toNanos()));
    }

    /** The timeline clock as its agent knows it, right or wrong; nothing while there is none. */
    OptionalLong itsClock() {
        AgentNode living = agent;
        return up && living != null ? OptionalLong.of(living.timelineNow()) : OptionalLong.empty();
    }

    /** The bits of this file flip behind the agent's back. */
    void spoil(String path) {
        world.disk(host).corrupt(path);
        spoilt.add(path);
        everSpoilt = true;
        if (path.startsWith("asrun/")) {
            recordedSince = world.nowNanos() + LONGEST_CUE_NANOS;
        }
    }

    /** Files whose bits were flipped since the machine was booted: nobody can know before they are hashed again. */
    boolean isSpoilt(String path) {
        return spoilt.contains(path);
    }

    /** Since when every showing must have its record: bits that flip in the log take some with them. */
    long recordedSince() {
        return recordedSince;
    }

    /** Whether bits ever flipped on its disk. */
    boolean everSpoilt() {
        return everSpoilt;
    }

    boolean anySpoilt() {
        return !spoilt.isEmpty();
    }

    /** Paths of the files below a folder of its disk. */
    List<String> files(String folder) {
        return world.disk(host).paths().stream().filter(path -> path.startsWith(folder) && world.disk(host).peek(path).length > 0).toList();
    }

    /** Files are not what their names say only where bits flipped since the machine was booted. */
    private void handed(PlayList list) {
        for (String path : new TreeSet<>(list.entries().stream().map(PlayList.Entry::path).toList())) {
            String file = path.substring(path.indexOf("/cache/") + 1);
            SimDisk disk = world.disk(host);
            if (!isSpoilt(file) && disk.holds(file) && !Bytes.of(disk.peek(file)).sha256().equals(file.substring("cache/".length()))) {
                throw new AssertionError(host + "'s player was handed " + file + ", whose bytes are not those of its name");
            }
        }
    }

    /** For how long the player stood still before it could say that a picture had come: its word of the start is late by as much. */
    long stalledAt(long nanos) {
        return stalls.stream().filter(span -> span.fromNanos() - CATCH_UP_NANOS <= nanos && nanos < span.untilNanos())
                .mapToLong(span -> span.untilNanos() - span.fromNanos()).sum();
    }

    /** Whether the player stood still at {@code fromNanos}, and until then or all but. */
    boolean stoodStill(long fromNanos, long untilNanos) {
        return stalls.stream().anyMatch(span -> span.fromNanos() <= fromNanos && fromNanos < span.untilNanos() && untilNanos <= span.untilNanos() + CATCH_UP_NANOS);
    }

    /** Whether the agent stood still at an instant, or had just begun to catch up, or did not yet know the time. */
    boolean pausedAt(long nanos) {
        return outages.stream().anyMatch(span -> span.untilNanos() <= nanos && nanos < span.untilNanos() + FIRST_ANSWER_NANOS)
                || pauses.stream().anyMatch(span -> span.fromNanos() <= nanos && nanos < span.untilNanos() + CATCH_UP_NANOS);
    }

    void start() {
        Bytes its = key;
        if (its == null) {
            throw new IllegalStateException(host + " is not enrolled");
        }
        Glass camera = maxWidth -> new Glass.Picture(Bytes.of(new byte[PICTURE_BYTES]), 320, 180);
        try {
            agent = AgentNode.start(new AgentConfig(SimFleet.CONTROLLER, SimFleet.PORT, screen.id(), its, "sim"), node,
                    new WatchedPlayer(glass.player(node), this::handed, this::handed), camera);
            up = true;
        } catch (SimKilled e) {
            world.trace(host + " was killed while it started");
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

    /** Ends the agent as a service manager does; with its player, where the screen is to be dark. */
    void end(boolean endPlayer) {
        AgentNode ending = agent;
        if (ending != null) {
            gone();
            ending.stop(endPlayer, () -> world.kill(host));
        }
    }

    /** Kills the agent in the midst of its so manieth change of the disk. */
    void killWhileWriting(int changes, Runnable then) {
        world.disk(host).killAt(changes, () -> {
            world.kill(host);
            if (up) {
                gone();
                then.run();
            }
        });
    }

    /** The plug is pulled: the player is gone too. */
    void cutPower() {
        world.cutPower(host);
        glass.killAll();
        gone();
    }

    private void gone() {
        up = false;
        outages.add(new Span(world.nowNanos(), Long.MAX_VALUE));
    }

    void startAgain(boolean newBoot) {
        node = world.restart(host, newBoot);
        if (spoilt.stream().anyMatch(path -> path.startsWith("timeline/"))) {
            // What it should show is set aside until the controller offers it again.
            excuse(BLIND);
        }
        // Without the note of its lists nobody knows what a player showed meanwhile.
        if (spoilt.stream().anyMatch(path -> path.startsWith("asrun/") || path.startsWith("playout/"))) {
            recordedSince = world.nowNanos() + LONGEST_CUE_NANOS;
        }
        if (newBoot) {
            spoilt.clear();
        }
        start();
        if (!up) {
            world.after(Duration.ofSeconds(1), () -> {
                if (!up) {
                    startAgain(false);
                }
            });
            return;
        }
        Span open = outages.removeLast();
        outages.add(new Span(open.fromNanos(), world.nowNanos()));
        world.marks().hit("agent.restarted");
    }

    /** For how long of a stretch, in one piece, an agent was there that could do something about it. */
    Duration attended(long fromNanos, long untilNanos) {
        long longest = 0;
        long at = fromNanos;
        var spans = new ArrayList<Span>(outages);
        spans.addAll(pauses);
        spans.addAll(excuses);
        spans.sort(Comparator.comparingLong(Span::fromNanos));
        for (Span span : spans) {
            if (span.untilNanos() > fromNanos && span.fromNanos() < untilNanos) {
                longest = Math.max(longest, span.fromNanos() - at);
                at = Math.max(at, Math.min(untilNanos, span.untilNanos()));
            }
        }
        return Duration.ofNanos(Math.max(longest, untilNanos - at));
    }
}
