package ledwall.controller.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * Differences folded for reading: what changes in the same way at the same time of day is one line, however many days and screens it is of. Nothing is lost by
 * it: {@link Line#unfold} gives back the very stretches. Pure.
 */
final class DifferenceFold {
    private DifferenceFold() {}

    /**
     * A time of day.
     *
     * @param daysLater how many days after its first day it ends
     * @param againFrom whether the clocks show its begin twice and the second is meant; {@code againUntil} the same of its end
     */
    record Hours(LocalTime from, LocalTime until, int daysLater, boolean againFrom, boolean againUntil, ZoneId zone) {
        static Hours of(ZonedDateTime from, ZonedDateTime until) {
            return new Hours(from.toLocalTime(), until.toLocalTime(), Math.toIntExact(ChronoUnit.DAYS.between(from.toLocalDate(), until.toLocalDate())),
                    again(from), again(until), from.getZone());
        }

        private static boolean again(ZonedDateTime at) {
            return !at.withEarlierOffsetAtOverlap().equals(at);
        }

        long fromNanos(LocalDate day) {
            return nanos(day, from, againFrom);
        }

        long untilNanos(LocalDate day) {
            return nanos(day.plusDays(daysLater), until, againUntil);
        }

        private long nanos(LocalDate day, LocalTime time, boolean again) {
            var at = day.atTime(time).atZone(zone);
            return Instants.nanos((again ? at.withLaterOffsetAtOverlap() : at).toInstant());
        }
    }

    /** A screen and what it changes from and to. */
    record Wall(Screen screen, Holder before, Holder after) {}

    /** {@code days} in order; on each of them all the walls change so: to and from the same, or each its own group's default loop. */
    record Line(Hours hours, List<LocalDate> days, List<Wall> walls) {
        Line {
            days = List.copyOf(days);
            walls = List.copyOf(walls);
        }

        List<Screen> screens() {
            return walls.stream().map(Wall::screen).toList();
        }

        /** Of the first screen. */
        Holder before() {
            return walls.getFirst().before;
        }

        /** Of the first screen. */
        Holder after() {
            return walls.getFirst().after;
        }

        long fromNanos() {
            return hours.fromNanos(days.getFirst());
        }

        /** One stretch of one screen. */
        record Piece(ScreenId screen, long fromNanos, long untilNanos, Holder before, Holder after) {}

        List<Piece> unfold() {
            var out = new ArrayList<Piece>();
            for (Wall wall : walls) {
                for (LocalDate day : days) {
                    out.add(new Piece(wall.screen.id(), hours.fromNanos(day), hours.untilNanos(day), wall.before, wall.after));
                }
            }
            return out;
        }
    }

    private record Change(Hours hours, Holder before, Holder after) {}

    /** What reads the same on several screens. */
    private record Words(Hours hours, List<LocalDate> days, @Nullable Holder before, @Nullable Holder after) {
        static Words of(Change change, List<LocalDate> days) {
            boolean loops = change.before instanceof Holder.Loop && change.after instanceof Holder.Loop;
            return new Words(change.hours, days, loops ? change.before : said(change.before), loops ? change.after : said(change.after));
        }

        /** Each group has a default loop of its own, but all are called so. */
        private static @Nullable Holder said(Holder holder) {
            return holder instanceof Holder.Loop ? null : holder;
        }
    }

    /** By their begin, then by the first screen as listed. */
    static List<Line> fold(List<Difference> differences) {
        Map<Screen, Map<Change, List<LocalDate>>> byScreen = new LinkedHashMap<>();
        for (Difference each : differences) {
            Screen screen = each.screen();
            var from = Instants.instant(each.fromNanos()).atZone(screen.zone());
            var until = Instants.instant(each.untilNanos()).atZone(screen.zone());
            var change = new Change(Hours.of(from, until), each.before().holder(), each.after().holder());
            byScreen.computeIfAbsent(screen, any -> new LinkedHashMap<>()).computeIfAbsent(change, any -> new ArrayList<>()).add(from.toLocalDate());
        }
        Map<Words, List<Wall>> lines = new LinkedHashMap<>();
        byScreen.forEach((screen, changes) -> changes.forEach((change, days) ->
                lines.computeIfAbsent(Words.of(change, days), any -> new ArrayList<>()).add(new Wall(screen, change.before, change.after))));
        var out = new ArrayList<Line>();
        lines.forEach((words, walls) -> out.add(new Line(words.hours, words.days, walls)));
        // The sort is stable: what begins together stays in the order of the screens.
        out.sort(Comparator.comparingLong(Line::fromNanos));
        return out;
    }

    /** Whether they are all the days from the first to the last, three at least. */
    static boolean isDaily(List<LocalDate> days) {
        return days.size() >= 3 && ChronoUnit.DAYS.between(days.getFirst(), days.getLast()) == days.size() - 1;
    }

    /** Their days of the week, where they are all that there are of these from the first to the last and one of them comes twice; otherwise none. */
    static Set<DayOfWeek> weekly(List<LocalDate> days) {
        var week = EnumSet.noneOf(DayOfWeek.class);
        days.forEach(day -> week.add(day.getDayOfWeek()));
        long there = days.getFirst().datesUntil(days.getLast().plusDays(1)).filter(day -> week.contains(day.getDayOfWeek())).count();
        return days.size() > week.size() && there == days.size() ? week : Set.of();
    }
}
