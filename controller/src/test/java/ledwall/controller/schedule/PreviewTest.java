package ledwall.controller.schedule;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import ledwall.protocol.timeline.Programme;
import org.junit.jupiter.api.Test;

class PreviewTest {
    private final Desk desk = new Desk(25, 1);

    private static String line(Preview.Entry entry) {
        return Duration.between(Desk.START, entry.from()).toSeconds() + ".." + Duration.between(Desk.START, entry.until()).toSeconds() + " "
                + (entry.item() == null ? "-" : entry.item()) + " " + (entry.rule() == null ? "-" : entry.rule()) + " " + entry.why();
    }

    private List<String> preview(int from, int until) {
        return Preview.of(desk.programme(0), desk.rules, Desk.START.plusSeconds(from), Desk.START.plusSeconds(until)).entries().stream()
                .map(PreviewTest::line).toList();
    }

    @Test
    void itSaysWhatIsShownAndWhyAndNamesTheGaps() {
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 10));
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(15), ofSeconds(25), 50);
        desk.rule("quiet", desk.playlist("quiet"), ofSeconds(25), ofSeconds(30), 50);
        desk.edit();
        assertEquals(List.of(
                "0..2 - - No timeline is in force yet: the slate",
                "2..12 a - Default loop",
                "12..15 b - Default loop",
                "15..22 x fair Rule \"fair\", priority 50",
                "22..25 x fair Rule \"fair\", priority 50",
                "25..30 - - Nothing is scheduled: the slate",
                "30..33 a - Default loop"), preview(0, 33));
    }

    @Test
    void aRuleDeletedSinceIsNamedByItsId() {
        desk.rule("fair", desk.playlist("fair", desk.item("x", 60)), ofSeconds(10), ofSeconds(25), 50);
        desk.edit();
        desk.rules.clear();
        assertEquals(List.of("10..20 x fair Rule fair (deleted since)"), preview(10, 20));
    }

    @Test
    void withoutAnyTimelineThereIsOneStretchOfSlate() {
        assertEquals(1, Preview.of(Programme.EMPTY, desk.rules, Desk.START, Desk.START.plusSeconds(60)).entries().size());
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrOverlap() {
        desk.playlist("loop", desk.item("a", 0.04));
        desk.edit();
        var all = new ArrayList<Preview.Entry>();
        var until = Desk.START.plusSeconds(102);
        var page = Preview.of(desk.programme(0), desk.rules, Desk.START.plusSeconds(2), until);
        while (page.next() != null) {
            assertEquals(Preview.PAGE, page.entries().size());
            all.addAll(page.entries());
            page = Preview.of(desk.programme(0), desk.rules, page.next(), until);
        }
        all.addAll(page.entries());
        assertNull(page.next());
        assertEquals(2_500, all.size());
        for (int i = 1; i < all.size(); i++) {
            assertEquals(all.get(i - 1).until(), all.get(i).from());
        }
    }

    @Test
    void aDayIsToldWindowByWindow() {
        desk.playlist("loop", desk.item("a", 10), desk.item("b", 5));
        desk.rule("fair", desk.playlist("fair", desk.item("x", 7)), ofSeconds(150), ofSeconds(250), 50);
        desk.rule("quiet", desk.playlist("quiet"), ofSeconds(250), ofSeconds(300), 50);
        desk.edit();
        var told = Preview.stretches(desk.programme(0), desk.rules, Desk.START.plusSeconds(20), Desk.START.plusSeconds(86_420)).stream()
                .map(stretch -> stretch.from().getEpochSecond() - Desk.START.getEpochSecond() + ".." + (stretch.until().getEpochSecond()
                        - Desk.START.getEpochSecond()) + " " + stretch.rule() + " " + stretch.items() + " in " + stretch.turnNanos() / 1_000_000_000L).toList();
        assertEquals(List.of("20..150 null 2 in 15", "150..250 fair 1 in 7", "250..300 null 0 in 0", "300..86420 null 2 in 15"), told);
    }

    @Test
    void aWindowSaysHowFarIntoATurnItsEndCuts() {
        desk.playlist("loop", desk.item("a", 10));
        desk.rule("longer", desk.playlist("longer", desk.item("x", 7), desk.item("y", 60)), ofSeconds(100), ofSeconds(120), 50);
        desk.rule("loops", desk.playlist("loops", desk.item("z", 7)), ofSeconds(200), ofSeconds(225), 50);
        desk.rule("even", desk.playlist("even", desk.item("e", 5)), ofSeconds(300), ofSeconds(325), 50);
        desk.edit();
        var told = Preview.stretches(desk.programme(0), desk.rules, Desk.START.plusSeconds(12), Desk.START.plusSeconds(400)).stream()
                .map(stretch -> stretch.rule() + " " + (stretch.cutAfterNanos() == null ? "-" : stretch.cutAfterNanos() / 1_000_000)).toList();
        assertEquals(List.of("null 8000", "longer 20000", "null -", "loops 4000", "null 5000", "even -", "null -"), told);
    }
}
