package ledwall.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.timeline.Frames;
import ledwall.sim.SimClock;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * One player process, in virtual time: what it is told, what it says, and how it fails. It lives apart from the agent, as mpv does: it plays on when the agent
 * dies, and ends itself when its list ends, or a minute after it was last told that it is parked. What it shows is its {@link FakeWindow}'s, and whether that is
 * seen the {@link FakeScreen}'s.
 */
final class FakeDeck {
    private static final long MILLI = 1_000_000L;
    /** An agent ends a player that has answered nothing for so long, and looks so often. */
    private static final Duration HANG = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration HELD = Duration.ofSeconds(1);

    private final SimWorld world;
    private final FakeScreen screen;
    private final int number;
    private final RandomGenerator random;
    private final FakeWindow window;
    private boolean alive;
    private boolean frozen;
    private boolean jammed;
    private int freezes;
    private int process;
    /** Whatever was asked of the player before the last command about pictures is void. */
    private int command;
    private @Nullable Consumer<Consumer<Player.Events>> listener;
    private final List<Runnable> heldBack = new ArrayList<>();
    private final FakeScript script;

    FakeDeck(SimWorld world, FakeScreen screen, int number, String host) {
        this.world = world;
        this.screen = screen;
        this.number = number;
        // Its own dice: how often a test asks the world's must not change what a player does.
        this.random = new SplittableRandom(world.seed() * 31 + host.hashCode() + number * 7919L);
        this.window = new FakeWindow(new Truth(clock(), world::nowNanos), () -> screen.painted(this));
        this.script = new FakeScript(world, () -> !frozen, window::standsForNobody, this::endItself);
    }

    private SimClock clock() {
        return screen.clock();
    }

    Truth picture() {
        return window.picture();
    }

    /** No two processes ever have the same. */
    long pid() {
        return alive ? 1_000L * process + number + 1 : 0;
    }

    /** The process dies. */
    void kill() {
        if (alive) {
            world.marks().hit("player.kill");
            die();
            tell(3, events -> events.lost("the player process ended"));
        }
    }

    /** The process stands still, and the picture with it, until {@link #thaw}. */
    void freeze() {
        if (alive && !frozen) {
            world.marks().hit("player.freeze");
            window.still();
            frozen = true;
            freezes++;
            hang();
        }
    }

    /** The agent that holds it ends it, if it still stands then. */
    private void hang() {
        Consumer<Consumer<Player.Events>> to = listener;
        int of = freezes;
        int in = process;
        if (to != null) {
            world.after(HANG.plusNanos(random.nextLong(LOOK_EVERY.toNanos())), () -> to.accept(events -> {
                if (listener == to && frozen && freezes == of && process == in) {
                    world.marks().hit("player.hung");
                    die();
                    events.lost("did not answer for 2 s and was killed");
                }
            }));
        }
    }

    /** It answers, but never says that a list is ready, until it ends. */
    void jam() {
        jammed = true;
    }

    void thaw() {
        if (alive && frozen) {
            frozen = false;
            if (window.thaw()) {
                tick();
            }
            List<Runnable> late = List.copyOf(heldBack);
            heldBack.clear();
            late.forEach(Runnable::run);
        }
    }

    /** The picture stands still for good, yet the process answers and goes on saying where it is. Only another process helps. */
    void stick() {
        if (alive) {
            world.marks().hit("player.stuck");
            window.stick();
        }
    }

    /** Stands still for a while, as on a machine that is too busy. */
    void stall(Duration length) {
        freeze();
        int of = process;
        world.after(length, () -> {
            if (process == of) {
                thaw();
            }
        });
    }

    @Nullable String listId() {
        return window.listId();
    }

    boolean alive() {
        return alive;
    }

    /** The list that is open in it and does not run; {@code null} with none. */
    @Nullable String standsIn() {
        return window.running() ? null : window.listId();
    }

    /** @param start whether one is to be started where none is left */
    void attach(Consumer<Consumer<Player.Events>> to, boolean start) {
        listener = to;
        if (alive) {
            if (frozen) {
                hang();
            }
            whenAwake(() -> {
                // What it is found playing is asked before anything else is.
                var found = new Player.Adopted(window.listId(), window.picture().position(), clock().nanos());
                later(5, 10, () -> tell(0, events -> events.opened(found)));
            });
            return;
        }
        if (!start) {
            tell(1, events -> events.lost("no player is left of an earlier run"));
            return;
        }
        screen.started();
        process++;
        alive = true;
        script.parked();
        window.open();
        later(150, 300, () -> tell(0, events -> events.opened(null)));
    }

