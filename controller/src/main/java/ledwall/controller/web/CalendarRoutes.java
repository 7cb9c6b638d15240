package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarFile;
import ledwall.controller.calendar.CalendarStore;
import ledwall.controller.calendar.Calendars;
import ledwall.controller.calendar.KeptCalendar;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.protocol.id.CalendarId;
import org.jspecify.annotations.Nullable;

/** Calendars of days that rules may ask for. */
public final class CalendarRoutes extends Routes {
    private static final String PATH = "/api/v1/calendars";
    private static final int MAX_LABEL = 100;

    private final Calendars calendars;
    private final CalendarStore store;
    private final Consumer<CalendarId> applyNow;

    /** @param applyNow told after an edit that is to cut at once */
    public CalendarRoutes(Calendars calendars, CalendarStore store, Consumer<CalendarId> applyNow) {
        this.calendars = calendars;
        this.store = store;
        this.applyNow = applyNow;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listCalendars", PATH, Right.VIEW,
                request -> Answer.ok(Page.of(request).cut(store.all(), each -> each.calendar().id().value(), CalendarRoutes::summary))),
            post("addCalendar", PATH, Right.EDIT_SCHEDULE, this::add),
            get("getCalendar", PATH + "/{id}", Right.VIEW, request -> answer(200, calendars.byId(id(request)), List.of())),
            put("replaceCalendar", PATH + "/{id}", Right.EDIT_SCHEDULE, this::replace),
            Operation.delete("deleteCalendar", PATH + "/{id}", Right.EDIT_SCHEDULE, this::delete),
            get("listCalendarUses", PATH + "/{id}/uses", Right.VIEW, this::uses));
    }

    /** The days as given, or those of an iCalendar text with the lines that were left out of it. */
    private record Given(String name, List<Calendar.Dated> dated, List<String> skipped) {}

    private Answer add(Request request) {
        Given given = given(request);
        var added = calendars.create(given.name(), given.dated());
        String id = added.calendar().id().value();
        return answer(201, added, given.skipped()).about(id).with("Location", PATH + "/" + id);
    }

    private Answer replace(Request request) {
        long expected = request.ifMatch();
        Pace pace = request.pace();
        Given given = given(request);
        var changed = calendars.update(id(request), expected, given.name(), given.dated(), pace);
        if (pace == Pace.APPLY_NOW) {
            applyNow.accept(changed.calendar().id());
        }
        return answer(200, changed, given.skipped());
    }

    private Answer delete(Request request) {
        calendars.delete(id(request), request.ifMatch());
        return Answer.nothing();
    }

    private Answer uses(Request request) {
        var names = Json.array();
        calendars.uses(id(request)).forEach(names::add);
        return Answer.ok(Json.object().set("rules", names));
    }

    private Given given(Request request) {
        var fields = request.fields();
        boolean file = fields.present("ics");
        @Nullable String name = file ? fields.optionalText("name", Names.MAX_LENGTH) : fields.text("name", Names.MAX_LENGTH);
        String ics = file ? fields.secret("ics", CalendarFile.MAX_CHARACTERS) : "";
        List<Calendar.Dated> days = file ? List.of() : fields.list("days", Calendar.MAX_DATED, CalendarRoutes::dated);
        fields.check();
        if (!file) {
            return new Given(Objects.requireNonNull(name), days, List.of());
        }
        CalendarFile.Imported imported = calendars.read(ics);
        return new Given(Objects.requireNonNullElse(name, Objects.requireNonNullElse(imported.name(), "")), imported.dated(), imported.skipped());
    }

    private static Calendar.Dated dated(Fields fields) {
        LocalDate from = Objects.requireNonNullElse(fields.value("from", false, RuleJson.time(LocalDate::parse)), LocalDate.EPOCH);
        LocalDate until = Objects.requireNonNullElse(fields.value("until", true, RuleJson.time(LocalDate::parse)), from.plusDays(1));
        String label = fields.present("label") ? fields.text("label", MAX_LABEL) : "";
        if (!from.isBefore(until)) {
            fields.note("until", "must be after from: it is the day after the last");
            return new Calendar.Dated(from, from.plusDays(1), label);
        }
        return new Calendar.Dated(from, until, label);
    }

    private static Answer.Content answer(int status, KeptCalendar kept, List<String> skipped) {
        var view = summary(kept);
        var days = view.putArray("days");
        kept.calendar().dated().forEach(each -> days.addObject().put("from", each.from().toString()).put("until", each.until().toString())
            .put("label", each.label()));
        var lines = view.putArray("skipped");
        skipped.forEach(lines::add);
        return Answer.json(status, view).with("ETag", "\"" + kept.revision() + "\"");
    }

    private static ObjectNode summary(KeptCalendar kept) {
        var calendar = kept.calendar();
        return Json.object().put("id", calendar.id().value()).put("name", calendar.name()).put("entries", calendar.dated().size())
            .put("revision", kept.revision());
    }

    private static CalendarId id(Request request) {
        return request.id("calendar", CalendarId::new);
    }
}
