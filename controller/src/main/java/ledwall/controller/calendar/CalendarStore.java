package ledwall.controller.calendar;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.change.Pace;
import ledwall.protocol.id.CalendarId;

/** Calendars by id. Blocking; each method is one transaction. */
public interface CalendarStore {
    Optional<KeptCalendar> byId(CalendarId id);

    /** By name. */
    List<KeptCalendar> all();

    /** All of them, for whoever expands rules. */
    Map<CalendarId, Calendar> byId();

    /** Names of the rules that ask for it and may still run after {@code since}, and of the screens whose quiet hours do. */
    List<String> uses(CalendarId id, Instant since);

    /** Adds one of revision 1; false if the name is taken. */
    boolean insert(Calendar calendar);

    /** Puts it in the place of the one with its id and this revision, and counts the revision up. */
    Saved update(Calendar calendar, long expected, Pace pace);

    /** Deletes it if this is still its revision and nothing uses it. */
    Saved delete(CalendarId id, long expected, Instant at);

    /** What became of an edit. */
    sealed interface Saved {
        /** The calendar as it is now, or as it was before it was deleted. */
        record Done(KeptCalendar calendar) implements Saved {}

        /** Somebody else was faster. */
        record Stale(KeptCalendar current) implements Saved {}

        /** Another calendar has this name. */
        record NameTaken() implements Saved {}

        /** These rules and screens still ask for it. */
        record InUse(List<String> names) implements Saved {}

        /** There is no such calendar. */
        record Unknown() implements Saved {}
    }
}
