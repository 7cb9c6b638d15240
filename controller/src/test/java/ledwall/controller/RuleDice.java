package ledwall.controller;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.calendar.CalendarCondition;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.LanguageTag;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.PlaylistId;
import org.jspecify.annotations.Nullable;

/** Times of rules, calendars and items of playlists as people might think of them, drawn so that much of it happens within minutes of an instant. */
final class RuleDice {
    private static final int SECONDS_BEFORE = 480;
    private static final int SECONDS_AFTER = 900;

    private final RandomGenerator dice;

    RuleDice(RandomGenerator dice) {
        this.dice = dice;
    }

    boolean oneIn(int n) {
        return dice.nextInt(n) == 0;
    }

    <T> T anyOf(List<T> list) {
        return list.get(dice.nextInt(list.size()));
    }

    /** A time soon before or after, by the clock of a zone as if it never changed: some of these times are skipped, some come twice. */
    private LocalDateTime local(ZoneId zone, Instant near) {
        return LocalDateTime.ofInstant(near, zone.getRules().getOffset(near.minusSeconds(SECONDS_BEFORE)))
                .plusSeconds(dice.nextInt(-SECONDS_BEFORE, SECONDS_AFTER)).truncatedTo(ChronoUnit.SECONDS);
    }

    When when(ZoneId zone, Instant near, List<CalendarId> calendars) {
        if (oneIn(4)) {
            Instant from = near.plusMillis(dice.nextInt(-SECONDS_BEFORE * 1_000, SECONDS_AFTER * 1_000));
            return new When.Once(from, from.plusMillis(dice.nextInt(20_000, 500_000)));
        }
        LocalDateTime start = local(zone, near);
        LocalDate today = start.toLocalDate();
        Duration length = oneIn(3) ? Duration.ofMinutes(dice.nextInt(60, 720)) : Duration.ofSeconds(dice.nextInt(20, 600));
        if (oneIn(4)) {
            // Already on when the world begins, perhaps since yesterday.
            start = start.minusHours(dice.nextInt(1, 6));
            today = start.toLocalDate();
            length = Duration.ofHours(dice.nextInt(4, 9));
        }
        int every = dice.nextInt(1, 4);
        int times = dice.nextInt(4);
        Recurrence recurrence = null;
        var extra = new ArrayList<LocalDate>();
        var except = new ArrayList<LocalDate>();
        switch (dice.nextInt(8)) {
            case 0, 1 -> {
                recurrence = parsed("FREQ=DAILY;INTERVAL=" + every);
                start = start.minusDays((long) every * times);
            }
            case 2 -> {
                recurrence = parsed("FREQ=WEEKLY;INTERVAL=" + every + ";BYDAY=" + day(today.getDayOfWeek()) + "," + day(today.getDayOfWeek().plus(3)));
                start = start.minusWeeks((long) every * times);
            }
            case 3 -> recurrence = parsed("FREQ=DAILY;COUNT=" + (1 + times));
            case 4 -> recurrence = parsed("FREQ=DAILY;UNTIL=" + today.plusDays(times).toString().replace("-", "") + "T235959");
            case 5 -> recurrence = parsed("FREQ=YEARLY;BYMONTH=" + today.getMonthValue() + ";BYMONTHDAY=" + today.getDayOfMonth());
            case 6 -> {
                recurrence = parsed("FREQ=MINUTELY;INTERVAL=" + dice.nextInt(15, 40));
                length = Duration.ofSeconds(dice.nextInt(20, 400));
            }
            default -> {
                // Extra dates and those of calendars alone.
                extra.add(today);
                extra.add(today.plusDays(2));
            }
        }
        if (oneIn(6)) {
            except.add(oneIn(2) ? today : today.plusDays(1));
        }
        if (oneIn(8)) {
            extra.add(today);
        }
        var conditions = new ArrayList<CalendarCondition>();
        if (!calendars.isEmpty() && !oneIn(3)) {
            // Those that take days away are met less often than those that add some.
            conditions.add(new CalendarCondition(anyOf(calendars), anyOf(List.of(CalendarCondition.Kind.ON, CalendarCondition.Kind.NOT_ON,
                    CalendarCondition.Kind.NOT_ON, CalendarCondition.Kind.ONLY_ON))));
        }
        LocalDate validFrom = oneIn(8) ? today.minusDays(dice.nextInt(-1, 3)) : null;
        LocalDate validUntil = oneIn(8) ? today.plusDays(dice.nextInt(1, 4)) : null;
        return new When.Recurring(start, length, recurrence, extra, except, validFrom, validUntil, conditions);
    }

    /** When a wall is to be black: for minutes each day. */
    When.Recurring quiet(ZoneId zone, Instant near) {
        LocalDateTime start = local(zone, near);
        return When.Recurring.of(start.minusDays(dice.nextInt(3)), Duration.ofSeconds(dice.nextInt(10, 300)), parsed("FREQ=DAILY"));
    }

    private static Recurrence parsed(String text) {
        return Recurrence.parse(text);
    }

    private static String day(DayOfWeek day) {
        return day.name().substring(0, 2);
    }

    /** A few days around one, this one often among them. */
    List<Calendar.Dated> days(LocalDate around) {
        var out = new ArrayList<Calendar.Dated>();
        for (int i = dice.nextInt(1, 4); i > 0; i--) {
            LocalDate from = around.plusDays(dice.nextInt(-2, 3));
            out.add(new Calendar.Dated(from, from.plusDays(dice.nextInt(1, 3)), "day " + i));
        }
        if (oneIn(2)) {
            out.add(new Calendar.Dated(around, around.plusDays(1), "the day"));
        }
        return out;
    }

    /** @param inner a list that may be nested; null for none */
    List<Playlists.Draft> items(List<Media> media, @Nullable PlaylistId inner, Instant near) {
        var out = new ArrayList<Playlists.Draft>();
        for (int i = dice.nextInt(1, 4); i > 0; i--) {
            Duration length = oneIn(2) ? null : Duration.ofMillis(dice.nextInt(75, 300) * 40L);
            out.add(new Playlists.Draft(null, new Content.Medium(anyOf(media).id(), length, Fit.CONTAIN), terms(near)));
        }
        if (inner != null) {
            out.add(dice.nextInt(out.size() + 1), new Playlists.Draft(null, new Content.Nested(inner), terms(near)));
        }
        return out;
    }

    private Terms terms(Instant near) {
        Instant from = oneIn(8) ? near.plusSeconds(dice.nextInt(-SECONDS_BEFORE, SECONDS_AFTER)) : null;
        Instant until = oneIn(6) ? near.plusSeconds(dice.nextInt(0, 2 * SECONDS_AFTER)) : null;
        boolean sound = from == null || until == null || from.isBefore(until);
        return new Terms(oneIn(4) ? List.of(new LanguageTag("bo")) : List.of(), sound ? new Validity(from, until) : Validity.ALWAYS, oneIn(3) ? dice.nextInt(2, 5) : 1);
    }
}
