package ledwall.controller.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.ScreenId;

/** Differences as people say them, in English and in Chinese, in the time of each screen's zone. Pure. */
public final class DifferenceWords {
    /** Whoever reads more than this reads the calendar instead. */
    public static final int MAX_LINES = 40;
    private static final int MOST_NAMED = 4;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final Bookings before;
    private final Bookings after;
    private final int year;
    private final boolean zones;

    /** A sentence in both languages. */
    public record Sentence(String en, String zh) {
        private Sentence then(Sentence next) {
            return new Sentence(en + next.en, zh + next.zh);
        }
    }

    private DifferenceWords(Bookings before, Bookings after, List<DifferenceFold.Line> lines) {
        this.before = before;
        this.after = after;
        this.year = lines.isEmpty() ? 0 : lines.getFirst().days().getFirst().getYear();
        this.zones = lines.stream().map(line -> line.hours().zone()).distinct().count() > 1;
    }

    /** @param before what {@code differences} were made of, and {@code after} */
    public static List<Sentence> of(Differences differences, Bookings before, Bookings after) {
        var lines = DifferenceFold.fold(differences.items());
        var words = new DifferenceWords(before, after, lines);
        var out = new ArrayList<Sentence>();
        lines.stream().limit(MAX_LINES).forEach(line -> out.add(words.sentence(line)));
        int more = lines.size() - out.size();
        if (more > 0) {
            out.add(new Sentence("And " + more + " more.", "另有 " + more + " 处变化。"));
        } else if (!differences.complete()) {
            out.add(new Sentence("And more.", "另有更多变化。"));
        }
        return List.copyOf(out);
    }

    private Sentence sentence(DifferenceFold.Line line) {
        var when = when(line);
        var where = where(line.screens());
        boolean same = name(line.before(), before).equals(name(line.after(), after));
        var from = holder(line.before(), before, same);
        var to = holder(line.after(), after, same);
        String en = when.en() + " on " + where.en() + " changes from " + from.en() + " to " + to.en() + ".";
        return new Sentence(en.substring(0, 1).toUpperCase(Locale.ROOT) + en.substring(1), when.zh() + "，" + where.zh() + "：由" + from.zh() + "改为" + to.zh() + "。");
    }

