package ledwall.controller.calendar;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import ledwall.controller.calendar.Calendar.Dated;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/** What people do to calendars. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Calendars {
    /** Every one of them is read for each compilation. */
    public static final int MAX_CALENDARS = 200;

    private final CalendarStore store;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;

    public Calendars(CalendarStore store, Changes changes, Clock clock, Entropy entropy) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    public KeptCalendar byId(CalendarId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /** Names of the rules and screens that ask for it. */
    public List<String> uses(CalendarId id) {
        byId(id);
        return store.uses(id, clock.wall());
    }

    /** The days of an iCalendar file; see {@link CalendarFile}. Stores nothing. */
    public CalendarFile.Imported read(String ics) {
        return CalendarFile.read(ics, LocalDate.ofInstant(clock.wall(), ZoneOffset.UTC));
    }

    public KeptCalendar create(String name, List<Dated> dated) {
        var calendar = checked(new CalendarId(Ids.fresh("calendar", entropy)), name, dated);
        if (store.all().size() >= MAX_CALENDARS) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "tooManyCalendars", "There are " + MAX_CALENDARS + " calendars already.",
                    "Delete those that no rule asks for.");
        }
        if (!store.insert(calendar)) {
            throw Refusal.nameTaken("calendar", calendar.name());
        }
        posted(calendar.id());
        return new KeptCalendar(calendar, 1);
    }

    /** @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest */
    public KeptCalendar update(CalendarId id, long expected, String name, List<Dated> dated) {
        return update(id, expected, name, dated, Pace.ORDINARY);
    }

    /** @param pace whether it may change what the freeze window holds */
    public KeptCalendar update(CalendarId id, long expected, String name, List<Dated> dated, Pace pace) {
        return done(store.update(checked(id, name, dated), expected, pace), id, expected, name);
    }

    /** @param expected the revision that the editor saw */
    public void delete(CalendarId id, long expected) {
        done(store.delete(id, expected, clock.wall()), id, expected, "");
    }

    private KeptCalendar done(CalendarStore.Saved saved, CalendarId id, long expected, String name) {
        return switch (saved) {
            case CalendarStore.Saved.Done(KeptCalendar now) -> {
                posted(id);
                yield now;
            }
            case CalendarStore.Saved.Stale(KeptCalendar current) -> throw Refusal.stale("calendarStale", "calendar", current.calendar().name(),
                    current.revision(), expected);
            case CalendarStore.Saved.NameTaken() -> throw Refusal.nameTaken("calendar", name);
            case CalendarStore.Saved.InUse(List<String> names) -> throw Refusal.conflict("calendarInUse",
                    "These still ask for it: " + Names.listed(names) + ".",
                    "Take it out of their conditions first.");
            case CalendarStore.Saved.Unknown() -> throw unknown(id);
        };
    }

    private void posted(CalendarId id) {
        changes.post(new Change(Change.Kind.CALENDAR, id.value()));
    }

    private static Calendar checked(CalendarId id, String name, List<Dated> dated) {
        if (dated.size() > Calendar.MAX_DATED) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "calendarTooLarge", dated.size() + " entries are more than " + Calendar.MAX_DATED + ".",
                    "Keep only the days that rules will ask for.");
        }
        return new Calendar(id, Names.checked("calendar", name), dated);
    }

    private static Refusal unknown(CalendarId id) {
        return Refusal.notFound("calendarUnknown", "There is no calendar " + id + ".", "Reload the list of calendars: it may have been deleted.");
    }
}
