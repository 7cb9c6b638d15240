package ledwall.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import ledwall.controller.change.Pace;
import ledwall.controller.screen.Screen;
import ledwall.controller.storage.FreezeGuard;
import ledwall.controller.storage.Rooms;
import ledwall.controller.storage.SqlGroupStore;
import ledwall.controller.storage.SqlPlaylistStore;
import ledwall.controller.storage.SqlRuleStore;
import ledwall.controller.storage.SqlScreenStore;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

/** What is frozen, beside a second reading of the words: instant by instant, without stretches. */
class FreezeSeedsTest {
    private static final Freeze FREEZE = new Freeze(Duration.ofHours(1), Duration.ofMinutes(20), Duration.ofMinutes(5), Duration.ZERO);
    /** As the standard is: what weaker classes show is not frozen, and yet decides what an edit changes. */
    private static final Freeze STRONG = new Freeze(Duration.ofHours(1), Duration.ofMinutes(20), Duration.ZERO, Duration.ZERO);

    @Test
    void anEditIsFrozenExactlyWhereAnInstantWithinTheWindowOfItsClassChangesHands() {
        int held = 0;
        for (long seed = 0; seed < 1_500; seed++) {
            var some = new SomeBookings(seed);
            var expected = new TreeSet<ScreenId>();
            for (Screen screen : some.after.screens()) {
                if (changesHands(FREEZE, some.before, some.after, some.nowNanos, screen)) {
                    expected.add(screen.id());
                }
            }
            var frozen = new TreeSet<ScreenId>();
            FREEZE.of(some.before, some.after, some.nowNanos).forEach(each -> frozen.add(each.screen().id()));
            assertEquals(expected, frozen, "seed " + seed);
            held += expected.isEmpty() ? 0 : 1;
        }
        assertTrue(held > 100 && held < 1_400, held + " of the edits were frozen");
    }

    @Test
    void theGuardReadsAllThatSaysSoFromTheDatabase() {
        int held = 0;
        int free = 0;
        for (long seed = 0; held + free < 80; seed++) {
            var some = new SomeBookings(seed);
            var after = reclassed(some).orElse(some.after);
            var edits = edits(some.before, after);
            if (edits.size() != 1) {
                continue;
            }
            try (var rooms = new Rooms()) {
                var groups = new SqlGroupStore(rooms.database);
                SomeBookings.GROUPS.forEach(group -> groups.insert(group.id(), group.name(), group.loop(), group.loop().value()));
                some.before.screens().forEach(new SqlScreenStore(rooms.database)::insert);
                for (int i = 0; i < 3; i++) {
                    new SqlPlaylistStore(rooms.database).insert(new PlaylistId("list-" + i), "List " + i, List.of());
                }
                var store = new SqlRuleStore(rooms.database, new FreezeGuard(rooms.database, STRONG, () -> some.nowNanos));
                some.before.rules().forEach(rule -> assertInstanceOf(RuleStore.Saved.Done.class, store.insert(rule, stamp(some, Pace.APPLY_NOW))));
                boolean frozen = !done(() -> edits.getFirst().apply(store, stamp(some, Pace.ORDINARY)));
                assertEquals(some.before.screens().stream().anyMatch(screen -> changesHands(STRONG, some.before, after, some.nowNanos, screen)), frozen, "seed " + seed);
                held += frozen ? 1 : 0;
                free += frozen ? 0 : 1;
            }
        }
        assertTrue(held > 10 && free > 10, held + " of the edits were frozen, " + free + " not");
    }

    private static RuleStore.Stamp stamp(SomeBookings some, Pace pace) {
        return new RuleStore.Stamp(Instants.instant(some.nowNanos), "desk", pace);
    }

    /** With what is on air on the first screen in another class, should it be a rule: whether that alters the wall is said by rules of all classes. */
    private static Optional<Bookings> reclassed(SomeBookings some) {
        return owner(some.before, some.before.screens().getFirst(), some.nowNanos) instanceof Occurrence window
                ? some.before.rule(window.claim().rule()).map(rule -> some.before.with(new Rule(rule.id(), rule.name(), rule.targets(), rule.playlist(),
                        RuleClass.values()[some.random.nextInt(4)], rule.priority(), rule.when(), 1))) : Optional.empty();
    }

    /** What leads from the bookings before to those after. */
    private static List<BiFunction<RuleStore, RuleStore.Stamp, RuleStore.Saved>> edits(Bookings before, Bookings after) {
        var out = new ArrayList<BiFunction<RuleStore, RuleStore.Stamp, RuleStore.Saved>>();
        before.rules().stream().filter(rule -> after.rule(rule.id()).isEmpty()).forEach(rule -> out.add((store, stamp) -> store.delete(rule.id(), 1, stamp)));
        after.rules().stream().filter(rule -> !before.rules().contains(rule))
                .forEach(rule -> out.add((store, stamp) -> before.rule(rule.id()).isPresent() ? store.update(rule, stamp) : store.insert(rule, stamp)));
        return out;
    }

    private static boolean done(Supplier<RuleStore.Saved> edit) {
        try {
            assertInstanceOf(RuleStore.Saved.Done.class, edit.get());
            return true;
        } catch (FrozenEdit e) {
            return false;
        }
    }

    private static boolean changesHands(Freeze freeze, Bookings before, Bookings after, long now, Screen screen) {
        long end = now + freeze.reachNanos();
        // Between two begins and ends of windows nothing changes.
        var edges = new TreeSet<Long>();
        edges.add(now);
        for (Bookings each : new Bookings[] {before, after}) {
            var occurrences = new Occurrences(each.calendars(), now, end);
            each.rules().stream().filter(rule -> rule.targets().holds(screen)).flatMap(rule -> occurrences.of(rule.claim(), screen.zone()).stream()).forEach(window -> {
                edges.add(window.fromNanos());
                edges.add(window.untilNanos());
            });
        }
        return edges.subSet(now, end).stream().anyMatch(at -> {
            Owner was = owner(before, screen, at);
            Owner comes = owner(after, screen, at);
            boolean other = !seen(before, was).equals(seen(after, comes));
            long one = window(freeze, was);
            long next = window(freeze, comes);
            return at - now < (other ? Math.max(one, next) : next < one ? one : 0);
        });
    }

    private static Owner owner(Bookings bookings, Screen screen, long at) {
        var claims = bookings.rules().stream().filter(rule -> rule.targets().holds(screen)).map(Rule::claim).toList();
        return Why.at(new Occurrences(bookings.calendars(), at, at + 1).of(claims, screen.zone()), any -> true, QuietHours.NONE, at).owner();
    }

    private static String seen(Bookings bookings, Owner owner) {
        return owner instanceof Occurrence window ? window.claim().rule() + " " + bookings.rule(window.claim().rule()).orElseThrow().playlist() : "nobody";
    }

    private static long window(Freeze freeze, Owner owner) {
        return owner instanceof Occurrence window ? freeze.window(window.claim().ruleClass()).toNanos() : 0;
    }
}
