package ledwall.controller.schedule;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static ledwall.controller.schedule.Desk.nested;
import static ledwall.controller.schedule.Desk.on;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ledwall.controller.calendar.When;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.Slot;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items that are valid for a time, in a desk's plans; walls begin at second 2. */
class ValidityTest {
    private final Desk desk = new Desk(25, 2);

    private Compilation.Compiled compiled() {
        return assertInstanceOf(Compilation.Compiled.class, desk.edit());
    }

    private String shown(int... seconds) {
        return String.join(" ", IntStream.of(seconds).mapToObj(second -> desk.due(1, ofSeconds(second))).toList());
    }

    @Test
    void anItemEndsAtItsInstantAlsoInTheMiddleAndTheNextOfTheListFollows() {
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 1, null, 15), desk.item("c", 10));
        compiled();
        assertEquals("a b", shown(2, 12));
        assertEquals("b", desk.due(0, ofMillis(14_999)));
        assertEquals("c c a c a", shown(15, 24, 25, 35, 45));
    }

    @Test
    void anItemBeginsAtItsInstantWithItself() {
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 1, 17, null), desk.item("c", 10));
        compiled();
        assertEquals("a c b c a b", shown(2, 12, 17, 27, 37, 47));
    }

    @Test
    void oneThatTakesOverFromAnotherFollowsItAtTheSameInstant() {
        desk.playlist("loop", desk.item("a", 10), on(desk.item("old", 10), 1, null, 60), on(desk.item("new", 10), 1, 60, null));
        assertEquals(2, compiled().plan().blocks().size());
        assertEquals("new a new", shown(60, 70, 80));
    }

    @Test
    void ofTheLoopAllEndsAreKnownHoweverFarAhead() {
        desk.horizon = ofDays(7);
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 1, null, 86_400 * 365), on(desk.item("c", 10), 1, 86_400 * 400, 86_400 * 800));
        assertEquals(List.of(2, 1, 2, 1), compiled().plan().blocks().stream().map(span -> span.turns().size()).toList());
    }

    @Test
    void aLoopThatHoldsNothingValidIsTheSlateForSoLong() {
        desk.playlist("loop", on(desk.item("a", 10), 1, null, 20), on(desk.item("b", 10), 1, 50, 60));
        compiled();
        assertEquals("a - b -", shown(19, 20, 50, 60));
    }

    @Test
    void aRuleCountsOnlyWhileItHasSomethingValid() {
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("low", desk.playlist("low", desk.item("l", 10)), ofSeconds(10), ofSeconds(100), 1);
        desk.rule("high", desk.playlist("high", on(desk.item("x", 10), 1, 30, 40), on(desk.item("y", 10), 1, 60, null)), ofSeconds(20), ofSeconds(80), 2);
        var compiled = compiled();
        assertEquals("a l l x l l y l a", shown(5, 10, 20, 30, 40, 59, 60, 80, 100));
        assertEquals(List.of(), compiled.omissions());
    }

    @Test
    void aRuleThatNeverHasAnythingValidIsNamed() {
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("late", desk.playlist("late", on(desk.item("x", 10), 1, 500, null)), ofSeconds(20), ofSeconds(80), 2);
        assertEquals(List.of("ruleLeftOut"), compiled().omissions().stream().map(Omission::code).toList());
        assertEquals("a", shown(30));
    }

    @Test
    void theNestedPlaceBoundsTheItemsOfItsList() {
        var inner = desk.playlist("inner", desk.item("x", 5), on(desk.item("y", 5), 1, null, 100));
        var place = nested("n", inner);
        desk.playlist("loop", desk.item("a", 10), new PlaylistItem(place.id(), place.content(), on(place, 1, null, 60).terms()));
        compiled();
        assertEquals("a x y a", shown(2, 12, 17, 22));
        assertEquals("a a a", shown(60, 70, 99));
    }

    @Test
    void weightsAreExpandedOnTheWall() {
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 2, null, null));
        compiled();
        assertEquals("a b a a b a", shown(2, 12, 22, 32, 42, 52));
    }

    @Test
    void whatIsOverNeedsNoRendition() {
        var film = desk.video("film", ofSeconds(4));
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", film, null), 1, null, 0));
        desk.screens.forEach(screen -> desk.lacking.add(desk.key(screen, film)));
        assertEquals(1, compiled().plan().blocks().getFirst().turns().size());
    }

    @Test
    void laterCompilationsChangeNothingAndAnEditElsewhereDoesNotTouchWhatRunsSinceACut() {
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 1, null, 15), desk.item("c", 10));
        compiled();
        for (int second : List.of(5, 14, 15, 16, 1_000)) {
            desk.now = Desk.START.plusSeconds(second);
            assertInstanceOf(Compilation.Unchanged.class, desk.edit(), "after " + second + " s");
        }
        desk.now = Desk.START.plusSeconds(40);
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(500), ofSeconds(600), 50);
        var block = compiled().plan().blocks().getFirst();
        assertEquals(new Block.Start(Instants.nanos(Desk.START.plusSeconds(15)), 0), block.start());
        assertEquals("c", block.turns().getFirst().item().value());
        assertEquals("c a c", shown(55, 65, 75));
    }

    @Test
    void whatIsBeyondAMessageIsLeftOutFarAheadRatherThanShownTooLong() {
        desk.horizon = ofDays(7);
        var items = new ArrayList<PlaylistItem>();
        for (int i = 0; i < 3_000; i++) {
            items.add(on(desk.item("item-" + Desk.hash("i" + i).value().substring(0, 16), 4), 1, null, i < 2 ? 86_400 : 86_400 * (30 + i)));
        }
        items.add(desk.item("ever", 4));
        desk.playlist("loop", items.toArray(PlaylistItem[]::new));
        var compiled = compiled();
        assertEquals(List.of("scheduleCut"), compiled.omissions().stream().map(Omission::code).toList());
        assertEquals(List.of(3_001, 2_999, 1), compiled.plan().blocks().stream().map(span -> span.turns().size()).toList());
    }

    @Test
    void aCompilationSaysWhenTimeAloneMakesTheNextOneWorthWhile() {
        desk.playlist("loop", desk.item("a", 10), on(desk.item("b", 10), 1, null, 15));
        assertEquals(Block.FOREVER, compiled().anewNanos(), "the loop always holds something");
        desk.playlist("loop", on(desk.item("a", 10), 1, null, 900), on(desk.item("b", 10), 1, 500, 1_000));
        assertEquals(Instants.nanos(Desk.START.plusSeconds(1_000)), compiled().anewNanos());
        desk.rule("fair", desk.playlist("fair", on(desk.item("x", 7), 1, null, 300), on(desk.item("y", 7), 1, 400, 800)), ofSeconds(10), ofSeconds(900), 50);
        assertEquals(Instants.nanos(Desk.START.plusSeconds(800)), compiled().anewNanos());
    }

    @Test
    void aRuleIsLeftOutWhereItHasNothingAndFollowedWhereItStillHas() {
        desk.playlist("loop", desk.item("a", 10));
        desk.screens.set(1, new Screen(new ScreenId("wall-2"), "Wall 2", desk.group.id(), 644, 360, 25, ZoneOffset.UTC));
        var list = desk.playlist("list", on(desk.item("x", 10), 1, 110_000, null));
        // 20:00 in Shanghai is over before the item begins; in UTC it is on then.
        var when = new When.Recurring(LocalDateTime.of(2026, 11, 23, 20, 0), ofHours(24), null, List.of(), List.of(), null, null, List.of());
        desk.rules.put(new RuleId("r"), new Rule(new RuleId("r"), "r", Targets.of(desk.group.id()), list, RuleClass.NORMAL, 1, when, 1));
        assertEquals(List.of("ruleLeftOut"), compiled().omissions().stream().map(Omission::code).toList());
        assertEquals("x", desk.due(1, ofSeconds(115_000)));
        assertEquals("a", desk.due(0, ofSeconds(115_000)));
    }

    @Test
    void aScheduleThatIsCutIsCompiledAgainLongBeforeItsEnd() {
        desk.playlist("loop", desk.item("a", 10));
        var list = desk.playlist("list", desk.item("x", 2));
        for (int i = 0; i < 2_000; i++) {
            desk.rule("r" + i, list, ofSeconds(60L * i), ofSeconds(60L * i + 30), 1);
        }
        var compiled = compiled();
        assertEquals(List.of("scheduleCut"), compiled.omissions().stream().map(Omission::code).toList());
        long end = compiled.plan().blocks().getLast().fromNanos();
        assertEquals(Instants.nanos(Desk.START) + (end - Instants.nanos(Desk.START)) / 2, compiled.anewNanos());
        desk.now = Instants.instant(compiled.anewNanos());
        assertTrue(compiled().plan().blocks().getLast().fromNanos() > end);
    }

    @Test
    void thousandsOfValiditiesAreFoundTooLargeBeforeTheyTakeTheMemory() {
        var items = new ArrayList<PlaylistItem>();
        for (int i = 0; i < 10_000; i++) {
            items.add(on(desk.item("item-" + i, 4), 1, null, 100 + 20 * i));
        }
        desk.playlist("loop", items.toArray(PlaylistItem[]::new));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertInstanceOf(Compilation.TooLarge.class, desk.compile());
        long megabytes = (threads.getCurrentThreadAllocatedBytes() - before) >> 20;
        assertTrue(megabytes < 100, megabytes + " MB");
    }

    /** Any lists, any rules, any instant: on the wall is nothing but what the winner's list, turned by hand, holds then. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nothingIsShownBeforeOrAfterItsValidity(long seed) {
        var random = new Random(seed);
        for (String name : List.of("inner", "one", "two", "loop")) {
            var items = new ArrayList<PlaylistItem>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String id = name + "-" + i;
                PlaylistItem item = random.nextInt(4) > 0 || name.equals("inner") ? desk.item(id, 1 + random.nextInt(9)) : nested(id, new PlaylistId("inner"));
                Integer from = random.nextInt(3) == 0 ? (Integer) random.nextInt(300) : null;
                items.add(on(item, 1 + random.nextInt(3), from, random.nextInt(3) == 0 ? (Integer) ((from == null ? 0 : from) + 1 + random.nextInt(200)) : null));
            }
            desk.playlist(name, items.toArray(PlaylistItem[]::new));
        }
        for (String name : List.of("one", "two")) {
            int from = random.nextInt(200);
            desk.rule(name, new PlaylistId(name), ofSeconds(from), ofSeconds(from + 1 + random.nextInt(200)), random.nextInt(2));
        }
        desk.edit();
        for (long at = 2_000; at < 600_000; at += 1 + random.nextInt(900)) {
            check(Duration.ofMillis(at));
        }
    }

    private void check(Duration after) {
        var at = Desk.START.plus(after);
        var wanting = desk.rules.values().stream().filter(rule -> !valid(rule.playlist(), after).isEmpty()).map(Rule::claim).toList();
        long nanos = Instants.nanos(at);
        List<Rule> open = new Occurrences(Map.of(), nanos, nanos + 1).of(wanting, ZoneOffset.UTC).stream().sorted(Occurrence.ORDER)
                .map(each -> desk.rules.get(each.claim().rule())).toList();
        List<ItemId> wanted = valid(open.isEmpty() ? Desk.LOOP : open.getFirst().playlist(), after);
        String due = desk.due(0, after);
        assertTrue(wanted.isEmpty() ? due.equals("-") : wanted.contains(new ItemId(due)), () -> due + " at " + after + ", valid are " + wanted);
    }

    private List<ItemId> valid(PlaylistId list, Duration after) {
        return Slot.of(desk.playlists.get(list), desk.playlists).stream().filter(slot -> slot.validity().covers(Instants.nanos(Desk.START.plus(after))))
                .map(Slot::item).toList();
    }
}
