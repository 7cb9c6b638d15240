package ledwall.agent.player.deck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import ledwall.agent.player.Deck;
import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import org.jspecify.annotations.Nullable;

/** A deck that notes what it is told and does nothing by itself: what it answers, and when, is the test's. */
final class ScriptedDeck implements Deck {
    private final long pid;
    private final List<String> told = new ArrayList<>();
    private Player.@Nullable Events events;
    private boolean ready;
    private String standing = "";

    ScriptedDeck(long pid) {
        this.pid = pid;
    }

    /** What it says to whoever adopted or opened it last. */
    Player.Events says() {
        return Objects.requireNonNull(events, "neither adopted nor opened");
    }

    /** From now on it has whatever it is to run ready within the call, as one that stands at the very frame. */
    void isReady() {
        ready = true;
    }

    /** It says that it stands in this list. */
    void stands(String listId) {
        standing = listId;
        says().cued(listId, 0, NEVER);
    }

    List<String> told() {
        return told;
    }

    int timesEnded() {
        return Collections.frequency(told, "end");
    }

    /** Whether it was told that it is nobody's to see, and not the contrary since. */
    boolean believesItIsParked() {
        return told.lastIndexOf("parked") > told.lastIndexOf("seen");
    }

    /** Whether it was told that it is seen, and not the contrary since. */
    boolean believesItIsSeen() {
        return told.lastIndexOf("seen") > told.lastIndexOf("parked");
    }

    @Override
    public void adopt(Player.Events to) {
        events = to;
        told.add("adopt");
    }

    @Override
    public void open(Player.Events to) {
        events = to;
        told.add("open");
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
        standing = "";
        told.add((runAtNanos == NEVER ? "stand in " : "run ") + list.id());
        if (ready && runAtNanos != NEVER) {
            says().cued(list.id(), 0, runAtNanos);
        }
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        told.add("recue");
    }

    @Override
    public void hold(long atNanos) {
        told.add("hold");
    }

    @Override
    public void goOn() {
        told.add("go on");
    }

    @Override
    public void parked() {
        told.add("parked");
    }

    @Override
    public void seen() {
        told.add("seen");
    }

    @Override
    public void speed(double factor) {}

    @Override
    public void black() {
        told.add("black");
    }

    @Override
    public void darken() {
        told.add("darken");
    }

    @Override
    public void close(boolean end) {
        told.add(end ? "end" : "let go");
    }

    @Override
    public boolean standsIn(String listId) {
        return standing.equals(listId);
    }

    @Override
    public Duration lead() {
        return Duration.ofMillis(150);
    }

    @Override
    public Duration seekLead() {
        return Duration.ofMillis(80);
    }

    @Override
    public Duration headStart() {
        return Duration.ZERO;
    }
}
