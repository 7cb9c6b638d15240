package ledwall.agent;

import ledwall.agent.player.PlayList;
import org.jspecify.annotations.Nullable;

/** What the window of one {@link FakeDeck} shows: a list that stands in it, runs, or is held for what is to take its place; or nothing. It knows of no agent. */
final class FakeWindow {
    private final Truth picture;
    private final Runnable painted;
    private @Nullable PlayList list;
    private boolean running;
    private boolean held;
    private boolean stuck;
    private boolean blackened;
    private double speed = 1;

    /** @param painted told whenever it shows something else */
    FakeWindow(Truth picture, Runnable painted) {
        this.picture = picture;
        this.painted = painted;
    }

    Truth picture() {
        return picture;
    }

    @Nullable PlayList list() {
        return list;
    }

    @Nullable String listId() {
        return list == null ? null : list.id();
    }

    boolean running() {
        return running;
    }

    /** A process has opened it. */
    void open() {
        blackened = false;
        dark();
    }

    /** Its process is gone. */
    void gone() {
        stuck = false;
        running = false;
        held = false;
        list = null;
        picture.dark();
    }

    /** It stands on a list, at this position. */
    void show(PlayList next, long position) {
        list = next;
        speed = 1;
        picture.show(next, position);
        painted.run();
    }

    /** What it was to show could not be opened. */
    void fail() {
        list = null;
        dark();
    }

    void black() {
        running = false;
        held = false;
        list = null;
        blackened = true;
        dark();
    }

    void run() {
        running = true;
        move();
    }

    /** Stands until something else is there. */
    void stop() {
        running = false;
        held = false;
        still();
    }

    /** Stands, if it ran, and may go on. */
    void hold() {
        held = running;
        running = false;
        still();
    }

    /** What was held goes on; whether anything was. */
    boolean goOn() {
        boolean goes = held && list != null;
        if (goes) {
            held = false;
            run();
        }
        return goes;
    }

    /** What is held is not to go on any more. */
    void forget() {
        held = false;
    }

    void speed(double factor) {
        speed = factor;
        if (running) {
            move();
        }
    }

    /** Its process stands still. */
    void still() {
        picture.still();
        painted.run();
    }

    /** The picture stands still for good, whatever its process says. */
    void stick() {
        stuck = true;
        still();
    }

    /** Its process does not stand still any more; whether the picture moves again. */
    boolean thaw() {
        if (running) {
            move();
        }
        return running;
    }

    /** Stands, and is not held for what is to take its place, or was never told anything. */
    boolean standsForNobody() {
        return list == null ? !blackened : !running && !held;
    }

    private void move() {
        if (!stuck) {
            picture.move(speed);
            painted.run();
        }
    }

    private void dark() {
        picture.dark();
        painted.run();
    }
}
