package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import ledwall.controller.access.Right;
import ledwall.controller.schedule.Bookings;
import ledwall.controller.schedule.CutHint;
import ledwall.controller.schedule.Difference;
import ledwall.controller.schedule.Holder;
import ledwall.controller.schedule.Owner;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleChange;
import ledwall.controller.schedule.RuleEdits;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.schedule.Rules;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Safe editing of the schedule: what an edit would change before it is made, what was edited, and the way back. */
public final class EditRoutes extends Routes {
    private static final RuleId DRAFT = new RuleId("draft");
    private static final Duration AHEAD = Duration.ofDays(7);

    private final RuleEdits edits;
    private final Rules rules;
    private final RuleStore store;
    private final Supplier<Instant> timeline;
    private final Consumer<Rule> applyNow;

    /**
     * @param timeline the timeline clock, by which screens show what is compared
     * @param applyNow told of a rule, as it was and as it is, after an edit that is to cut at once
     */
    public EditRoutes(RuleEdits edits, Rules rules, RuleStore store, Supplier<Instant> timeline, Consumer<Rule> applyNow) {
        this.edits = edits;
        this.rules = rules;
        this.store = store;
        this.timeline = timeline;
        this.applyNow = applyNow;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            post("compareSchedule", "/api/v1/schedule/differences", Right.EDIT_SCHEDULE, this::differences),
            get("listScheduleChanges", "/api/v1/schedule/changes", Right.VIEW, this::changes),
            post("restoreRule", ScheduleRoutes.PATH + "/{id}/restore", Right.EDIT_SCHEDULE, this::restore));
    }

    private Answer restore(Request request) {
        long expected = request.ifMatch();
        var by = ScheduleRoutes.by(request);
        var fields = request.fields();
        long revision = fields.number("revision", 1, Long.MAX_VALUE);
        fields.check();
        RuleId id = request.id("rule", RuleId::new);
        var before = store.byId(id);
        Rule restored = rules.restore(id, revision, expected, by);
        ScheduleRoutes.applied(by, applyNow, before.orElse(null), restored);
        return ScheduleRoutes.answer(200, restored);
    }

    private Answer differences(Request request) {
        Instant from = request.query("from") == null ? timeline.get() : request.instant("from");
        Instant until = request.query("until") == null ? from.plus(AHEAD) : request.instant("until");
        Request.checkWindow(from, until);
        return Answer.ok(view(edits.compare(edit(request.fields()), from, until)));
    }

    private RuleEdits.Edit edit(Fields fields) {
        RuleId id = fields.value("rule", true, RuleId::new);
        boolean delete = fields.present("delete") && fields.flag("delete");
        Long revision = fields.present("restore") ? (Long) fields.number("restore", 1, Long.MAX_VALUE) : null;
        Rules.Draft draft = fields.optionalObject("draft", RuleJson::read);
        int asked = (delete ? 1 : 0) + (revision != null ? 1 : 0) + (draft != null ? 1 : 0);
        if (asked != 1) {
            fields.note("draft", "is missing: send one of draft, delete and restore");
        } else if (draft == null && id == null) {
            fields.note("rule", "is missing");
        }
        fields.check();
        if (draft != null) {
            return new RuleEdits.Edit.Put(rules.check(id == null ? DRAFT : rules.byId(id).id(), draft));
        }
        var known = Objects.requireNonNull(id);
        return revision == null ? new RuleEdits.Edit.Delete(rules.byId(known).id()) : new RuleEdits.Edit.Put(rules.past(known, revision, 1));
    }

    private static ObjectNode view(RuleEdits.Told told) {
        var view = Json.object();
        var items = view.putArray("items");
        for (Difference each : told.differences().items()) {
            var item = items.addObject().put("screenId", each.screen().id().value()).put("from", instant(each.fromNanos())).put("until", instant(each.untilNanos()));
            item.set("before", owner(each.before().holder(), told.before()));
            item.set("after", owner(each.after().holder(), told.after()));
        }
        var text = view.putArray("text");
        told.text().forEach(sentence -> text.addObject().put("en", sentence.en()).put("zh", sentence.zh()));
        var hints = view.putArray("hints");
        for (CutHint hint : told.hints()) {
            hints.addObject().put("code", "cutAfter").put("screenId", hint.screen().value()).put("from", instant(hint.fromNanos()))
                .put("until", instant(hint.untilNanos())).put("turnMillis", Math.round(Json.millis(hint.turnNanos())))
                .put("cutAfterMillis", Math.round(Json.millis(hint.cutAfterNanos()))).put("times", hint.times());
        }
        var frozen = view.putArray("frozen");
        told.frozen().forEach(each -> frozen.add(RuleJson.view(each)));
        return view.put("complete", told.differences().complete());
    }

    private static ObjectNode owner(Holder holder, Bookings bookings) {
        return switch (holder) {
            case Holder.Ruled(var id, var playlist) -> {
                var view = Json.object().put("kind", "rule").put("ruleId", id.value()).put("playlistId", playlist.value());
                bookings.rule(id).ifPresent(rule -> view.put("name", rule.name()).put("class", WireName.of(rule.ruleClass())).put("priority", rule.priority()));
                yield view;
            }
            case Holder.Loop(var playlist) -> Json.object().put("kind", WireName.of(Owner.Nobody.DEFAULT_LOOP)).put("playlistId", playlist.value());
            case Holder.Quiet quiet -> Json.object().put("kind", WireName.of(Owner.Nobody.QUIET_HOURS));
        };
    }

    private Answer changes(Request request) {
        var page = Page.of(request);
        String rule = request.query("rule");
        RuleId of = rule == null ? null : Request.id("rule", rule, RuleId::new);
        List<RuleChange> found = store.changes(number(page.after()), of, page.limit() + 1);
        boolean more = found.size() > page.limit();
        List<RuleChange> shown = more ? found.subList(0, page.limit()) : found;
        return Answer.ok(Json.page(shown.stream().map(EditRoutes::view).toList(), more ? Page.cursor(String.valueOf(shown.getLast().number())) : null));
    }

    private static @Nullable Long number(@Nullable String cursor) {
        try {
            return cursor == null ? null : (Long) Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw Page.gone();
        }
    }

    private static ObjectNode view(RuleChange change) {
        Rule rule = change.rule();
        var view = Json.object().put("ruleId", rule.id().value()).put("name", rule.name()).put("revision", rule.revision())
            .put("at", RuleJson.at(change.at())).put("by", change.by()).put("change", WireName.of(change.kind()))
            .put("restoredFrom", change.restoredFrom()).put("applyNow", change.applyNow());
        switch (change.undo()) {
            case null -> view.putNull("undo");
            case RuleChange.Undo.Delete() -> view.putObject("undo").put("delete", true);
            case RuleChange.Undo.Restore(long revision) -> view.putObject("undo").put("restore", revision);
        }
        return view;
    }

    private static @Nullable String instant(long nanos) {
        return Json.instant(Instants.instant(nanos));
    }
}