    void detach(Consumer<Consumer<Player.Events>> from) {
        if (listener == from) {
            listener = null;
        }
    }

    void end() {
        if (alive) {
            die();
        }
    }

    /**
     * Loads a list, or seeks where that is open, or where {@code wanted} is null; {@code ready} gives, once the first frame is there, the instant from which it is
     * to run.
     */
    void cue(@Nullable PlayList wanted, long position, LongSupplier ready) {
        whenAwake(() -> {
            int mine = ++command;
            window.stop();
            PlayList next = wanted == null ? window.list() : wanted;
            if (next == null) {
                return;
            }
            boolean open = next.id().equals(window.listId());
            later(open ? 7 : 60, open ? 14 : 120, () -> {
                if (jammed) {
                    world.marks().hit("player.jammed");
                } else if (command == mine) {
                    loaded(next, position, ready);
                }
            });
        });
    }

    private void loaded(PlayList next, long position, LongSupplier ready) {
        if (next.entries().stream().anyMatch(entry -> screen.isBroken(entry.path()))) {
            window.fail();
            tell(0, events -> events.failed(next.id(), "cannot decode"));
            return;
        }
        window.show(next, position);
        long at = clock().nanos();
        long runsAt = Math.max(at, ready.getAsLong());
        tell(0, events -> events.cued(next.id(), at, runsAt));
    }

    void parked() {
        window.forget();
        script.parked();
    }

    void seen() {
        script.seen();
        // Whoever takes it over found it held by an agent that has died.
        goOn();
    }

    private void endItself() {
        world.marks().hit("player.parkedAlone");
        die();
        tell(2, events -> events.lost("the player process ended"));
    }

    /** Lets the list run, unless something else was asked for since it was cued. */
    void run(String listId) {
        int mine = command;
        whenAwake(() -> {
            if (command == mine && listId.equals(window.listId()) && !window.running()) {
                window.run();
                tick();
            }
        });
    }

    void hold() {
        whenAwake(() -> {
            int mine = ++command;
            if (window.running()) {
                // A real player says every frame that it shows, so also the one on which it stands.
                sayPosition();
            }
            window.hold();
            world.after(HELD, () -> {
                if (command == mine && !script.isParked()) {
                    goOn();
                }
            });
        });
    }

    void goOn() {
        whenAwake(() -> {
            if (window.goOn()) {
                tick();
            }
        });
    }

    void speed(double factor) {
        whenAwake(() -> window.speed(factor));
    }

    void endIfFrozen() {
        if (frozen) {
            kill();
        }
    }

    void black() {
        whenAwake(() -> {
            command++;
            window.black();
        });
    }

    private void die() {
        alive = false;
        frozen = false;
        jammed = false;
        script.over();
        process++;
        command++;
        heldBack.clear();
        window.gone();
        screen.gone(this);
    }

    private void tick() {
        PlayList playing = window.list();
        Truth picture = window.picture();
        int of = command;
        int in = process;
        if (playing == null) {
            return;
        }
        long wait = screen.eventEveryFrames() * Frames.SECOND / playing.entries().getFirst().frameRate();
        world.after(Duration.ofNanos(Math.min(wait, Math.max(MILLI, picture.remaining()))), () -> {
            if (command != of || process != in || frozen || !window.running()) {
                return;
            }
            if (picture.remaining() <= 0) {
                // Idle only once: the end of the list is the end of the player.
                tell(0, events -> events.ended(playing.id()));
                die();
                tell(2, events -> events.lost("the player process ended"));
                return;
            }
            sayPosition();
            tick();
        });
    }

    private void sayPosition() {
        PlayList playing = window.list();
        if (playing != null) {
            long position = window.picture().position() + screen.lieNanos();
            long at = clock().nanos();
            tell(0, events -> events.position(playing.id(), position, at));
        }
    }

    private void whenAwake(Runnable task) {
        if (frozen) {
            heldBack.add(task);
        } else if (alive) {
            task.run();
        }
    }

    private void later(int fromMillis, int untilMillis, Runnable task) {
        int in = process;
        world.after(screen.slowness().plusNanos(random.nextLong(fromMillis * MILLI, untilMillis * MILLI)), () -> {
            if (process == in) {
                whenAwake(task);
            }
        });
    }

    private void tell(int afterMillis, Consumer<Player.Events> news) {
        Consumer<Consumer<Player.Events>> to = listener;
        if (to != null) {
            world.after(Duration.ofMillis(afterMillis), () -> to.accept(news));
        }
    }
}
