package ledwall.controller.playlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import ledwall.controller.media.Fit;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.timeline.Instants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weights and nested lists, against somebody who turns the lists by hand and counts. */
class ExpansionTest {
    private static final PlaylistId LIST = new PlaylistId("list");
    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    private static List<String> expanded(String places) {
        var list = new ArrayList<String>(List.of(places.split(" ")));
        return Expansion.of(list, place -> Long.parseLong(place.substring(1)), 10_000).stream().map(place -> place.substring(0, 1)).toList();
    }

    @Test
    void anItemOfWeightKIsInEveryKthTurnFromTheFirstOn() {
        assertEquals(List.of("a", "b"), expanded("a1 b1"));
        assertEquals(List.of("a", "b", "a"), expanded("a1 b2"));
        assertEquals(List.of("a", "b", "c", "a", "a", "b", "a", "c", "a", "b", "a"), expanded("a1 b2 c3"));
        assertEquals(List.of("b", "a", "a", "a"), expanded("b3 a1"));
    }

    @Test
    void turnsThatHoldNothingTakeNoTime() {
        assertEquals(List.of("a"), expanded("a5"));
        assertEquals(List.of("a", "b", "a", "b", "a"), expanded("a2 b3"));
    }

    @Test
    void whatComesRoundTogetherTooSeldomIsCountedAndNotMade() {
        var primes = List.of(997L, 991L, 983L, 977L, 971L, 967L, 953L, 947L);
        assertEquals(Long.MAX_VALUE, Expansion.cues(primes, prime -> prime));
        assertEquals(997 + 991, Expansion.cues(primes.subList(0, 2), prime -> prime));
        assertThrows(IllegalArgumentException.class, () -> Expansion.of(primes, prime -> prime, 10_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void listsTurnAsIfTurnedByHand(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            var lists = new TreeMap<PlaylistId, Playlist>();
            for (String name : List.of("inner-1", "inner-2")) {
                lists.put(new PlaylistId(name), list(name, random, false));
            }
            Playlist outer = list(LIST.value(), random, true);
            long at = Instants.nanos(START.plusSeconds(random.nextInt(12)));
            List<Slot> valid = Slot.of(outer, lists).stream().filter(slot -> slot.validity().covers(at)).toList();
            long turns = Expansion.turns(valid, Slot::every);
            if (Expansion.cues(valid, Slot::every) <= 2_000 && turns < 4_000) {
                List<ItemId> one = Expansion.of(valid, Slot::every, 2_000).stream().map(Slot::item).toList();
                var thrice = new ArrayList<ItemId>();
                for (int k = 0; k < 3; k++) {
                    thrice.addAll(one);
                }
                assertEquals(byHand(outer, lists, 3 * turns, Instants.instant(at)), thrice, "seed " + seed + ", list " + i + ": " + outer + " " + lists);
            }
        }
    }

    private static Playlist list(String name, Random random, boolean mayNest) {
        var items = new ArrayList<PlaylistItem>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Content content = mayNest && random.nextInt(3) == 0 ? new Content.Nested(new PlaylistId("inner-" + (1 + random.nextInt(2))))
                    : new Content.Medium(new MediaId("film"), Duration.ofSeconds(1), Fit.CONTAIN);
            Instant from = random.nextInt(3) == 0 ? START.plusSeconds(random.nextInt(12)) : null;
            Instant until = random.nextInt(3) == 0 ? (from == null ? START : from).plusSeconds(1 + random.nextInt(9)) : null;
            int every = random.nextBoolean() ? 1 : 1 + random.nextInt(7);
            items.add(new PlaylistItem(new ItemId(name + "-" + i), content, new Terms(List.of(), new Validity(from, until), every)));
        }
        return new Playlist(new PlaylistId(name), name, 1, items);
    }

    /** Turn by turn, with a counter for each place: what comes up is appended. */
    private static List<ItemId> byHand(Playlist list, Map<PlaylistId, Playlist> others, long turns, Instant at) {
        var out = new ArrayList<ItemId>();
        var cameUp = new HashMap<ItemId, Integer>();
        for (long turn = 0; turn < turns; turn++) {
            for (PlaylistItem item : list.items()) {
                if (turn % item.terms().every() != 0) {
                    continue;
                }
                int before = cameUp.merge(item.id(), 1, Integer::sum) - 1;
                if (!valid(item, at)) {
                    continue;
                }
                if (item.content() instanceof Content.Nested(PlaylistId inner)) {
                    for (PlaylistItem each : others.get(inner).items()) {
                        if (before % each.terms().every() == 0 && valid(each, at)) {
                            out.add(each.id());
                        }
                    }
                } else {
                    out.add(item.id());
                }
            }
        }
        return out;
    }

    private static boolean valid(PlaylistItem item, Instant at) {
        Instant from = item.terms().validity().from();
        Instant until = item.terms().validity().until();
        return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
    }
}
