package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;

/**
 * All that says whose the screens' time is, as it was at one instant of the database. Pure: what an edit would change is told by comparing the bookings before
 * it with those after it, by the same {@link Resolver} that timelines are compiled by, from what {@link Showable} can show.
 *
 * @param screens those in service
 * @param rules at least those that may run in the time that is asked about
 * @param calendars at least those that the conditions of the rules and the quiet hours name
 * @param quiet the quiet hours of screens that have any
 * @param material at least what the rules play
 */
public record Bookings(List<Screen> screens, List<ScreenGroup> groups, List<Rule> rules, Map<CalendarId, Calendar> calendars,
                       Map<ScreenId, List<QuietTime>> quiet, Material material) {
    private static final PlaylistId NO_LOOP = new PlaylistId("none");

    public Bookings {
        screens = List.copyOf(screens);
        groups = List.copyOf(groups);
        rules = List.copyOf(rules);
        calendars = Map.copyOf(calendars);
        quiet = Map.copyOf(quiet);
    }

    /** The same with a rule in the place of the one with its id, or beside the others. */
    public Bookings with(Rule rule) {
        var others = new ArrayList<>(without(rule.id()).rules);
        others.add(rule);
        return new Bookings(screens, groups, others, calendars, quiet, material);
    }

    public Bookings without(RuleId id) {
        return new Bookings(screens, groups, rules.stream().filter(rule -> !rule.id().equals(id)).toList(), calendars, quiet, material);
    }

    public Optional<Rule> rule(RuleId id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** What the screens play in a range. For one thread. */
    public Reading between(long fromNanos, long untilNanos) {
        return new Reading(this, fromNanos, untilNanos);
    }

    private QuietHours quiet(Screen screen, long fromNanos, long untilNanos) {
        return QuietTime.hours(quiet.getOrDefault(screen.id(), List.of()), calendars, screen, fromNanos, untilNanos);
    }

    /** The bookings in a range of time, each rule counted out once for all screens. */
    public static final class Reading {
        private final Bookings all;
        private final long fromNanos;
        private final long untilNanos;
        private final Occurrences occurrences;
        private final Showable showable;
        private final Map<RuleId, Rule> rules = new HashMap<>();
        private final Map<GroupId, PlaylistId> loops = new HashMap<>();

        private Reading(Bookings all, long fromNanos, long untilNanos) {
            this.all = all;
            this.fromNanos = fromNanos;
            this.untilNanos = untilNanos;
            this.occurrences = new Occurrences(all.calendars, fromNanos, untilNanos);
            this.showable = new Showable(all.rules, all.material, fromNanos);
            all.rules.forEach(rule -> rules.put(rule.id(), rule));
            all.groups.forEach(group -> loops.put(group.id(), group.loop()));
        }

        String name(RuleId id) {
            Rule rule = rules.get(id);
            return rule == null ? id.value() : rule.name();
        }

        Showable showable() {
            return showable;
        }

        /** Without gaps and in order; neighbours have different holders. */
        public List<Stretch> of(Screen screen) {
            var claims = all.rules.stream().filter(rule -> rule.targets().holds(screen)).map(Rule::claim).toList();
            var resolution = showable.resolve(occurrences.of(claims, screen.zone()), all.quiet(screen, fromNanos, untilNanos), fromNanos, untilNanos);
            var out = new ArrayList<Stretch>();
            for (Segment segment : resolution.segments()) {
                Holder holder = holder(screen, segment.owner());
                Stretch last = out.isEmpty() ? null : out.getLast();
                if (last != null && last.holder().equals(holder)) {
                    out.set(out.size() - 1, new Stretch(last.fromNanos(), segment.untilNanos(), holder, last.owner()));
                } else {
                    out.add(new Stretch(segment.fromNanos(), segment.untilNanos(), holder, segment.owner()));
                }
            }
            return out;
        }

        private Holder holder(Screen screen, Owner owner) {
            return switch (owner) {
                case Occurrence occurrence -> {
                    Rule rule = Objects.requireNonNull(rules.get(occurrence.claim().rule()));
                    yield new Holder.Ruled(rule.id(), rule.playlist());
                }
                case Owner.Nobody.DEFAULT_LOOP -> new Holder.Loop(loops.getOrDefault(screen.group(), NO_LOOP));
                case Owner.Nobody.QUIET_HOURS -> new Holder.Quiet();
            };
        }
    }
}
