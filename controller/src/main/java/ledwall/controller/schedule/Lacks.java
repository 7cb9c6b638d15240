package ledwall.controller.schedule;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import ledwall.controller.calendar.Calendar;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.CalendarId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/**
 * What the screens of a group are going to lack by the rules as they are now: holes, rules with nothing to show, media that is not rendered. By the same
 * {@link Showable} and {@link Resolver} that timelines are compiled by. Pure; for one judgement.
 */
public final class Lacks {
    /** The nearest of one screen; nobody reads more, and another judgement follows. */
    static final int MAX = 200;

    private final Input input;
    private final long endNanos;
    private final Map<RuleId, Rule> rules = new HashMap<>();
    private final Showable showable;
    private final Occurrences occurrences;

    /**
     * Everything that a judgement depends on.
     *
     * @param rules those of the group and of its screens
     * @param material at least the group's loop and what its rules play
     * @param quiet when a screen is black on purpose
     * @param failures why a rendition is not going to be made, if so
     * @param ahead how far it looks
     */
    public record Input(ScreenGroup group, List<Screen> screens, List<Rule> rules, Map<CalendarId, Calendar> calendars, Material material,
                        Function<Screen, QuietHours> quiet, Function<RenditionKey, Optional<Rendition>> renditions,
                        Function<RenditionKey, Optional<String>> failures, int recipe, long nowNanos, Duration ahead) {}

    /** Screens of one lane are going to lack the same. */
    private record Lane(ZoneId zone, QuietHours quiet, int width, int height, List<RuleId> rules) {}

    private Lacks(Input input) {
        this.input = input;
        this.endNanos = input.nowNanos() + input.ahead().toNanos();
        this.showable = new Showable(input.rules(), input.material(), input.nowNanos());
        this.occurrences = new Occurrences(input.calendars(), input.nowNanos(), endNanos);
        input.rules().forEach(rule -> rules.put(rule.id(), rule));
    }

    /** Of each screen, the nearest first. */
    public static Map<ScreenId, List<Lack>> of(Input input) {
        var lacks = new Lacks(input);
        var known = new HashMap<Lane, List<Lack>>();
        var out = new TreeMap<ScreenId, List<Lack>>();
        for (Screen screen : input.screens()) {
            List<Rule> its = input.rules().stream().filter(rule -> rule.targets().holds(screen)).toList();
            var lane = new Lane(screen.zone(), input.quiet().apply(screen), screen.width(), screen.height(), its.stream().map(Rule::id).toList());
            var found = known.get(lane);
            if (found == null) {
                found = lacks.of(screen, its, lane.quiet());
                known.put(lane, found);
            }
            out.put(screen.id(), found);
        }
        return out;
    }

    private List<Lack> of(Screen screen, List<Rule> its, QuietHours quiet) {
        List<Occurrence> wanted = occurrences.of(its.stream().map(Rule::claim).toList(), screen.zone());
        Resolution shown = showable.resolve(wanted, quiet, input.nowNanos(), endNanos);
        var out = new ArrayList<Lack>();
        for (Segment segment : Resolver.resolve(wanted, quiet, input.nowNanos(), endNanos).segments()) {
            if (segment.owner() instanceof Occurrence owner) {
                silent(screen, segment, owner, shown, out);
            }
        }
        var unrendered = new HashMap<PlaylistId, List<Unrendered>>();
        for (Segment segment : shown.segments()) {
            if (segment.owner() == Owner.Nobody.DEFAULT_LOOP) {
                holes(screen, segment, out);
            }
            if (segment.owner() != Owner.Nobody.QUIET_HOURS) {
                Rule rule = segment.owner() instanceof Occurrence owner ? rule(owner) : null;
                var playlist = rule == null ? input.group().loop() : rule.playlist();
                unrendered.computeIfAbsent(playlist, id -> unrendered(screen, id)).forEach(each -> unrendered(screen, segment, rule, each, out));
            }
        }
        out.sort(Comparator.comparingLong(Lack::noticeNanos).thenComparing(Lack::kind));
        return List.copyOf(out.size() > MAX ? out.subList(0, MAX) : out);
    }

    private void silent(Screen screen, Segment segment, Occurrence owner, Resolution shown, List<Lack> out) {
        var rule = rule(owner);
        cut(segment, showable.turns(owner, segment.fromNanos(), segment.untilNanos())).forEach(part -> {
            if (!showable.shows(owner, part.fromNanos())) {
                String instead = switch (shown.at(part.fromNanos()).owner()) {
                    case Occurrence other -> "rule \"" + rule(other).name() + "\" has the screen instead";
                    case Owner.Nobody nobody -> "the default loop has the screen instead";
                };
                out.add(new Lack(Lack.Kind.NOTHING_TO_SHOW, rule.id().value(), part.fromNanos(), part.untilNanos(), when(part, screen) + " rule \""
                        + rule.name() + "\" has nothing to show: " + why(rule.playlist()) + "; " + instead + "."));
            }
        });
    }

