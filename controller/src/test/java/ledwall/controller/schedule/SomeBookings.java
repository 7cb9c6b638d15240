package ledwall.controller.schedule;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;

/** Bookings before an edit and after it, drawn from a seed: screens of several zones, rules of all classes, over days on which clocks change. */
final class SomeBookings {
    private static final String[] ZONES = {"Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"};
    static final GroupId NORTH = new GroupId("north");
    static final GroupId SOUTH = new GroupId("south");
    static final List<ScreenGroup> GROUPS = List.of(new ScreenGroup(NORTH, "North", new PlaylistId("loop-n")),
            new ScreenGroup(SOUTH, "South", new PlaylistId("loop-s")));
    static Screen screen(String name, GroupId group, String zone) {
        return new Screen(new ScreenId(id(name)), name, group, 640, 360, 25, ZoneId.of(zone));
    }

    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    static Bookings bookings(List<Screen> screens, Rule... rules) {
        // Lists left empty on purpose: the slate is something to show.
        Map<PlaylistId, Playlist> lists = new TreeMap<>();
        Stream.of(rules).map(Rule::playlist).forEach(id -> lists.put(id, new Playlist(id, id.value(), 1, List.of())));
        return new Bookings(screens, GROUPS, List.of(rules), Map.of(), Map.of(), new Material(lists, Map.of()));
    }

    final Random random;
    final Bookings before;
    final Bookings after;
    final long nowNanos;

    SomeBookings(long seed) {
        random = new Random(seed);
        var walls = new ArrayList<Screen>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            walls.add(screen("Wall " + i, random.nextBoolean() ? NORTH : SOUTH, ZONES[random.nextInt(random.nextBoolean() ? 1 : ZONES.length)]));
        }
        // April in Lord Howe, March in New York, November in both.
        LocalDate first = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(365));
        before = bookings(walls, some(first).toArray(Rule[]::new));
        after = bookings(walls, random.nextInt(4) == 0 ? some(first).toArray(Rule[]::new) : edited(before.rules(), first));
        nowNanos = Instants.nanos(first.atStartOfDay(ZoneId.of("UTC")).toInstant()) + random.nextInt(1_000_000_000);
    }

    private List<Rule> some(LocalDate first) {
        var out = new ArrayList<Rule>();
        for (int i = 0; i < random.nextInt(6); i++) {
            out.add(one("r" + i, first));
        }
        return out;
    }

    private Rule[] edited(List<Rule> rules, LocalDate first) {
        var out = new ArrayList<>(rules);
        if (!out.isEmpty() && random.nextInt(4) == 0) {
            // Only its class: the wall may show the same.
            int which = random.nextInt(out.size());
            var rule = out.get(which);
            out.set(which, new Rule(rule.id(), rule.name(), rule.targets(), rule.playlist(), RuleClass.values()[random.nextInt(4)], rule.priority(), rule.when(), 1));
            return out.toArray(Rule[]::new);
        }
        if (!out.isEmpty() && random.nextBoolean()) {
            out.remove(random.nextInt(out.size()));
        }
        out.add(one("e", first));
        return out.toArray(Rule[]::new);
    }

    private Rule one(String name, LocalDate first) {
        String[] every = {"FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=SU", "FREQ=DAILY;COUNT=3"};
        var start = first.minusDays(random.nextInt(3)).atTime(random.nextInt(24), random.nextInt(4) * 15);
        When when = random.nextInt(4) == 0
                ? new When.Once(start.atZone(ZoneId.of("UTC")).toInstant(), start.atZone(ZoneId.of("UTC")).toInstant().plusSeconds(1 + random.nextInt(300_000)))
                : new When.Recurring(start, Duration.ofMinutes(15L * (1 + random.nextInt(random.nextInt(5) == 0 ? 200 : 20))),
                        Recurrence.parse(every[random.nextInt(every.length)]), List.of(), List.of(), null, null, List.of());
        var groups = random.nextInt(3) == 0 ? List.of(NORTH, SOUTH) : List.of(random.nextBoolean() ? NORTH : SOUTH);
        return new Rule(new RuleId(name), name, new Targets(groups, List.of()), new PlaylistId("list-" + random.nextInt(3)),
                RuleClass.values()[random.nextInt(4)], random.nextInt(3), when, 1);
    }
}
