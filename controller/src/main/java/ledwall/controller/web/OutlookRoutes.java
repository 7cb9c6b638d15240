package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import ledwall.controller.access.Right;
import ledwall.controller.schedule.Conflicts;
import ledwall.controller.schedule.Occurrence;
import ledwall.controller.schedule.Outlook;
import ledwall.controller.schedule.Owner;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Why;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Why a screen is whose it is, and what rules hide of each other: also for a draft, before it is saved. */
public final class OutlookRoutes extends Routes {
    private static final String CONFLICTS = "/api/v1/schedule/conflicts";
    /** Named in one request: a line of HTTP holds no more. */
    private static final int MOST_SCREENS = 100;
    private static final RuleId DRAFT = new RuleId("draft");

    private final Outlook outlook;
    private final Rules rules;
    private final RuleStore store;
    private final Screens screens;

    public OutlookRoutes(Outlook outlook, Rules rules, RuleStore store, Screens screens) {
        this.outlook = outlook;
        this.rules = rules;
        this.store = store;
        this.screens = screens;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("whySchedule", "/api/v1/schedule/why", Right.VIEW, this::why),
            get("listConflicts", CONFLICTS, Right.VIEW, request -> {
                var window = request.window();
                var wanted = wanted(request);
                return Answer.ok(view(outlook.clashes(window.from(), window.until(), wanted), names()));
            }),
            post("checkDraft", CONFLICTS, Right.EDIT_SCHEDULE, this::draft));
    }

    private Answer why(Request request) {
        var screen = screens.byId(ScreenRoutes.id(request.needed("screen")));
        var at = request.instant("at");
        Why why = outlook.why(screen, at);
        var names = names();
        var view = Json.object().put("screenId", screen.id().value()).put("at", Json.instant(at));
        view.set("winner", owner(why.owner(), names));
        var losers = view.putArray("losers");
        why.losers().forEach(loser -> losers.add(owner(loser.occurrence(), names).put("lostBy", WireName.of(loser.by()))));
        return Answer.ok(view);
    }

    /** The screens named, or all where none is; a name that nobody has is refused, lest its silence be read as "nothing hidden". */
    private Predicate<Screen> wanted(Request request) {
        List<String> named = request.queries("screen");
        if (named.isEmpty()) {
            return screen -> true;
        }
        if (named.size() > MOST_SCREENS) {
            throw HttpProblem.badInput(List.of(new HttpProblem.Field("screen", "may be given at most " + MOST_SCREENS + " times")));
        }
        Set<ScreenId> ids = named.stream().map(id -> screens.byId(ScreenRoutes.id(id)).id()).collect(Collectors.toSet());
        return screen -> ids.contains(screen.id());
    }

    private Answer draft(Request request) {
        var window = request.window();
        String replaced = request.query("rule");
        RuleId id = replaced == null ? DRAFT : Request.id("rule", replaced, RuleId::new);
        Rule rule = rules.check(id, RuleJson.draft(request.fields()));
        var names = names();
        names.put(id, rule);
        return Answer.ok(view(outlook.clashes(window.from(), window.until(), rule), names));
    }

    private Map<RuleId, Rule> names() {
        Map<RuleId, Rule> names = new HashMap<>();
        store.all().forEach(rule -> names.put(rule.id(), rule));
        return names;
    }

    private static ObjectNode view(Outlook.Told told, Map<RuleId, Rule> names) {
        var view = Json.object();
        ArrayNode hidden = view.putArray("hidden");
        ArrayNode silent = view.putArray("nothingToShow");
        ArrayNode never = view.putArray("never");
        ArrayNode holes = view.putArray("holes");
        for (Outlook.Clashes each : told.clashes()) {
            String screen = each.screen().id().value();
            for (Conflicts.Hidden one : each.conflicts().hidden()) {
                var line = line(hidden, screen, one.fromNanos(), one.untilNanos());
                line.set("rule", owner(one.occurrence(), names));
                line.set("by", owner(one.by(), names));
            }
            for (Conflicts.Silent one : each.conflicts().silent()) {
                line(silent, screen, one.fromNanos(), one.untilNanos()).set("rule", owner(one.occurrence(), names));
            }
            each.conflicts().never().forEach(one -> never.addObject().put("screenId", screen).set("rule", owner(one, names)));
            each.holes().forEach(hole -> line(holes, screen, hole.fromNanos(), hole.untilNanos()).put("slate", hole.slate()));
        }
        return view.put("complete", told.complete());
    }

    private static ObjectNode line(ArrayNode lines, String screen, long from, long until) {
        return lines.addObject().put("screenId", screen).put("from", instant(from)).put("until", instant(until));
    }

    private static ObjectNode owner(Owner owner, Map<RuleId, Rule> names) {
        return switch (owner) {
            case Owner.Nobody nobody -> Json.object().put("kind", WireName.of(nobody));
            case Occurrence occurrence -> {
                var claim = occurrence.claim();
                Rule rule = names.get(claim.rule());
                yield Json.object().put("kind", "rule").put("ruleId", claim.rule().value()).put("name", rule == null ? claim.rule().value() : rule.name())
                    .put("class", WireName.of(claim.ruleClass())).put("priority", claim.priority()).put("day", occurrence.day().toString())
                    .put("from", instant(occurrence.fromNanos())).put("until", instant(occurrence.untilNanos()));
            }
        };
    }

    private static @Nullable String instant(long nanos) {
        return Json.instant(Instants.instant(nanos));
    }
}
