package ledwall.agent;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.timeline.Frames;
import ledwall.sim.SimClock;
import ledwall.sim.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * A screen with a player process on it, in virtual time. It lives apart from the agent, as mpv does: it plays on when the agent dies, and ends itself when
 * its list ends. {@link #truth} knows what was on the glass at every instant. Agents reach it through {@link FakePlayer}; tests harm it directly.
 */
public final class FakeScreen {
    private static final long MILLI = 1_000_000L;

    private final SimWorld world;
    private final String host;
    private final RandomGenerator random;
    private final Truth truth;
    private final Set<String> broken = new TreeSet<>();
    private int eventEveryFrames = 1;
    private Duration slowness = Duration.ZERO;
    private long lieNanos;
    private boolean everBroken;
    private boolean alive;
    private boolean frozen;
    private boolean stuck;
    private int process;
    /** Whatever was asked of the player before the last command about pictures is void. */
    private int command;
    private @Nullable PlayList list;
    private boolean running;
    private double speed = 1;
    private @Nullable Consumer<Consumer<Player.Events>> listener;
    private final List<Runnable> heldBack = new ArrayList<>();
    private int starts;
    private int blacks;

    public FakeScreen(SimWorld world, String host) {
        this.world = world;
        this.host = host;
        // Its own dice: how often a test asks the world's must not change what a player does.
        this.random = new SplittableRandom(world.seed() * 31 + host.hashCode());
        this.truth = new Truth(clock(), world::nowNanos);
    }

    SimClock clock() {
        return world.clock(host);
    }

    /** What was on the glass, in true nanoseconds since the world began. */
    public Truth truth() {
        return truth;
    }

    /** The player says its position once in so many frames: fewer make long simulations cheap. */
    public void eventEvery(int frames) {
        eventEveryFrames = frames;
    }

    /** Every answer takes this much longer. */
    public void answerLate(Duration by) {
        slowness = by;
        world.marks().hit("player.late");
    }

    /** Positions are reported this far ahead of the truth. */
    public void lieBy(Duration ahead) {
        lieNanos = ahead.toNanos();
        world.marks().hit("player.lie");
    }

    /** Lists that hold this file cannot be opened, though its bytes are right. */
    public void breakFile(String path) {
        broken.add(path);
        everBroken = true;
        world.marks().hit("player.brokenFile");
    }

    /** Every file can be opened again; whether there ever was one that could not. */
    public boolean mendFiles() {
        broken.clear();
        return everBroken;
    }

    /** The process dies. */
    public void kill() {
        if (alive) {
            world.marks().hit("player.kill");
            die();
            tell(3, events -> events.lost("the player process ended"));
        }
    }

    /** The process stands still, and the picture with it, until {@link #thaw}. */
    public void freeze() {
        if (alive && !frozen) {
            world.marks().hit("player.freeze");
            truth.still();
            frozen = true;
        }
    }

    public void thaw() {
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
    public void stick() {
        if (alive) {
            world.marks().hit("player.stuck");
            stuck = true;
            truth.still();
        }
    }

    /** Stands still for a while, as on a machine that is too busy. */
    public void stall(Duration length) {
        freeze();
        int of = process;
        world.after(length, () -> {
            if (process == of) {
                thaw();
            }
        });
    }

    public @Nullable String listId() {
        return list == null ? null : list.id();
    }

    public boolean alive() {
        return alive;
    }

    /** How many player processes there were so far. */
    public int starts() {
        return starts;
    }

    void attach(Consumer<Consumer<Player.Events>> to) {
        listener = to;
        if (alive) {
            whenAwake(() -> {
                // What it is found playing is asked before anything else is.
                var found = new Player.Adopted(list == null ? null : list.id(), truth.position(), clock().nanos());
                later(5, 10, () -> tell(0, events -> events.opened(found)));
            });
            return;
        }
        starts++;
        process++;
        alive = true;
        truth.dark();
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

    /** Loads a list, or seeks in the open one where {@code wanted} is null; {@code ready} is told once the first frame is on the glass. */
    void cue(@Nullable PlayList wanted, long position, Runnable ready) {
        whenAwake(() -> {
            int mine = ++command;
            running = false;
            truth.still();
            PlayList next = wanted == null ? list : wanted;
            if (next == null) {
                return;
            }
            later(wanted == null ? 7 : 60, wanted == null ? 14 : 120, () -> {
                if (command == mine) {
                    loaded(next, position, ready);
                }
            });
        });
    }

    private void loaded(PlayList next, long position, Runnable ready) {
        if (next.entries().stream().anyMatch(entry -> broken.contains(entry.path()))) {
            list = null;
            truth.dark();
            tell(0, events -> events.failed(next.id(), "cannot decode"));
            return;
        }
        list = next;
        speed = 1;
        truth.show(next, position);
        long at = clock().nanos();
        tell(0, events -> events.cued(next.id(), at));
        ready.run();
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
            truth.move(rate);
        }
    }

    /** How often black was asked for. */
    public int blacks() {
        return blacks;
    }

    void endIfFrozen() {
        if (frozen) {
            kill();
        }
    }

    void black() {
        blacks++;
        whenAwake(() -> {
            command++;
            running = false;
            list = null;
            truth.dark();
        });
    }

    private void die() {
        alive = false;
        frozen = false;
        stuck = false;
        running = false;
        list = null;
        process++;
        command++;
        heldBack.clear();
        truth.dark();
    }

    private void tick() {
        PlayList playing = list;
        int of = command;
        int in = process;
        if (playing == null) {
            return;
        }
        long wait = eventEveryFrames * Frames.SECOND / playing.entries().getFirst().frameRate();
        world.after(Duration.ofNanos(Math.min(wait, Math.max(MILLI, truth.remaining()))), () -> {
            if (command != of || process != in || frozen || !running) {
                return;
            }
            if (truth.remaining() <= 0) {
                // Idle only once: the end of the list is the end of the player.
                tell(0, events -> events.ended(playing.id()));
                die();
                tell(2, events -> events.lost("the player process ended"));
                return;
            }
            long position = truth.position() + lieNanos;
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
        world.after(slowness.plusNanos(random.nextLong(fromMillis * MILLI, untilMillis * MILLI)), () -> {
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
