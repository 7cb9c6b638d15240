package ledwall.controller.screen;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;

/** Screens by id. Blocking; each method is one transaction. A retired screen is no longer found, but its name stays known. */
public interface ScreenStore {
    Added insert(Screen screen);

    /** What became of a new screen. */
    sealed interface Added {
        record Done() implements Added {}

        /** Another screen has this name. */
        record NameTaken() implements Added {}

        record UnknownGroup() implements Added {}

        /** The group's screens run at another frame rate. */
        record OtherRate(int frameRate) implements Added {}
    }

    Optional<Screen> byId(ScreenId id);

    /** Also one that is retired: its as-run records stay. */
    Optional<Screen> known(ScreenId id);

    /** By name. */
    List<Screen> all();

    /** Puts it in the place of the one with its id and its revision, and counts the revision up. */
    Saved update(Screen screen, Pace pace);

    /** What {@link #update} would do now, without doing it. */
    Saved check(Screen screen);

    /** What became of an edit. */
    sealed interface Saved {
        /**
         * The screen as it was and as it is now.
         *
         * @param othersLeft how many other screens the group has that it was in
         */
        record Done(Screen before, Screen now, int othersLeft) implements Saved {}

        /** Somebody else was faster. */
        record Stale(Screen current) implements Saved {}

        /** Another screen has this name. */
        record NameTaken() implements Saved {}

        record UnknownGroup() implements Saved {}

        /** The group's other screens run at another frame rate. */
        record OtherRate(int frameRate) implements Saved {}

        /** There is no such screen. */
        record Unknown() implements Saved {}
    }

    /** Forgets its key and its open code too; false if there is no such screen. */
    boolean retire(ScreenId id, Instant at);

    /** What its PC proves itself with; empty before enrolment and after retirement. */
    Optional<Bytes> key(ScreenId id);

    /** Opens a screen to whoever has the code with this SHA-256, in the place of any earlier code; false if there is no such screen. */
    boolean openEnrolment(ScreenId id, String codeHash, Instant expiresAt);

    /** Uses the code up and gives its screen the key in the place of any earlier one; empty if no open code has this hash at {@code now}. */
    Optional<Screen> redeem(String codeHash, Instant now, Bytes key);
}
