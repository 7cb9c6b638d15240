package ledwall.agent.player.mpv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ledwall.protocol.runtime.Clock;

/**
 * The players of a folder, taken dark from outside of their agent: it may be dead, stand still, or have lost them. Blocking, from the thread of a command. A
 * player is black when it says itself that black is what it shows; whoever does not say so in time is ended.
 */
public final class StrayPlayers {
    private static final long OBEY_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long ASK_AGAIN_MILLIS = 20;

    private final MpvFinder finder;
    private final MpvProcesses processes;
    private final Clock clock;

    /** What became of a player. */
    public enum Seen {
        /** It lives, and shows black without end. */
        BLACK,
        /** It was ended, and its window is gone. */
        ENDED,
        /** It could not be ended: its window may still show something. */
        STILL_THERE
    }

    /** How to deal with players. */
    public enum How {
        /** Their agent has told them: see whether they obey. */
        CHECK,
        /** Nobody has told them. */
        TELL,
        /** Their agent stands still and may have told them something else that is on its way: only an ended player shows nothing for certain. */
        END
    }

    /** One player, by its process. */
    public record Player(long pid, Seen seen) {}

    public StrayPlayers(MpvSettings settings, Clock clock) {
        this.finder = new MpvFinder(settings);
        this.processes = new MpvProcesses(settings, clock, () -> {
            throw new IllegalStateException("this command starts no player");
        });
        this.clock = clock;
    }

    /** Takes all players dark that there are now. */
    public List<Player> darken(How how) throws IOException {
        var out = new ArrayList<Player>();
        for (MpvFinder.Found found : finder.all()) {
            if (MpvFinder.lives(found.pid())) {
                out.add(new Player(found.pid(), darken(found, how)));
            }
        }
        return out;
    }

    private Seen darken(MpvFinder.Found found, How how) throws IOException {
        if (how != How.END && black(found.socket(), how == How.TELL)) {
            return Seen.BLACK;
        }
        processes.kill(found.pid(), found.socket());
        if (MpvFinder.lives(found.pid()) && finder.isPlayer(found.pid(), found.socket())) {
            return Seen.STILL_THERE;
        }
        if (how != How.CHECK) {
            Files.deleteIfExists(found.socket());
        }
        // The display takes the window of a dead program away in its own time.
        LockSupport.parkNanos(2 * SETTLE_NANOS);
        return Seen.ENDED;
    }

    private boolean black(Path path, boolean tell) {
        var said = new LinkedBlockingQueue<MpvMessage>();
        MpvSocket socket;
        try {
            socket = MpvSocket.connect(path, clock).start(new MpvSocket.Handler() {
                @Override
                public void received(MpvMessage message, long atNanos, long unreadNanos) {
                    said.add(message);
                }

                @Override
                public void closed() {}
            });
        } catch (IOException e) {
            return false;
        }
        try {
            if (tell) {
                socket.send(MpvJson.request(0, List.of("set_property", "speed", 1.0)));
                socket.send(MpvJson.request(0, List.of("set_property", "pause", false)));
                socket.send(MpvJson.request(0, Loadfile.blackForGood()));
            }
            if (!shows(socket, said)) {
                return false;
            }
            // It says so when the frame is decoded, which is before the display has it; and whoever else speaks to it must not have said otherwise meanwhile.
            LockSupport.parkNanos(SETTLE_NANOS);
            return shows(socket, said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            socket.close();
        }
    }

    /** Whether it says in time that black is open, and that a frame of it is there. */
    private boolean shows(MpvSocket socket, LinkedBlockingQueue<MpvMessage> said) throws InterruptedException {
        said.clear();
        long giveUp = clock.nanos() + OBEY_NANOS;
        boolean open = false;
        boolean shown = false;
        for (long id = 1; clock.nanos() < giveUp; id += 2) {
            socket.send(MpvJson.request(id, List.of("get_property", "path")));
            socket.send(MpvJson.request(id + 1, List.of("get_property", "time-pos")));
            long until = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(ASK_AGAIN_MILLIS);
            while (clock.nanos() < until) {
                MpvMessage message = said.poll(ASK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                if (message instanceof MpvMessage.Reply reply && reply.requestId() > 0) {
                    if (reply.requestId() % 2 == 1) {
                        open = String.valueOf(reply.data()).startsWith(Loadfile.BLACK_FOR_GOOD);
                    } else {
                        shown = reply.data() instanceof Double;
                    }
                    if (open && shown && reply.requestId() % 2 == 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
