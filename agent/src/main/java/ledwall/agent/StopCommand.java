package ledwall.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import ledwall.agent.player.mpv.StrayPlayers;
import ledwall.agent.setup.FolderLock;
import ledwall.agent.stop.LatchFile;
import ledwall.agent.stop.LatchState;
import ledwall.agent.stop.WallStop;
import ledwall.agent.stop.WallStopFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import ledwall.protocol.runtime.real.RealDisk;
import org.jspecify.annotations.Nullable;

/**
 * {@code ledwall-agent stop}: takes the wall dark from its own PC, with no network and whatever state the agent is in. It writes first, for what is on the
 * disk holds; then it sees to the players; then it says what it saw. On the command's thread.
 */
final class StopCommand {
    /** The wall is dark for certain. */
    static final int DARK = 0;
    /** It may not be. */
    static final int NOT_CERTAIN = 1;
    /** A living agent looks ten times a second, and forces what it found. */
    private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** An agent that is on its way may bring up another player while this one is being ended. */
    private static final int ROUNDS = 3;
    private static final int NONCE_BYTES = 8;

    private final Path data;
    private final Clock clock;
    private final Entropy entropy;
    private final @Nullable StrayPlayers players;
    private final PrintStream out;

    /** How the agent was found. */
    private enum Agent { OBEYS, DEAD, STANDS_STILL, DOES_NOT_ANSWER }

    /** @param players {@code null} where the agent paints nothing */
    StopCommand(Path data, Clock clock, Entropy entropy, @Nullable StrayPlayers players, PrintStream out) {
        this.data = data;
        this.clock = clock;
        this.entropy = entropy;
        this.players = players;
        this.out = out;
    }

    /** The exit code. */
    int run(String reason) throws IOException {
        WallStop written = write(reason);
        Agent agent = agent(written);
        boolean dark = true;
        try {
            dark = darken(agent);
        } catch (IOException e) {
            out.println("Players:  COULD NOT BE LOOKED FOR: " + e.getMessage());
            dark = false;
        }
        boolean lasts = written != null || agent == Agent.DEAD;
        if (dark && lasts) {
            out.println("The wall is dark" + (written == null ? "."
                : ", and stays so until somebody resumes it on the controller's page, with a reason and their password."));
        } else {
            out.println("THE WALL MAY NOT BE DARK. Look at it, and take the picture off at the LED processor or switch that off.");
        }
        advise(agent, written != null);
        return dark && lasts && written != null ? DARK : NOT_CERTAIN;
    }

    private @Nullable WallStop write(String reason) {
        try {
            WallStop stop = new WallStopFile(RealDisk.open(data)).write(clock.wall(), reason, Bytes.of(entropy.bytes(NONCE_BYTES)).base64());
            ownedByTheAgent();
            out.println("Disk:     the stop is written and forced (" + data.resolve(WallStopFile.PATH) + ").");
            return stop;
        } catch (IOException e) {
            out.println("Disk:     THE STOP COULD NOT BE WRITTEN: " + e.getMessage());
            return null;
        }
    }

    /** Root may stop a wall whose agent runs as somebody else, who has to be able to write beside what root wrote. */
    private void ownedByTheAgent() {
        try {
            UserPrincipal owner = Files.getOwner(data);
            for (Path path : List.of(data.resolve(WallStopFile.PATH).getParent(), data.resolve(WallStopFile.PATH))) {
                if (!Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
                    Files.setOwner(path, owner);
                }
            }
        } catch (IOException e) {
            out.println("          The agent may not be able to read or write there: " + e.getMessage());
        }
    }

    private Agent agent(@Nullable WallStop written) throws IOException {
        try (FolderLock free = FolderLock.take(data).orElse(null)) {
            if (free != null) {
                out.println("Agent:    dead; nobody runs in " + data + ".");
                return Agent.DEAD;
            }
        }
        String pid = FolderLock.lastPid(data);
        long giveUp = clock.nanos() + ANSWER_NANOS;
        while (written != null && clock.nanos() < giveUp) {
            if (took(written)) {
                out.println("Agent:    alive (process " + pid + "); it has taken the stop and keeps it.");
                return Agent.OBEYS;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (standsStill(pid)) {
            out.println("Agent:    frozen (process " + pid + " is stopped).");
            return Agent.STANDS_STILL;
        }
        out.println("Agent:    does not answer (process " + pid + ").");
        return Agent.DOES_NOT_ANSWER;
    }

    private boolean took(WallStop written) {
        try {
            Optional<LatchState> latch = new LatchFile(RealDisk.open(data)).read();
            return latch.isPresent() && latch.get().stopped() && latch.get().wallStop().equals(written.name());
        } catch (IOException e) {
            return false; // It is being written anew, or is damaged, and then the agent takes itself for stopped.
        }
    }

    private static boolean standsStill(String pid) {
        try {
            String stat = Files.readString(Path.of("/proc", pid, "stat"), StandardCharsets.ISO_8859_1);
            return "Tt".indexOf(stat.charAt(stat.lastIndexOf(')') + 2)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean darken(Agent agent) throws IOException {
        if (players == null) {
            out.println("Players:  none; this agent paints nothing.");
            return true;
        }
        StrayPlayers.How how = switch (agent) {
            case OBEYS -> StrayPlayers.How.CHECK;
            case DEAD -> StrayPlayers.How.TELL;
            case STANDS_STILL, DOES_NOT_ANSWER -> StrayPlayers.How.END;
        };
        boolean any = false;
        List<StrayPlayers.Player> left = List.of();
        for (int round = 0; round < ROUNDS; round++) {
            left = players.darken(how);
            for (StrayPlayers.Player player : left) {
                any = true;
                out.println("Player:   process " + player.pid() + " " + switch (player.seen()) {
                    case BLACK -> "is black.";
                    case ENDED -> "was ended.";
                    case STILL_THERE -> "COULD NOT BE ENDED: the system holds it.";
                });
            }
            if (left.stream().allMatch(player -> player.seen() == StrayPlayers.Seen.BLACK)) {
                break;
            }
        }
        if (!any) {
            out.println("Players:  none; the display shows what lies below, which is the desktop if there is one.");
        }
        return left.stream().noneMatch(player -> player.seen() == StrayPlayers.Seen.STILL_THERE);
    }

    private void advise(Agent agent, boolean written) {
        String pid = FolderLock.lastPid(data);
        if (!written) {
            out.println("Next:     free space on this PC's disk and run this command again. Until then do not start the agent: it would light the wall"
                    + (agent == Agent.DEAD ? "." : "; end the one that runs: kill -9 " + pid + ", and keep its service from starting it."));
            return;
        }
        switch (agent) {
            case OBEYS -> out.println("Next:     nothing. The controller is told as soon as it is reached.");
            case DEAD -> out.println("Next:     start the agent when you like: it keeps the wall dark and tells the controller.");
            case STANDS_STILL -> out.println("Next:     kill -CONT " + pid + ", or kill -9 " + pid
                + " and start it again: either way it looks here first, and keeps the wall dark.");
            case DOES_NOT_ANSWER -> out.println("Next:     look at its log; kill -9 " + pid
                + " and start it again if it stays so. It looks here before it shows anything.");
        }
    }
}
