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
 * One player process with its window, in virtual time. It lives apart from the agent, as mpv does: it plays on when the agent dies, and ends itself when its
 * list ends, or a minute after it was last told that it is parked. Whether its window is seen is the {@link FakeScreen}'s.
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
    /** What its own window shows. */
    private final Truth picture;
    private boolean alive;
    private boolean frozen;
    private boolean stuck;
    private boolean jammed;
    private int freezes;
    private int process;
    /** Whatever was asked of the player before the last command about pictures is void. */
    private int command;
    private @Nullable PlayList list;
    private boolean running;
    private boolean held;
    private double speed = 1;
    private @Nullable Consumer<Consumer<Player.Events>> listener;
    private final List<Runnable> heldBack = new ArrayList<>();
    private final FakeScript script;
    private boolean blackened;

    FakeDeck(SimWorld world, FakeScreen screen, int number, String host) {
        this.world = world;
        this.screen = screen;
        this.number = number;
        // Its own dice: how often a test asks the world's must not change what a player does.
        this.random = new SplittableRandom(world.seed() * 31 + host.hashCode() + number * 7919L);
        this.picture = new Truth(clock(), world::nowNanos);
        this.script = new FakeScript(world, () -> !frozen, this::standsForNobody, this::endItself);
    }

    private SimClock clock() {
        return screen.clock();
    }

    Truth picture() {
        return picture;
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
            still();
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
            if (running) {
                move(speed);
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
            stuck = true;
            still();
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
        return list == null ? null : list.id();
    }

    boolean alive() {
        return alive;
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
                var found = new Player.Adopted(list == null || !running ? null : list.id(), picture.position(), clock().nanos());
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
        blackened = false;
        script.parked();
        dark();
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
            running = false;
            held = false;
            still();
            PlayList next = wanted == null ? list : wanted;
            if (next == null) {
                return;
            }
            boolean open = list != null && list.id().equals(next.id());
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
            list = null;
            dark();
            tell(0, events -> events.failed(next.id(), "cannot decode"));
            return;
        }
        list = next;
        speed = 1;
        picture.show(next, position);
        screen.painted(this);
        long at = clock().nanos();
        long runsAt = Math.max(at, ready.getAsLong());
        tell(0, events -> events.cued(next.id(), at, runsAt));
    }

    void parked() {
        held = false;
        script.parked();
    }

    void seen() {
        script.seen();
    }

    /** Stands, and is not held for what is to take its place, or was never told anything. */
    private boolean standsForNobody() {
        return list == null ? !blackened : !running && !held;
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
            if (command == mine && list != null && list.id().equals(listId) && !running) {
                running = true;
                move(speed);
                tick();
            }
        });
    }

    void hold() {
        whenAwake(() -> {
            command++;
            held = running;
            running = false;
            still();
            int mine = command;
            world.after(HELD, () -> {
                if (command == mine && !script.isParked()) {
                    goOn();
                }
            });
        });
    }

    void goOn() {
        whenAwake(() -> {
            if (held && list != null) {
                held = false;
                running = true;
                move(speed);
                tick();
            }
        });
    }

    void speed(double factor) {
        whenAwake(() -> {
            speed = factor;
            if (running) {
                move(factor);
            }
        });
    }

    private void move(double rate) {
        if (!stuck) {
            picture.move(rate);
            screen.painted(this);
        }
    }

    void endIfFrozen() {
        if (frozen) {
            kill();
        }
    }

    void black() {
        whenAwake(() -> {
            command++;
            running = false;
            held = false;
            list = null;
            blackened = true;
            dark();
        });
    }

    private void dark() {
        picture.dark();
        screen.painted(this);
    }

    private void still() {
        picture.still();
        screen.painted(this);
    }

    private void die() {         alive = false;
        frozen = false;
        stuck = false;
        jammed = false;
        script.over();
        running = false;
        list = null;
        process++;
        command++;
        heldBack.clear();
        picture.dark();
        screen.gone(this);
    }

    private void tick() {
        PlayList playing = list;
        int of = command;
        int in = process;
        if (playing == null) {
            return;
        }
        long wait = screen.eventEveryFrames() * Frames.SECOND / playing.entries().getFirst().frameRate();
        world.after(Duration.ofNanos(Math.min(wait, Math.max(MILLI, picture.remaining()))), () -> {
            if (command != of || process != in || frozen || !running) {
                return;
            }
            if (picture.remaining() <= 0) {
                // Idle only once: the end of the list is the end of the player.
                tell(0, events -> events.ended(playing.id()));
                die();
                tell(2, events -> events.lost("the player process ended"));
                return;
            }
            long position = picture.position() + screen.lieNanos();
            long at = clock().nanos();
            tell(0, events -> events.position(playing.id(), position, at));
            tick();
        });
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
