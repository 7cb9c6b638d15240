package ledwall.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.calendar.KeptCalendar;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.Rules;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Who plans and edits in a {@link ProgrammeRun}, by the commands that routes call. Each edit is given dice of its own, and answers what it did. */
final class ProgrammePeople {
    private final SimFleet fleet;
    private final Instant eve;
    private final boolean daily;
    private int made;

    /** @param daily whether one rule runs every day, so that each midnight brings something new */
    ProgrammePeople(SimFleet fleet, Instant eve, boolean daily) {
        this.fleet = fleet;
        this.eve = eve;
        this.daily = daily;
    }

    Object plan(RuleDice its) {
        var done = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            done.add(calendar(its).toString());
        }
        for (int i = 0; i < 5; i++) {
            done.add(list(its).toString());
        }
        fleet.groups().forEach(group -> done.add(save(its, fleet.loopOf(group)).toString()));
        for (int i = its.anyOf(List.of(5, 7, 9, 11)); i > 0; i--) {
            done.add(rule(its).toString());
        }
        done.add(quiet(its).toString());
        done.add(quiet(its).toString());
        if (daily) {
            var start = LocalDateTime.ofInstant(eve, ZoneOffset.UTC).plusMinutes(5);
            done.add(fleet.controller().rules().create(new Rules.Draft("Daily", Targets.of(fleet.groups().getFirst()), its.anyOf(lists()).id(), RuleClass.KEY_PERIOD, 90,
                    When.Recurring.of(start, Duration.ofMinutes(2), Recurrence.parse("FREQ=DAILY")))).toString());
        }
        return String.join("\n    ", done);
    }

    /** A wall is black on purpose for a while, or no longer. */
    private Object quiet(RuleDice its) {
        SimWall wall = its.anyOf(fleet.walls);
        var quiet = fleet.controller().quietTimes();
        var times = its.oneIn(4) ? List.<QuietTime>of() : List.of(new QuietTime("Quiet", its.quiet(wall.screen().zone(), eve)));
        return quiet.replace(wall.screen().id(), quiet.of(wall.screen().id()).revision(), times, Pace.ORDINARY, "somebody");
    }

    private Object calendar(RuleDice its) {
        return fleet.controller().calendars().create("Calendar " + ++made, its.days(LocalDate.ofInstant(eve, zone(its)))).calendar();
    }

    private ZoneId zone(RuleDice its) {
        return its.oneIn(2) ? fleet.walls.getFirst().screen().zone() : its.anyOf(fleet.walls).screen().zone();
    }

    private Object list(RuleDice its) {
        return fleet.controller().playlists().create("List " + ++made, its.oneIn(12) ? List.of() : its.items(media(), null, eve));
    }

    private List<Media> media() {
        return fleet.controller().mediaStore().all();
    }

    private List<Playlist> lists() {
        return fleet.controller().playlistStore().all();
    }

    /** A loop or a list may nest one that nests nothing. */
    private Object save(RuleDice its, Playlist list) {
        List<Playlist> plain = lists().stream().filter(each -> each.name().startsWith("List") && !each.id().equals(list.id()) && !each.items().isEmpty()).toList();
        PlaylistId inner = plain.isEmpty() || its.oneIn(2) ? null : its.anyOf(plain).id();
        return fleet.controller().playlists().save(list.id(), list.revision(), list.name(), its.items(media(), inner, eve));
    }

    private Object rule(RuleDice its) {
        List<Rule> others = fleet.controller().ruleStore().all();
        Rules.Draft draft = draft(its);
        if (!others.isEmpty() && its.oneIn(5)) {
            // As another, but for its list: only their ids tell them apart.
            Rule other = its.anyOf(others);
            draft = new Rules.Draft(draft.name(), other.targets(), draft.playlist(), other.ruleClass(), other.priority(), other.when());
        }
        try {
            return fleet.controller().rules().create(draft);
        } catch (Refusal refusal) {
            // An answer, too: people then think of something else.
            return refusal.getMessage();
        }
    }

    private Rules.Draft draft(RuleDice its) {
        SimWall wall = its.anyOf(fleet.walls);
        GroupId group = wall.screen().group();
        Targets targets = its.oneIn(3) ? new Targets(List.of(), List.of(wall.screen().id())) : Targets.of(group);
        List<CalendarId> calendars = fleet.controller().calendarStore().all().stream().map(KeptCalendar::calendar).map(each -> each.id()).toList();
        When when = its.when(zone(its), eve, calendars);
        PlaylistId list = its.anyOf(lists()).id();
        return new Rules.Draft("Rule " + ++made, targets, list, its.anyOf(List.of(RuleClass.values())), its.anyOf(List.of(0, 1, 50)), when);
    }

    Object anything(RuleDice its) {
        var controller = fleet.controller();
        List<Rule> rules = controller.ruleStore().all();
        return switch (its.anyOf(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))) {
            case 0, 1 -> rule(its);
            case 2 -> {
                if (rules.isEmpty()) {
                    yield "nothing";
                }
                Rule rule = its.anyOf(rules);
                yield controller.rules().update(rule.id(), rule.revision(), draft(its));
            }
            case 3 -> {
                if (rules.isEmpty()) {
                    yield "nothing";
                }
                Rule rule = its.anyOf(rules);
                controller.rules().delete(rule.id(), rule.revision());
                yield "deletes " + rule;
            }
            case 4, 5 -> save(its, its.anyOf(lists()));
            case 6 -> save(its, fleet.loopOf(its.anyOf(fleet.groups())));
            case 7 -> {
                var loop = fleet.loopOf(its.anyOf(fleet.groups()));
                Object saved = save(its, loop);
                controller.planner().applyNow(loop.id());
                fleet.world.marks().hit("programme.appliedNow");
                yield "applies now " + saved;
            }
            case 8 -> quiet(its);
            default -> {
                KeptCalendar kept = its.anyOf(controller.calendarStore().all());
                yield controller.calendars().update(kept.calendar().id(), kept.revision(), kept.calendar().name(),
                        its.days(LocalDateTime.ofInstant(eve, zone(its)).toLocalDate()));
            }
        };
    }
}
