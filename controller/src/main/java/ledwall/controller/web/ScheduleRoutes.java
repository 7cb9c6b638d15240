package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.rollout.Forecasts;
import ledwall.controller.schedule.Forecast;
import ledwall.controller.schedule.Preview;
import ledwall.controller.schedule.QuietTimes;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Rules;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Rules, and what a screen will show. */
public final class ScheduleRoutes extends Routes {
    static final String PATH = "/api/v1/schedule/rules";
    private static final String PREVIEW = "/api/v1/schedule/preview";
    /** More spans than this are told in a second answer: a day of 10 s items has 8,640. */
    private static final int MAX_SPANS = 10_000;

    private final Rules rules;
    private final RuleStore store;
    private final QuietTimes quiet;
    private final Screens screens;
    private final Forecasts forecasts;
    private final Consumer<GroupId> applyNow;

    /** @param applyNow told after a change that is to cut at once */
    public ScheduleRoutes(Rules rules, RuleStore store, QuietTimes quiet, Screens screens, Forecasts forecasts, Consumer<GroupId> applyNow) {
        this.rules = rules;
        this.store = store;
        this.quiet = quiet;
        this.screens = screens;
        this.forecasts = forecasts;
        this.applyNow = applyNow;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listRules", PATH, Right.VIEW, request -> Answer.ok(Page.of(request).cut(store.all(), rule -> rule.id().value(), RuleJson::view))),
            post("addRule", PATH, Right.EDIT_SCHEDULE, this::add),
            get("getRule", PATH + "/{id}", Right.VIEW, request -> answer(200, rules.byId(id(request)))),
            put("replaceRule", PATH + "/{id}", Right.EDIT_SCHEDULE, this::replace),
            Operation.delete("deleteRule", PATH + "/{id}", Right.EDIT_SCHEDULE, this::delete),
            post("endRule", PATH + "/{id}/end", Right.EDIT_SCHEDULE, this::end),
            get("listRuleRevisions", PATH + "/{id}/revisions", Right.VIEW, this::history),
            get("previewSchedule", PREVIEW, Right.VIEW, this::preview));
    }

    private Answer add(Request request) {
        var by = by(request);
        Rule added = rules.create(draft(request), by);
        applied(by, this::cut, added);
        return answer(201, added).about(added.id().value()).with("Location", PATH + "/" + added.id());
    }

    private Answer replace(Request request) {
        var by = by(request);
        Rule before = rules.byId(id(request));
        Rule changed = rules.update(before.id(), request.ifMatch(), draft(request), by);
        applied(by, this::cut, before, changed);
        return answer(200, changed);
    }

    private Answer delete(Request request) {
        var by = by(request);
        applied(by, this::cut, rules.delete(id(request), request.ifMatch(), by));
        return Answer.nothing();
    }

    private Answer end(Request request) {
        request.fields().check();
        // It ends on the glass at once: that is what it is for.
        request.need(Right.APPLY_NOW);
        Rule ended = rules.endNow(id(request), request.who());
        cut(ended);
        return answer(200, ended);
    }

    /** The same for all rules that ask for a calendar, and for the screens whose quiet hours do. */
    public void cut(CalendarId calendar) {
        store.all().stream().filter(rule -> rule.when() instanceof When.Recurring when
            && when.conditions().stream().anyMatch(condition -> condition.calendar().equals(calendar))).forEach(this::cut);
        new TreeSet<>(quiet.asking(calendar).stream().map(id -> screens.known(id).group()).toList()).forEach(applyNow);
    }

    /** Who edits, and whether it is to cut at once. */
    static Rules.By by(Request request) {
        return new Rules.By(request.who(), request.pace());
    }

    /** After an edit that is to cut at once: where the rule was, and where it is. */
    static void applied(Rules.By by, Consumer<Rule> cut, @Nullable Rule... touched) {
        for (Rule rule : touched) {
            if (by.pace() == Pace.APPLY_NOW && rule != null) {
                cut.accept(rule);
            }
        }
    }

    /** In the groups in which a rule's targets are now; a screen that it does not change is not touched by that. */
    public void cut(Rule rule) {
        var groups = new TreeSet<>(rule.targets().groups());
        rule.targets().screens().forEach(id -> groups.add(screens.known(id).group()));
        groups.forEach(applyNow);
    }

    private static Rules.Draft draft(Request request) {
        return RuleJson.draft(request.fields());
    }

    private Answer history(Request request) {
        var items = Json.array();
        rules.history(id(request)).forEach(each -> items.add(RuleJson.view(each)));
        return Answer.ok(Json.object().set("items", items));
    }

    private Answer preview(Request request) {
        ScreenId screen = ScreenRoutes.id(request.needed("screen"));
        var window = request.window();
        var its = screens.byId(screen);
        Map<RuleId, Rule> known = new HashMap<>();
        store.all().forEach(rule -> known.put(rule.id(), rule));
        var forecast = forecasts.of(its, window.from(), window.until());
        var programme = forecast.programme();
        var spans = Json.array();
        if (windows(request)) {
            forecast.parts(window.from(), window.until()).forEach(part -> Preview.stretches(programme, known, part.from(), part.until())
                .forEach(stretch -> spans.add(view(stretch).put("computed", part.computed()))));
            return told(Answer.ok(spans), forecast, window.until());
        }
        Instant at = window.from();
        Instant until = forecast.until(window.until());
        while (at != null && spans.size() < MAX_SPANS) {
            var page = Preview.of(programme, known, at, until);
            page.entries().forEach(entry -> spans.add(view(entry).put("computed", forecast.computed(Instants.nanos(entry.from())))));
            at = page.next();
        }
        var answer = told(Answer.ok(spans), forecast, window.until());
        return at == null ? answer : answer.with("Link", rest(screen, at, window.until()));
    }

    /** Spans that end before the range does because nobody can know more say so. */
    private static Answer.Content told(Answer.Content answer, Forecast.Computed forecast, Instant until) {
        Instant known = forecast.until(until);
        return known.isBefore(until) ? answer.with("Computed-Until", known.toString()) : answer;
    }

    private static boolean windows(Request request) {
        return switch (Objects.requireNonNullElse(request.query("by"), "item")) {
            case "item" -> false;
            case "window" -> true;
            default -> throw HttpProblem.badInput(List.of(new HttpProblem.Field("by", "must be item or window")));
        };
    }

    private static String rest(ScreenId screen, Instant from, Instant until) {
        return "<" + PREVIEW + "?screen=" + screen + "&from=" + encoded(from) + "&until=" + encoded(until) + ">; rel=\"next\"";
    }

    private static String encoded(Instant instant) {
        return URLEncoder.encode(instant.toString(), StandardCharsets.UTF_8);
    }

    private static ObjectNode view(Preview.Stretch stretch) {
        Long cutAfter = stretch.cutAfterNanos();
        return Json.object().put("from", Json.instant(stretch.from())).put("until", Json.instant(stretch.until())).putNull("itemId").putNull("itemName")
            .put("ruleId", text(stretch.rule())).put("why", stretch.why()).put("items", stretch.items())
            .put("turnMillis", Math.round(Json.millis(stretch.turnNanos()))).put("cutAfterMillis", cutAfter == null ? null : Math.round(Json.millis(cutAfter)));
    }

    private static ObjectNode view(Preview.Entry entry) {
        return Json.object().put("from", Json.instant(entry.from())).put("until", Json.instant(entry.until()))
            .put("itemId", text(entry.item())).put("itemName", entry.name()).put("ruleId", text(entry.rule())).put("why", entry.why());
    }

    private static @Nullable String text(@Nullable Object id) {
        return id == null ? null : id.toString();
    }

    static Answer.Content answer(int status, Rule rule) {
        return Answer.json(status, RuleJson.view(rule)).with("ETag", "\"" + rule.revision() + "\"");
    }

    private static RuleId id(Request request) {
        return request.id("rule", RuleId::new);
    }
}
