package ledwall.controller.schedule;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say of rules whose lists have nothing to show, against what is on the walls by the same desk. */
class ShowableTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Instants.nanos(Desk.START);

    private final Desk desk = new Desk(25, 1);

    private Showable showable(long since) {
        return new Showable(desk.rules.values(), new Material(desk.playlists, desk.media), since);
    }

    private List<Occurrence> windows(long from, long until) {
        return new Occurrences(Map.of(), from, until).of(desk.rules.values().stream().map(Rule::claim).toList(), desk.screens.getFirst().zone());
    }

    private Why why(long at) {
        var showable = showable(at);
        return Why.at(windows(at, at + 1), each -> showable.shows(each, at), QuietHours.NONE, at);
    }

    @Test
    void aRuleWithNothingToShowLosesByThatToAWeakerOne() {
        desk.playlist("loop", desk.item("a", 10));
        var film = desk.video("film", ofSeconds(4));
        desk.rule("strong", desk.playlist("strong", desk.item("b", film, null)), ofSeconds(10), ofSeconds(100), 90);
        desk.rule("weak", desk.playlist("weak", desk.item("w", 10)), ofSeconds(10), ofSeconds(100), 1);
        assertEquals("strong", owner(why(START + 20 * SECOND).owner()));
        desk.failed(film, "no frames");
        var why = why(START + 20 * SECOND);
        assertEquals("weak", owner(why.owner()));
        assertEquals(List.of("strong NOTHING_TO_SHOW"), why.losers().stream().map(each -> owner(each.occurrence()) + " " + each.by()).toList());
        var conflicts = conflicts(0, 200, Conflicts.MAX);
        assertEquals(List.of(), conflicts.hidden());
        assertEquals(List.of("strong"), conflicts.silent().stream().map(each -> owner(each.occurrence())).toList());
        assertEquals(List.of("strong"), conflicts.never().stream().map(ShowableTest::owner).toList());
    }

    @Test
    void moreThanWasAskedForIsNotKept() {
        for (int i = 0; i < 100; i++) {
            desk.rule("r" + i, desk.playlist("list"), ofSeconds(0), ofSeconds(100), i);
        }
        assertTrue(conflicts(0, 100, 198).complete());
        var cut = conflicts(0, 100, 50);
        assertTrue(!cut.complete() && cut.hidden().size() <= 50 && cut.never().size() <= 50, cut.toString());
    }

    private Conflicts conflicts(int from, int until, int most) {
        var showable = showable(START + from * SECOND);
        var all = windows(START + from * SECOND, START + until * SECOND);
        return Conflicts.of(all, showable.resolve(all, QuietHours.NONE, START + from * SECOND, START + until * SECOND), showable, most);
    }

    private static String owner(Owner owner) {
        return owner instanceof Occurrence occurrence ? occurrence.claim().rule().value() : "-";
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void answersNameWhoeverTheWallShowsAndAccountForEachSecondOfEachWindow(long seed) {
        var random = new Random(seed);
        desk.playlist("loop", desk.item("loop", 5));
        for (int list = 0; list < 4; list++) {
            var items = new ArrayList<PlaylistItem>();
            for (int i = random.nextInt(4); i > 0; i--) {
                var film = desk.video(list + "-" + i, ofSeconds(1 + random.nextInt(9)));
                if (random.nextInt(4) == 0) {
                    desk.failed(film, "no frames");
                }
                Integer from = random.nextBoolean() ? (Integer) random.nextInt(500) : null;
                Integer until = random.nextBoolean() ? (Integer) (1 + (from == null ? 0 : from) + random.nextInt(300)) : null;
                items.add(Desk.on(desk.item(list + "-" + i, film, null), 1, from, until));
            }
            desk.playlist("list-" + list, items.toArray(PlaylistItem[]::new));
        }
        for (int i = 0; i < 6; i++) {
            int from = random.nextInt(400);
            desk.rule("r" + i, new PlaylistId("list-" + random.nextInt(4)), ofSeconds(from), ofSeconds(from + 1 + random.nextInt(200)), random.nextInt(3));
        }
        desk.edit();
        var wall = desk.newest.walls().getFirst();
        for (int second = 0; second < 700; second++) {
            long at = START + second * SECOND;
            // A rule whose list was left empty on purpose shows the slate: no block tells of it.
            String shown = wall.lane().stream().filter(span -> span.covers(at)).map(span -> span.rule() == null ? "-" : span.rule().value()).findFirst()
                    .orElse("slate");
            String told = owner(why(at).owner());
            boolean blank = desk.rules.values().stream().anyMatch(rule -> rule.id().value().equals(told) && desk.playlists.get(rule.playlist()).items().isEmpty());
            assertEquals(shown, blank ? "slate" : told, "at " + second);
        }
        accountFor(0, 700);
    }

    private void accountFor(int from, int until) {
        var all = windows(START, START + until * SECOND);
        var showable = showable(START);
        var resolution = showable.resolve(all, QuietHours.NONE, START, START + until * SECOND);
        var conflicts = Conflicts.of(all, resolution, showable, Conflicts.MAX);
        IntStream.range(from, until).forEach(second -> {
            long at = START + second * SECOND;
            for (Occurrence each : all) {
                long told = conflicts.hidden().stream().filter(one -> one.occurrence().equals(each) && one.fromNanos() <= at && at < one.untilNanos()).count()
                        + conflicts.silent().stream().filter(one -> one.occurrence().equals(each) && one.fromNanos() <= at && at < one.untilNanos()).count()
                        + (resolution.at(at).owner().equals(each) ? 1 : 0);
                assertEquals(each.covers(at) ? 1 : 0, told, each + " at " + second);
            }
        });
    }
}
