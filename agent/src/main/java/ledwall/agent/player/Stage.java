package ledwall.agent.player;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which player's picture is seen on the output: all others are parked beyond it. Players are named by their process ids. On the agent's loop; every call
 * returns at once; instants are monotonic ({@link ledwall.protocol.runtime.Clock#nanos}).
 */
public interface Stage {
    /**
     * Moves the player's window onto the output and above every other player's at this instant, or at once where it has passed; then parks the others. A later
     * call replaces one that has not happened yet, which is then told nothing.
     */
    void show(long pid, long atNanos, Outcome outcome);

    /** What was to be shown and is not yet is not shown; its outcome is told nothing. */
    void cancel();

    /** Which of these players' windows lies on the output, the topmost where several do. */
    void ask(List<Long> pids, Consumer<Seen> answer);

    /**
     * Where a player that is started is to put its window: an X geometry (WxH+X+Y), beyond the visible area. May block for a moment; called off the loop.
     *
     * @throws IOException if there is no display; the message is for people
     */
    String parked() throws IOException;

    /** The answer to {@link #ask}. */
    sealed interface Seen {
        /** This process's window. */
        record Player(long pid) implements Seen {}

        /** None of theirs. */
        record Nobody() implements Seen {}

        /** The display cannot be asked: each of them may be the one. */
        record Unknown() implements Seen {}
    }

    /** What became of a call of {@link #show}: one of the two, on the agent's loop. */
    interface Outcome {
        /** The display has done it, at this instant or a moment before. */
        void shown(long atNanos);

        /** The glass is as it was; the reason is for people. */
        void failed(String reason);
    }
}
