package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.calendar.WhenCheck;
import ledwall.controller.refusal.Names;
import ledwall.controller.schedule.Frozen;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.RuleRevision;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Rules as JSON, both ways. */
final class RuleJson {
    private static final long MAX_MILLIS = WhenCheck.MAX_WINDOW.toMillis() + 1;
    private static final String MISSING = "missing";
    private static final String RECURRENCE = "recurrence";
    private static final String UNREADABLE = "unreadable";

    private RuleJson() {}

    static Rules.Draft draft(Fields fields) {
        Rules.@Nullable Draft draft = read(fields);
        fields.check();
        return Objects.requireNonNull(draft);
    }

    /** Null where something is wrong, which the fields have noted. */
    static Rules.@Nullable Draft read(Fields fields) {
        String name = fields.text("name", Names.MAX_LENGTH);
        List<GroupId> groups = new ArrayList<>(fields.valuesIfAny("groups", Targets.MAX, GroupId::new));
        List<ScreenId> screens = fields.valuesIfAny("screens", Targets.MAX, ScreenId::new);
        GroupId group = fields.value("group", !groups.isEmpty() || !screens.isEmpty(), GroupId::new);
        if (group != null) {
            groups.add(group);
        }
        PlaylistId playlist = fields.value("playlist", false, PlaylistId::new);
        RuleClass ruleClass = fields.value("class", true, text -> WireName.parse(RuleClass.class, text));
        int priority = fields.integer("priority", 0, Rules.MAX_PRIORITY, 0);
        When when = fields.optionalObject("recurrence", RuleJson::recurring);
        if (!fields.present("recurrence")) {
            Instant from = fields.instant("from");
            Instant until = fields.instant("until");
            when = new When.Once(from, until);
        } else if (fields.present("from") || fields.present("until")) {
            fields.note("recurrence", "has a start and an end of its own: leave out from and until");
        }
        return playlist == null || when == null ? null
            : new Rules.Draft(name, new Targets(groups, screens), playlist, Objects.requireNonNullElse(ruleClass, RuleClass.NORMAL), priority, when);
    }

    static When.Recurring recurring(Fields fields) {
        var start = Objects.requireNonNullElse(fields.value("start", false, time(LocalDateTime::parse)), LocalDate.EPOCH.atStartOfDay());
        LocalTime end = fields.value("end", fields.present("lengthMillis"), time(LocalTime::parse));
        Integer seconds = null;
        if (fields.present("lengthMillis")) {
            seconds = Math.toIntExact(fields.number("lengthMillis", 1, MAX_MILLIS) / 1_000);
            // An answer tells both, and may be sent back as it came.
            if (end != null && !When.Recurring.length(start.toLocalTime(), end).equals(Duration.ofSeconds(seconds))) {
                fields.note("end", "does not agree with lengthMillis; one of them is enough");
            }
        }
        String rule = fields.optionalText("rrule", 1_000);
        List<LocalDate> extra = fields.valuesIfAny("extra", WhenCheck.MAX_DATES, time(LocalDate::parse));
        List<LocalDate> except = fields.valuesIfAny("except", WhenCheck.MAX_DATES, time(LocalDate::parse));
        LocalDate validFrom = fields.value("validFrom", true, time(LocalDate::parse));
        LocalDate validUntil = fields.value("validUntil", true, time(LocalDate::parse));
        List<CalendarCondition> conditions = fields.optionalList("calendars", WhenCheck.MAX_CONDITIONS, RuleJson::condition);
        Duration length = seconds != null ? Duration.ofSeconds(seconds) : end == null ? Duration.ofHours(1) : When.Recurring.length(start.toLocalTime(), end);
        return new When.Recurring(start, length, rule == null ? null : Recurrence.parse(rule), extra, except, validFrom, validUntil, conditions);
    }

