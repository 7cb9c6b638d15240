package ledwall.agent.player.mpv;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.agent.player.Stage;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mpv of an X display. On the agent's loop, but for {@link MpvSocket}'s two threads and its own lane of {@link Work}, where processes are started and killed.
 * It opens, watches and loses the process; what the process shows is {@link MpvStage}'s.
 */
public final class MpvPlayer implements Deck {
    private static final Logger LOG = LoggerFactory.getLogger(MpvPlayer.class);
    /** Without an agent a parked player ends after this long. */
    private static final Duration PARKED = Duration.ofSeconds(60);
    /** A player that answers nothing for this long shows nothing new either. */
    private static final Duration HANG = Duration.ofSeconds(2);
    private static final Duration PING = Duration.ofMillis(500);
    /** A loop that is later than this stood still: its process was stopped, or its machine was asleep. */
    private static final Duration AWAY = Duration.ofMillis(500);
    /** Black was measured on the glass 30 to 90 ms after it was asked for. */
    private static final Duration OBEY = Duration.ofMillis(500);

    private final MpvSettings settings;
    private final Clock clock;
    private final Loop loop;
    private final Work work;
    private final String lane;
    private final MpvProcesses processes;
    /** Each opening has its number: what comes of an earlier one is of no interest any more. */
    private int opening;
    private final Edl edl = new Edl();
    private final OpeningTimes openings = OpeningTimes.ofLists();
    private final OpeningTimes seeks = OpeningTimes.ofSeeks();
    private @Nullable Session session;
    /** Whatever is opened from now on is to be dark before it is asked anything. */
    private boolean dark;

    /** @param stage where its window is put at first */
    public MpvPlayer(MpvSettings settings, Clock clock, Loop loop, Work work, Stage stage) {
        this.settings = settings;
        this.clock = clock;
        this.loop = loop;
        this.work = work;
        this.lane = "player " + settings.deck();
        this.processes = new MpvProcesses(settings, clock, stage::parked);
    }

    @Override
    public void adopt(Player.Events events) {
        begin("adopt mpv", () -> Optional.ofNullable(processes.adopt()), events);
    }

    @Override
    public void open(Player.Events events) {
        begin("open mpv", () -> Optional.of(processes.adoptOrStart()), events);
    }

    private void begin(String name, Callable<Optional<MpvProcesses.Living>> way, Player.Events events) {
        close(false);
        int mine = ++opening;
        work.submit(lane, name, way, loop, new Work.Outcome<>() {
            @Override
            public void done(Optional<MpvProcesses.Living> found) {
                if (found.isEmpty()) {
                    failed(new IOException("no player is left of an earlier run"));
                    return;
                }
                MpvProcesses.Living living = found.get();
                if (opening == mine) {
                    LOG.info("{} player {} at {}", living.adopted() ? "adopting" : "started", living.pid(), living.socket());
                    session = new Session(living, events);
                } else {
                    living.connection().abandon();
                }
            }

            @Override
            public void failed(Exception cause) {
                if (opening == mine) {
                    events.lost(String.valueOf(cause.getMessage()));
                }
            }
        });
    }

    @Override
    public long pid() {
        return session == null ? 0 : session.living.pid();
    }

    @Override
    public void parked() {
        if (session != null) {
            session.requests.send("script-message", PlayerScript.PARKED, Long.toString(PARKED.toSeconds()));
        }
    }

    @Override
    public void seen() {
        if (session != null) {
            session.requests.send("script-message", PlayerScript.SEEN);
        }
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
        // What only stands is not seen: it lifts no stop.
        dark &= runAtNanos == NEVER;
        if (session != null) {
            LOG.info("cueing list {} ({} entries) at {} s", list.id(), list.entries().size(), positionNanos / 1e9);
            session.stage.cue(list, positionNanos, runAtNanos);
        }
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        if (session != null) {
            session.stage.recue(positionNanos, runAtNanos);
        }
    }

    @Override
    public void hold(long atNanos) {
        if (session != null) {
            session.stage.hold(atNanos);
        }
    }

    @Override
    public void goOn() {
        if (session != null) {
            session.stage.goOn();
        }
    }

    @Override
    public void speed(double factor) {
        if (session != null) {
            session.stage.speed(factor);
        }
    }