    private String why(PlaylistId playlist) {
        var lost = showable.lost(playlist);
        String name = "playlist \"" + name(playlist) + "\"";
        if (!input.material().playlists().containsKey(playlist)) {
            return "its " + name + " is deleted";
        }
        if (lost.isEmpty()) {
            return "no item of its " + name + " is valid then";
        }
        return "of its " + name + " cannot be shown: " + lost.stream().limit(5).map(each -> {
            var media = each.media();
            return media == null ? "a medium that was deleted" : "\"" + media.name() + "\"";
        }).distinct().collect(Collectors.joining(", "));
    }

    /** A loop that never holds anything while no rule wants the screen either is no news at its every edge: the board names the empty loop. */
    private void holes(Screen screen, Segment segment, List<Lack> out) {
        var loop = input.group().loop();
        cut(segment, showable.turns(loop, segment.fromNanos(), segment.untilNanos())).forEach(part -> {
            boolean all = part.fromNanos() == input.nowNanos() && part.untilNanos() == endNanos;
            if (!showable.holds(loop, part.fromNanos()) && !all) {
                out.add(new Lack(Lack.Kind.HOLE, "", part.fromNanos(), part.untilNanos(), when(part, screen)
                        + " no rule has the screen, and the default loop \"" + name(loop) + "\" holds nothing to show: the slate is shown."));
            }
        });
    }

    /** A medium of a playlist whose rendition for a screen lacks. */
    private record Unrendered(Showable.Place place, Optional<String> failure) {}

    private List<Unrendered> unrendered(Screen screen, PlaylistId playlist) {
        var out = new ArrayList<Unrendered>();
        for (Showable.Place place : showable.places(playlist)) {
            var key = new RenditionKey(place.media().hash(), screen.width(), screen.height(), place.slot().medium().fit(), screen.frameRate(), input.recipe());
            if (input.renditions().apply(key).isEmpty()) {
                out.add(new Unrendered(place, input.failures().apply(key)));
            }
        }
        return out;
    }

    /** @param rule null for the default loop */
    private void unrendered(Screen screen, Segment segment, @Nullable Rule rule, Unrendered one, List<Lack> out) {
        long from = Math.max(segment.fromNanos(), one.place().validity().fromNanos());
        long until = Math.min(segment.untilNanos(), one.place().validity().untilNanos());
        if (from < until && out.size() < 2 * MAX) {
            String what = when(new Segment(from, until, segment.owner()), screen) + (rule == null ? " the default loop" : " rule \"" + rule.name() + "\"") + " shows \""
                    + one.place().media().name() + "\" of playlist \"" + name(rule == null ? input.group().loop() : rule.playlist()) + "\", which ";
            String subject = (rule == null ? "" : rule.id()) + " " + one.place().media().id();
            out.add(one.failure().map(words -> new Lack(Lack.Kind.NOT_RENDERABLE, subject, from, until, what + "cannot be rendered for this screen: " + words))
                    .orElseGet(() -> new Lack(Lack.Kind.NOT_RENDERED, subject, from, until, what + "is not rendered yet.")));
        }
    }

    private Rule rule(Occurrence occurrence) {
        var rule = rules.get(occurrence.claim().rule());
        if (rule == null) {
            throw new IllegalStateException("no rule " + occurrence.claim().rule());
        }
        return rule;
    }

    private String name(PlaylistId id) {
        var playlist = input.material().playlists().get(id);
        return playlist == null ? id.value() : playlist.name();
    }

    private static List<Segment> cut(Segment whole, SortedSet<Long> edges) {
        var out = new ArrayList<Segment>();
        long from = whole.fromNanos();
        for (long until : LongStream.concat(edges.stream().mapToLong(Long::longValue), LongStream.of(whole.untilNanos())).toArray()) {
            out.add(new Segment(from, until, whole.owner()));
            from = until;
        }
        return out;
    }

    /** By the screen's own clock. What begins now or goes on beyond what is looked at is told without that end. */
    private String when(Segment part, Screen screen) {
        String until = part.untilNanos() >= endNanos ? "" : local(part.untilNanos(), screen);
        if (part.fromNanos() <= input.nowNanos()) {
            return until.isEmpty() ? "From now on" : "Until " + until;
        }
        return "From " + local(part.fromNanos(), screen) + (until.isEmpty() ? " on" : " until " + until);
    }

    private static String local(long nanos, Screen screen) {
        return LocalDateTime.ofInstant(Instants.instant(nanos), screen.zone()).toString().replace('T', ' ').replaceFirst("\\.\\d+$", "");
    }
}