    private static CalendarCondition condition(Fields fields) {
        CalendarId calendar = fields.value("calendar", false, CalendarId::new);
        var kind = fields.value("kind", false, text -> WireName.parse(CalendarCondition.Kind.class, text));
        // What is missing was noted: the stand-ins never leave check().
        return new CalendarCondition(Objects.requireNonNullElseGet(calendar, () -> new CalendarId(MISSING)),
            Objects.requireNonNullElse(kind, CalendarCondition.Kind.ON));
    }

    /** Makes of java.time's refusal the one that fields take. */
    static <T> Function<String, T> time(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("\"" + text + "\" is not written as ISO 8601 does, without an offset", e);
            }
        };
    }

    static ObjectNode view(Rule rule) {
        var groups = rule.targets().groups();
        var view = Json.object().put("id", rule.id().value()).put("name", rule.name());
        view.put("group", groups.isEmpty() ? null : groups.getFirst().value());
        texts(view.putArray("groups"), groups);
        texts(view.putArray("screens"), rule.targets().screens());
        view.put("playlist", rule.playlist().value()).put("class", WireName.of(rule.ruleClass())).put("priority", rule.priority());
        switch (rule.when()) {
            case When.Once(Instant from, Instant until) -> view.put("from", Json.instant(from)).put("until", Json.instant(until)).putNull("recurrence");
            case When.Recurring when -> recurring(view.putNull("from").putNull("until"), when);
            case When.Unreadable when -> recurring(view.putNull("from").putNull("until"), when);
        }
        if (!view.has(UNREADABLE)) {
            view.putNull(UNREADABLE);
        }
        var release = rule.release();
        return view.put("release", release == null ? null : release.release().release().value()).put("revision", rule.revision());
    }

    /** Those of a rule, or of quiet hours; what cannot be read is told as far as it can be, with the reason and as it is stored. */
    static void recurring(ObjectNode view, When when) {
        switch (when) {
            case When.Once once -> view.putNull(RECURRENCE);
            case When.Recurring each -> recurrence(view.putObject(RECURRENCE), each, text(each.recurrence()));
            case When.Unreadable kept -> {
                if (kept.rest() == null) {
                    view.putNull(RECURRENCE);
                } else {
                    recurrence(view.putObject(RECURRENCE), kept.rest(), kept.recurrence().isEmpty() ? null : kept.recurrence());
                }
                view.putObject(UNREADABLE).put("reason", kept.why()).put("stored", kept.stored());
            }
        }
    }

    private static void recurrence(ObjectNode view, When.Recurring when, @Nullable String rrule) {
        LocalDateTime end = when.start().plus(when.length());
        boolean plain = !end.isAfter(when.start().plusDays(1));
        view.put("start", when.start().toString()).put("end", plain ? end.toLocalTime().toString() : null).put("lengthMillis", when.length().toMillis())
            .put("rrule", rrule);
        texts(view.putArray("extra"), when.extraDates());
        texts(view.putArray("except"), when.exceptDates());
        view.put("validFrom", text(when.validFrom())).put("validUntil", text(when.validUntil()));
        var calendars = view.putArray("calendars");
        when.conditions().forEach(each -> calendars.addObject().put("calendar", each.calendar().value()).put("kind", WireName.of(each.kind())));
    }

    static ObjectNode view(RuleRevision revision) {
        return view(revision.rule()).put("at", at(revision.at())).put("by", revision.by()).put("deleted", revision.deleted());
    }

    static ObjectNode view(Frozen frozen) {
        return Json.object().put("screenId", frozen.screen().id().value()).put("from", Json.instant(Instants.instant(frozen.fromNanos())))
            .put("until", Json.instant(Instants.instant(frozen.untilNanos()))).put("ruleId", text(frozen.rule())).put("name", frozen.name())
            .put("class", WireName.of(frozen.ruleClass()));
    }

    /** Of rules from before revisions were kept nobody knows. */
    static @Nullable String at(Instant at) {
        return at.equals(Instant.EPOCH) ? null : Json.instant(at);
    }

    private static void texts(ArrayNode out, List<?> values) {
        values.forEach(value -> out.add(value.toString()));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