    @Override
    public void black() {
        if (session != null) {
            session.stage.black();
        }
    }

    @Override
    public void darken() {
        dark = true;
        if (session != null) {
            session.darken();
        }
    }

    @Override
    public void close(boolean end) {
        opening++;
        Session closing = session;
        session = null;
        if (closing != null) {
            closing.close(end);
        }
    }

    @Override
    public boolean standsIn(String listId) {
        return session != null && session.stage.standsIn(listId);
    }

    @Override
    public Duration lead() {
        // What is to be seen at an instant leaves the PC a display delay before it, and must be ready by then.
        return openings.lead().plus(settings.displayDelay());
    }

    @Override
    public Duration seekLead() {
        return seeks.lead().plus(settings.displayDelay());
    }

    @Override
    public Duration headStart() {
        return openings.headStart().plus(settings.displayDelay());
    }

    /** The time with one mpv, from its opening to its loss. */
    private final class Session implements MpvSocket.Handler {
        final MpvProcesses.Living living;
        final Player.Events events;
        final MpvSocket socket;
        final MpvRequests requests;
        final MpvStage stage;
        Loop.Timer watch;
        long watchedNanos;

        Session(MpvProcesses.Living living, Player.Events events) {
            this.living = living;
            this.events = events;
            this.socket = living.connection().start(this);
            this.requests = new MpvRequests(socket, clock);
            this.stage = new MpvStage(socket, requests, clock, loop, events, edl, openings, seeks, settings.displayDelay());
            this.watchedNanos = clock.nanos();
            this.watch = loop.after(PING, "watch mpv", this::watch);
            stage.enter(living.adopted(), dark);
            if (dark) {
                insist();
            }
        }

        @Override
        public void received(MpvMessage message, long atNanos, long unreadNanos) {
            if (!(message instanceof MpvMessage.Other)) {
                loop.post("mpv said", () -> {
                    if (session == this) {
                        stage.received(message, atNanos, unreadNanos);
                    }
                });
            }
        }

        @Override
        public void closed() {
            loop.post("mpv is gone", () -> lost("mpv " + living.pid() + " ended" + hint()));
        }

        void darken() {
            stage.darken();
            insist();
        }

        /** On a stopped wall no player is better than one that may still show something. */
        private void insist() {
            loop.after(OBEY, "see to it that it is dark", () -> {
                if (session == this && stage.disobeys()) {
                    killed("mpv " + living.pid() + " was not dark within " + OBEY.toMillis() + " ms and was killed");
                }
            });
        }

        private void killed(String why) {
            inLane("kill mpv", () -> processes.kill(living.pid(), living.socket()));
            lost(why);
        }

        private String hint() {
            return requests.answers() > 0 ? "" : " before it answered; check that the X display " + settings.display() + " is up and its video output works";
        }

        private void watch() {
            long now = clock.nanos();
            // Who stood still itself has to hear what was answered meanwhile first.
            boolean away = now - watchedNanos > PING.toNanos() + AWAY.toNanos();
            watchedNanos = now;
            if (!away && requests.waitedNanos() > HANG.toNanos()) {
                killed("mpv " + living.pid() + " did not answer for " + HANG.toSeconds() + " s and was killed");
                return;
            }
            if (requests.waitedNanos() == 0) {
                // Not client_name or the like: those are answered by a thread that lives on when the player itself is stuck.
                requests.send("get_property", "pid");
            }
            watch = loop.after(PING, "watch mpv", this::watch);
        }

        private void lost(String reason) {
            if (session == this) {
                LOG.warn("player lost: {}", reason);
                session = null;
                close(false);
                events.lost(reason);
            }
        }

        private void close(boolean end) {
            watch.cancel();
            stage.leave();
            if (end) {
                requests.send("quit");
                socket.closeWhenSent();
                // On the lane, so that what is opened next does not adopt the one that is about to go.
                inLane("end mpv", () -> processes.end(living));
            } else {
                socket.close();
            }
        }

        private void inLane(String name, Ending ending) {
            work.submit(lane, name, () -> {
                ending.run();
                return true;
            }, loop, done -> { });
        }
    }

    private interface Ending {
        void run() throws IOException;
    }
}
