package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.calendar.WhenCheck;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Timeline;

/** What people do to the quiet hours of a screen. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class QuietTimes {
    /** More than a night, a noon and the holidays need; what is finer belongs into a calendar. */
    public static final int MAX_ITEMS = 16;

    private final QuietStore store;
    private final Screens screens;
    private final CalendarStore calendars;
    private final Changes changes;
    private final Clock clock;

    public QuietTimes(QuietStore store, Screens screens, CalendarStore calendars, Changes changes, Clock clock) {
        this.store = store;
        this.screens = screens;
        this.calendars = calendars;
        this.changes = changes;
        this.clock = clock;
    }

    public QuietStore.Kept of(ScreenId screen) {
        return store.byScreen(screens.byId(screen).id()).orElseGet(() -> new QuietStore.Kept(0, List.of()));
    }

    /** The screens in service whose quiet hours ask for a calendar. */
    public List<ScreenId> asking(CalendarId calendar) {
        return store.all().entrySet().stream()
                .filter(each -> each.getValue().stream().flatMap(item -> item.dark().conditions().stream()).anyMatch(condition -> condition.calendar().equals(calendar)))
                .map(Map.Entry::getKey).toList();
    }

    /** All that they ever were, oldest first. */
    public List<QuietStore.Revision> history(ScreenId screen) {
        return store.history(screens.known(screen).id());
    }

    /**
     * @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest
     * @param pace whether it may change what the freeze window holds
     * @param by who makes the edit
     */
    public QuietStore.Kept replace(ScreenId screen, long expected, List<QuietTime> items, Pace pace, String by) {
        var checked = checked(screen, items);
        return switch (store.save(screen, checked, expected, pace, clock.wall(), by)) {
            case QuietStore.Saved.Done(QuietStore.Kept kept) -> {
                changes.post(new Change(Change.Kind.SCREEN, screen.value()));
                yield kept;
            }
            case QuietStore.Saved.Stale(long revision) -> throw Refusal.stale("quietHoursStale", "quiet hours", screens.byId(screen).name(), revision, expected);
            case QuietStore.Saved.UnknownCalendar(var calendar) -> throw Refusal.invalid("calendarUnknown", "There is no calendar " + calendar + ".",
                    "Choose one of the calendars listed.");
            case QuietStore.Saved.UnknownScreen() -> throw Refusal.notFound("screenUnknown", "There is no screen " + screen + ".",
                    "Reload the list of screens: it may have been retired.");
        };
    }

    private List<QuietTime> checked(ScreenId id, List<QuietTime> items) {
        var screen = screens.byId(id);
        if (items.size() > MAX_ITEMS) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "tooManyQuietHours", items.size() + " quiet hours are more than " + MAX_ITEMS + ".",
                    "Join those that follow each other, or put their days into a calendar.");
        }
        var known = calendars.byId();
        var before = store.byScreen(id).map(QuietStore.Kept::items).orElse(List.of());
        var names = new HashSet<String>();
        var out = new ArrayList<QuietTime>();
        for (QuietTime item : items) {
            var checked = new QuietTime(Names.checked("quiet hours", item.name()), item.when());
            if (!names.add(checked.name())) {
                throw Refusal.invalid("quietNameTwice", "Two of the quiet hours are called \"" + checked.name() + "\".", "Give each a name of its own.");
            }
            // What has run out since it was stored must not keep the others from being changed.
            if (!before.contains(checked)) {
                checked(checked, known);
            }
            out.add(checked);
        }
        long now = Instants.nanos(clock.wall());
        int windows = QuietTime.hours(out, known, screen, now, Lids.untilNanos(now)).ranges().size();
        if (windows > Timeline.MAX_QUIET) {
            throw Refusal.invalid("quietHoursTooOften", "The quiet hours begin " + windows + " times in the next year; a screen can be sent "
                    + Timeline.MAX_QUIET + ".", "Let fewer begin on a day.");
        }
        return out;
    }

    /** Several are sent together: the refusal says which it is about. */
    private void checked(QuietTime item, Map<CalendarId, Calendar> known) {
        try {
            WhenCheck.check(item.when(), known, clock.wall());
        } catch (Refusal e) {
            throw new Refusal(e.kind(), e.code(), "\"" + item.name() + "\": " + e.cause(), e.advice());
        }
    }
}
