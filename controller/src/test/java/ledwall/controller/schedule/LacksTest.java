package ledwall.controller.schedule;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;

/** What a desk's walls are going to lack in the next three days. */
class LacksTest {
    private static final int HOUR = 3_600;

    private final Desk desk = new Desk(25, 2);
    private QuietHours quiet = QuietHours.NONE;
    private Optional<String> failure = Optional.empty();

    private List<Lack> lacks() {
        var input = new Lacks.Input(desk.group, desk.screens, List.copyOf(desk.rules.values()), Map.of(), new Material(desk.playlists, desk.media),
                screen -> quiet, desk::rendition, (RenditionKey key) -> failure, desk.recipe, Instants.nanos(desk.now), ofHours(72));
        var all = Lacks.of(input);
        assertEquals(2, all.size());
        assertEquals(all.get(desk.screens.get(0).id()), all.get(desk.screens.get(1).id()));
        return all.get(desk.screens.getFirst().id());
    }

    private List<String> told() {
        return lacks().stream().map(lack -> lack.kind() + " " + after(lack.fromNanos()) + " " + after(lack.untilNanos())).toList();
    }

    private static String after(long nanos) {
        var after = Duration.between(Desk.START, Instants.instant(nanos));
        return after.toString();
    }

    @Test
    void aLoopThatEndsLeavesAHoleWhereNoRuleIs() {
        desk.playlist("loop", Desk.on(desk.item("a", 10), 1, null, 30 * HOUR));
        desk.rule("day", desk.playlist("day", desk.item("d", 10)), ofHours(40), ofHours(50), 1);
        assertEquals(List.of("HOLE PT30H PT40H", "HOLE PT50H PT72H"), told());
        assertEquals("From 2026-11-24 22:00 until 2026-11-25 08:00 no rule has the screen, and the default loop \"loop\" holds nothing to show: the slate is shown.",
                lacks().getFirst().cause());
    }

    @Test
    void quietHoursAreNoHole() {
        desk.playlist("loop", Desk.on(desk.item("a", 10), 1, null, 30 * HOUR));
        long start = Instants.nanos(Desk.START);
        quiet = new QuietHours(List.of(new QuietHours.Range(start + ofHours(29).toNanos(), start + ofHours(100).toNanos())));
        assertEquals(List.of(), told());
    }

    @Test
    void whereNothingIsScheduledAtAllTheEmptyLoopIsNamedAndNoHole() {
        assertEquals(List.of(), told());
        desk.rule("day", desk.playlist("day", desk.item("d", 10)), ofHours(10), ofHours(20), 1);
        assertEquals(List.of("HOLE PT0S PT10H", "HOLE PT20H PT72H"), told());
    }

    @Test
    void aRuleLeftEmptyOnPurposeIsNothingToWorryAbout() {
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("black", desk.playlist("blank"), ofHours(10), ofHours(20), 1);
        assertEquals(List.of(), told());
    }

    @Test
    void aRuleWhoseItemsEndIsNamedWithWhoHasTheScreenInstead() {
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("low", desk.playlist("low", desk.item("l", 10)), ofHours(5), ofHours(30), 1);
        desk.rule("high", desk.playlist("high", Desk.on(desk.item("h", 10), 1, null, 12 * HOUR)), ofHours(10), ofHours(20), 2);
        desk.rule("top", desk.playlist("top", desk.item("t", 10)), ofHours(15), ofHours(16), 3);
        assertEquals(List.of("NOTHING_TO_SHOW PT12H PT15H", "NOTHING_TO_SHOW PT16H PT20H"), told());
        assertEquals("From 2026-11-24 04:00 until 2026-11-24 07:00 rule \"high\" has nothing to show: no item of its playlist \"high\" is valid then; "
                + "rule \"low\" has the screen instead.", lacks().getFirst().cause());
    }

    @Test
    void mediaThatAreGoneOrUnusableAreNamed() {
        desk.playlist("loop", desk.item("a", 10));
        var film = desk.video("film", ofSeconds(5));
        desk.rule("r", desk.playlist("list", desk.item("x", film, null)), ofHours(10), ofHours(20), 2);
        assertEquals(List.of(), told());
        desk.failed(film, "no frames");
        assertTrue(lacks().getFirst().cause().contains("film"), lacks().toString());
        desk.media.remove(film.id());
        assertTrue(lacks().getFirst().cause().contains("a medium that was deleted"), lacks().toString());
        desk.playlists.keySet().removeIf(id -> id.value().equals("list"));
        assertTrue(lacks().getFirst().cause().contains("is deleted"), lacks().toString());
    }

    @Test
    void whatIsNotRenderedIsToldShortlyBeforeAndWhatCannotBeLongBefore() {
        desk.playlist("loop", desk.item("a", 10));
        var film = desk.video("film", ofSeconds(5));
        desk.rule("r", desk.playlist("list", desk.item("x", film, null)), ofHours(10), ofHours(20), 2);
        desk.screens.forEach(screen -> desk.lacking.add(desk.key(screen, film)));
        assertEquals(List.of("NOT_RENDERED PT10H PT20H"), told());
        assertEquals(Instants.nanos(Desk.START.plus(ofHours(10)).minus(ofMinutes(10))), lacks().getFirst().noticeNanos());
        failure = Optional.of("too large");
        assertEquals(List.of("NOT_RENDERABLE PT10H PT20H"), told());
        assertTrue(lacks().getFirst().noticeNanos() < Instants.nanos(desk.now));
    }
}
