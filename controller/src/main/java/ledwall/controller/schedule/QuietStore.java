package ledwall.controller.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.ScreenId;

/** The quiet hours of screens, and what they ever were. Blocking; each method is one transaction. */
public interface QuietStore {
    /** Those of a screen in service: of revision 0 and empty where none were ever given; nothing for a screen that is not there. */
    Optional<Kept> byScreen(ScreenId screen);

    /** Those of all screens in service that have any. */
    Map<ScreenId, List<QuietTime>> all();

    /** All that they ever were, oldest first. */
    List<Revision> history(ScreenId screen);

    /** Puts these in the place of those with the revision expected, and counts it up. An ordinary edit keeps to the freeze window. */
    Saved save(ScreenId screen, List<QuietTime> items, long expected, Pace pace, Instant at, String by);

    record Kept(long revision, List<QuietTime> items) {
        public Kept {
            items = List.copyOf(items);
        }
    }

    /** What they were from an edit on, when it was made and by whom. */
    record Revision(Kept kept, Instant at, String by) {}

    /** What became of an edit. */
    sealed interface Saved {
        record Done(Kept kept) implements Saved {}

        /** Somebody else was faster. */
        record Stale(long revision) implements Saved {}

        record UnknownCalendar(CalendarId calendar) implements Saved {}

        record UnknownScreen() implements Saved {}
    }
}
