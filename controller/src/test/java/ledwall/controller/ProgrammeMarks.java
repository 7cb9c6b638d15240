package ledwall.controller;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.When;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.schedule.Occurrence;
import ledwall.controller.schedule.Preview;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Why;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.timeline.Instants;

/** What the seeds of {@link ProgrammeRun} met: a proof in which nothing happens proves nothing. */
final class ProgrammeMarks {
    private static final String PREFIX = "programme.";

    private final SimFleet fleet;

    ProgrammeMarks(SimFleet fleet) {
        this.fleet = fleet;
    }

    /** Everything that the seeds must meet between them. */
    static Set<String> wanted() {
        var wanted = new TreeSet<String>();
        for (RuleClass each : RuleClass.values()) {
            wanted.add(PREFIX + "class." + each);
        }
        for (Why.Step step : Why.Step.values()) {
            wanted.add(PREFIX + "step." + step);
        }
        // Takes two windows of one rule that the clocks push together: ExpanderTest has it.
        wanted.remove(PREFIX + "step." + Why.Step.LATER_END);
        for (CalendarCondition.Kind kind : CalendarCondition.Kind.values()) {
            wanted.add(PREFIX + "calendar." + kind);
        }
        for (String more : new String[] {"once", "recurring", "exceptDates", "extraDates", "validity", "skipped", "twice", "overnight", "ofOneScreen",
            "nested", "weight", "hole", "slate", "quiet", "quietEnds", "renewed", "withoutController", "agentRestarted", "appliedNow"}) {
            wanted.add(PREFIX + more);
        }
        return wanted;
    }

    private void hit(String mark) {
        fleet.world.marks().hit(PREFIX + mark);
    }

    /** @param until nothing beyond it is going to be compared */
    void promised(Promise promise, Instant until) {
        var nested = new TreeSet<ItemId>();
        var weighted = new TreeSet<ItemId>();
        for (Playlist list : fleet.controller().playlistStore().all()) {
            for (PlaylistItem item : list.items()) {
                if (item.terms().every() > 1) {
                    weighted.add(item.id());
                }
                if (item.content() instanceof Content.Nested(var inner)) {
                    fleet.controller().playlistStore().byId(inner).ifPresent(found -> found.items().forEach(each -> nested.add(each.id())));
                }
            }
        }
        String owner = "";
        boolean quiet = false;
        for (Promise.Piece piece : promise.pieces) {
            if (quiet && !piece.name().equals(Preview.QUIET)) {
                hit("quietEnds");
            }
            quiet = piece.name().equals(Preview.QUIET);
            if (quiet) {
                hit("quiet");
                fleet.controller().outlook().why(promise.wall.screen(), Instants.instant(piece.fromNanos())).losers().forEach(loser -> hit("step." + loser.by()));
            } else if (piece.item() == null) {
                hit("slate");
            } else {
                if (nested.contains(piece.item())) {
                    hit("nested");
                }
                if (weighted.contains(piece.item())) {
                    hit("weight");
                }
            }
            String its = String.valueOf(piece.rule());
            if (!its.equals(owner)) {
                owner = its;
                owned(promise, piece);
            }
        }
    }

    /** A stretch begins that a rule, or nobody, has. */
    private void owned(Promise promise, Promise.Piece piece) {
        var screen = promise.wall.screen();
        var why = fleet.controller().outlook().why(screen, Instants.instant(piece.fromNanos()));
        if (piece.rule() == null) {
            hit("hole");
            return;
        }
        if (!(why.owner() instanceof Occurrence occurrence) || !occurrence.claim().rule().equals(piece.rule())) {
            // Whoever has nothing valid to show does not count.
            return;
        }
        hit("class." + occurrence.claim().ruleClass());
        why.losers().forEach(loser -> hit("step." + loser.by()));
        // Whoever wants the screen on this day does so by its calendars.
        conditions(occurrence);
        why.losers().forEach(loser -> conditions(loser.occurrence()));
        Rule rule = fleet.controller().rules().byId(piece.rule());
        if (!rule.targets().screens().isEmpty()) {
            hit("ofOneScreen");
        }
        if (rule.when() instanceof When.Recurring recurring) {
            recurring(recurring, occurrence, screen.zone(), Instants.instant(piece.fromNanos()));
        } else {
            hit("once");
        }
    }

    private void conditions(Occurrence occurrence) {
        if (occurrence.claim().when() instanceof When.Recurring recurring) {
            recurring.conditions().forEach(condition -> hit("calendar." + condition.kind()));
        }
    }

    private void recurring(When.Recurring recurring, Occurrence occurrence, ZoneId zone, Instant at) {
        hit("recurring");
        if (!recurring.exceptDates().isEmpty()) {
            hit("exceptDates");
        }
        if (recurring.extraDates().contains(occurrence.day())) {
            hit("extraDates");
        }
        if (recurring.validFrom() != null || recurring.validUntil() != null) {
            hit("validity");
        }
        if (at.atZone(zone).toLocalDate().isAfter(occurrence.day())) {
            hit("overnight");
        }
        var start = LocalDateTime.of(occurrence.day(), recurring.start().toLocalTime());
        for (LocalDateTime each : new LocalDateTime[] {start, start.plus(recurring.length())}) {
            int offsets = zone.getRules().getValidOffsets(each).size();
            if (offsets != 1) {
                hit(offsets == 0 ? "skipped" : "twice");
            }
        }
    }
}
