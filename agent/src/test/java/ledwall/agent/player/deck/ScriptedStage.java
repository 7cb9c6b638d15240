package ledwall.agent.player.deck;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import ledwall.agent.player.Stage;
import org.jspecify.annotations.Nullable;

/** A stage that moves no window by itself: when the display has done it, and what it answers, is the test's. */
final class ScriptedStage implements Stage {
    private final List<Long> shows = new ArrayList<>();
    private @Nullable Outcome coming;
    private @Nullable Consumer<Seen> asker;

    /** The processes whose windows were to be moved in, in that order, also those that were cancelled. */
    List<Long> shows() {
        return shows;
    }

    /** Whether a window is still to be moved in. */
    boolean awaitsEntrance() {
        return coming != null;
    }

    /** The display begins to move the window in, which nothing can cancel any more; its outcome is told by the test. */
    Outcome begin() {
        Outcome begun = Objects.requireNonNull(coming, "no window is to be moved in");
        coming = null;
        return begun;
    }

    /** Who asked last which player is seen, if anybody did. */
    Optional<Consumer<Seen>> asker() {
        return Optional.ofNullable(asker);
    }

    @Override
    public void show(long pid, long atNanos, Outcome outcome) {
        shows.add(pid);
        coming = outcome;
    }

    @Override
    public void cancel() {
        coming = null;
    }

    @Override
    public void ask(List<Long> pids, Consumer<Seen> answer) {
        asker = answer;
    }

    @Override
    public String parked() {
        return "";
    }
}
