package ledwall.controller.screen;

import java.util.Map;
import java.util.Optional;
import ledwall.protocol.id.MediaId;

/** What was chosen as slate. Blocking; each method is one transaction. */
public interface SlateStore {
    /** Of revision 0 and inherited where nothing was ever chosen; nothing for a screen or group that is not there. */
    Optional<Kept> byOwner(SlateOwner owner);

    /** Whatever was chosen for screens and groups that are there. */
    Map<SlateOwner, SlateChoice> all();

    /** Puts it in the place of the one with the revision expected, and counts it up. */
    Saved save(SlateOwner owner, SlateChoice choice, long expected);

    record Kept(long revision, SlateChoice choice) {}

    /** What became of an edit. */
    sealed interface Saved {
        record Done(Kept kept) implements Saved {}

        /** Somebody else was faster. */
        record Stale(long revision) implements Saved {}

        record UnknownMedia(MediaId media) implements Saved {}

        /** Of this file no picture can be made. */
        record BrokenMedia(String name, String failure) implements Saved {}

        record UnknownOwner() implements Saved {}
    }
}