    private Sentence when(DifferenceFold.Line line) {
        List<LocalDate> days = line.days();
        LocalDate first = days.getFirst();
        var hours = line.hours();
        var zone = zones ? new Sentence(" (" + hours.zone() + ")", "（" + hours.zone() + "）") : new Sentence("", "");
        if (days.size() == 1 && (hours.daysLater() > 1 || (hours.daysLater() == 1 && hours.until().isAfter(hours.from())))) {
            LocalDate last = first.plusDays(hours.daysLater());
            var from = time(hours.from(), hours.againFrom());
            var until = time(hours.until(), hours.againUntil());
            return new Sentence("from " + en(first) + " " + from.en() + " to " + en(last) + " " + until.en(),
                    zh(first) + from.zh() + "至" + zh(last) + until.zh()).then(zone);
        }
        var times = times(hours).then(zone);
        if (days.size() == 1) {
            return new Sentence(first.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + date(first) + " " + times.en(),
                    zh(first) + times.zh());
        }
        LocalDate last = days.getLast();
        if (DifferenceFold.isDaily(days)) {
            return new Sentence("every day " + times.en() + " from " + en(first) + " to " + en(last), zh(first) + "至" + zh(last) + "每天" + times.zh());
        }
        Set<DayOfWeek> week = DifferenceFold.weekly(days);
        if (!week.isEmpty()) {
            return new Sentence("every " + week.stream().map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)).collect(Collectors.joining(", ")) + " "
                    + times.en() + " from " + en(first) + " to " + en(last),
                    zh(first) + "至" + zh(last) + "每" + week.stream().map(DifferenceWords::zh).collect(Collectors.joining("、")) + times.zh());
        }
        return new Sentence(times.en() + " on " + english(days.stream().map(this::en).toList(), " days"),
                chinese(days.stream().map(this::zh).toList(), "天") + " " + times.zh());
    }

    /** Midnight at the end of the day is 24:00, as nobody would say 22:00-00:00. */
    private static Sentence times(DifferenceFold.Hours hours) {
        var from = time(hours.from(), hours.againFrom());
        boolean midnight = hours.daysLater() == 1 && hours.until().equals(LocalTime.MIDNIGHT);
        var until = midnight ? new Sentence("24:00", "24:00") : time(hours.until(), hours.againUntil());
        int later = midnight ? 0 : hours.daysLater();
        var next = later < 2 ? new Sentence("", "") : new Sentence(" (" + later + " days later)", "（" + later + " 天后）");
        return new Sentence(from.en() + "-" + until.en(), from.zh() + "–" + until.zh()).then(next);
    }

    private static Sentence time(LocalTime time, boolean again) {
        String text = (time.getNano() != 0 ? MILLIS : time.getSecond() != 0 ? SECONDS : MINUTES).format(time);
        return again ? new Sentence("the second " + text, "第二个 " + text) : new Sentence(text, text);
    }

    /** Groups of which all screens change, then the other screens by name. */
    private Sentence where(List<Screen> screens) {
        Set<ScreenId> left = screens.stream().map(Screen::id).collect(Collectors.toCollection(HashSet::new));
        int all = after.screens().size();
        if (screens.size() == all && all > 1) {
            return new Sentence("all " + all + " screens", "全部 " + all + " 块大屏");
        }
        var en = new ArrayList<String>();
        var zh = new ArrayList<String>();
        for (ScreenGroup group : after.groups()) {
            Set<ScreenId> its = after.screens().stream().filter(screen -> screen.group().equals(group.id())).map(Screen::id).collect(Collectors.toSet());
            if (its.size() > 1 && left.containsAll(its)) {
                left.removeAll(its);
                en.add("group " + group.name());
                zh.add("分组“" + group.name() + "”");
            }
        }
        screens.stream().filter(screen -> left.contains(screen.id())).map(Screen::name).forEach(name -> {
            en.add(name);
            zh.add(name);
        });
        return new Sentence(english(en, ""), chinese(zh, "处"));
    }

    private static String name(Holder holder, Bookings bookings) {
        return switch (holder) {
            case Holder.Ruled ruled -> bookings.rule(ruled.rule()).map(Rule::name).orElse(ruled.rule().value());
            case Holder.Loop loop -> "";
            case Holder.Quiet quiet -> " ";
        };
    }

    /** @param withList whether the name alone would not tell it from the other */
    private static Sentence holder(Holder holder, Bookings bookings, boolean withList) {
        return switch (holder) {
            case Holder.Ruled ruled -> {
                String name = name(ruled, bookings);
                String list = withList ? playlist(ruled.playlist(), bookings.material().playlists()) : "";
                yield new Sentence("\"" + name + "\"" + (withList ? " (" + list + ")" : ""), "“" + name + "”" + (withList ? "（" + list + "）" : ""));
            }
            case Holder.Loop(PlaylistId id) -> {
                String list = withList ? playlist(id, bookings.material().playlists()) : "";
                yield new Sentence("the default loop" + (withList ? " (" + list + ")" : ""), "默认轮播" + (withList ? "（" + list + "）" : ""));
            }
            case Holder.Quiet quiet -> new Sentence("quiet hours", "静默时段");
        };
    }

    static String playlist(PlaylistId id, Map<PlaylistId, Playlist> known) {
        Playlist playlist = known.get(id);
        return playlist == null ? id.value() : playlist.name();
    }

    private String en(LocalDate day) {
        return day.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " " + date(day);
    }

    private String date(LocalDate day) {
        return day.getDayOfMonth() + " " + day.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + (day.getYear() == year ? "" : " " + day.getYear());
    }

    private String zh(LocalDate day) {
        return (day.getYear() == year ? "" : day.getYear() + "年") + day.getMonthValue() + "月" + day.getDayOfMonth() + "日（" + zh(day.getDayOfWeek()) + "）";
    }

    private static String zh(DayOfWeek day) {
        return "周" + "一二三四五六日".charAt(day.getValue() - 1);
    }

    private static String english(List<String> names, String what) {
        if (names.size() > MOST_NAMED) {
            return String.join(", ", names.subList(0, MOST_NAMED - 1)) + " and " + (names.size() - MOST_NAMED + 1) + " more" + what;
        }
        return names.size() == 1 ? names.getFirst() : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
    }

    private static String chinese(List<String> names, String measure) {
        return names.size() <= MOST_NAMED ? String.join("、", names) : String.join("、", names.subList(0, MOST_NAMED - 1)) + "等 " + names.size() + " " + measure;
    }
}
