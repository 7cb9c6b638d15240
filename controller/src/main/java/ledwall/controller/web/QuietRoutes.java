package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.controller.schedule.QuietStore;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.QuietTimes;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;

/** When a screen is black on purpose. */
public final class QuietRoutes extends Routes {
    private static final String PATH = "/api/v1/screens/{id}/quiet-hours";
    /** Never leaves {@code check()}: what is missing was noted. */
    private static final When.Recurring MISSING =
            new When.Recurring(LocalDate.EPOCH.atStartOfDay(), Duration.ofHours(1), null, List.of(), List.of(), null, null, List.of());

    private final QuietTimes times;
    private final Screens screens;
    private final Consumer<GroupId> applyNow;

    /** @param applyNow told after an edit that is to cut at once */
    public QuietRoutes(QuietTimes times, Screens screens, Consumer<GroupId> applyNow) {
        this.times = times;
        this.screens = screens;
        this.applyNow = applyNow;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("getQuietHours", PATH, Right.VIEW, request -> answer(times.of(id(request)))),
            put("replaceQuietHours", PATH, Right.EDIT_SCHEDULE, this::replace),
            get("listQuietHoursRevisions", PATH + "/revisions", Right.VIEW, this::history));
    }

    private Answer replace(Request request) {
        long expected = request.ifMatch();
        Pace pace = request.pace();
        var fields = request.fields();
        // One more is let through, so that the refusal that names the bound is the one that people read.
        List<QuietTime> items = fields.list("items", QuietTimes.MAX_ITEMS + 1, QuietRoutes::item);
        fields.check();
        var kept = times.replace(id(request), expected, items, pace, request.who());
        if (pace == Pace.APPLY_NOW) {
            applyNow.accept(screens.byId(id(request)).group());
        }
        return answer(kept);
    }

    private static QuietTime item(Fields fields) {
        String name = fields.text("name", Names.MAX_LENGTH);
        When.Recurring when = fields.optionalObject("recurrence", RuleJson::recurring);
        if (!fields.present("recurrence")) {
            fields.note("recurrence", "is missing");
        }
        return new QuietTime(name, Objects.requireNonNullElse(when, MISSING));
    }

    private Answer history(Request request) {
        var items = Json.array();
        times.history(id(request)).forEach(each -> items.add(view(each.kept()).put("at", Json.instant(each.at())).put("by", each.by())));
        return Answer.ok(Json.object().set("items", items));
    }

    private static Answer answer(QuietStore.Kept kept) {
        return Answer.ok(view(kept)).with("ETag", "\"" + kept.revision() + "\"");
    }

    private static ObjectNode view(QuietStore.Kept kept) {
        var view = Json.object().put("revision", kept.revision());
        var items = view.putArray("items");
        kept.items().forEach(item -> RuleJson.recurring(items.addObject().put("name", item.name()), item.when()));
        return view;
    }

    private static ScreenId id(Request request) {
        return ScreenRoutes.id(request.id());
    }
}
