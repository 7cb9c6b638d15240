package ledwall.controller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * What a screen will be told to play beyond what it has been told: the compilations to come, made ahead of their time by the same {@link Compiler}, each of them
 * on the one before, as if nobody edited anything and each switch came at once. Where an anchor begins is therefore what the later compilation will store, too.
 * What may differ: media that is not rendered yet counts with its own length. Pure.
 */
public final class Forecast {
    /** As far as one compilation looks here: far enough that a year is soon computed, near enough that most schedules fit into one timeline. */
    private static final Duration STEP = Duration.ofDays(28);
    /** A schedule that changes every minute is computed as far as this goes and no further. */
    private static final int MOST_STEPS = 200;
    /** What one forecast takes in memory at most, in spans of lanes: a year of 50 walls by clocks and rules of their own, 24 windows a day. */
    public static final long MOST_SPANS = 500_000;

    private Forecast() {}

    /** A part of a range that is stored, or computed, as a whole. */
    public record Part(Instant from, Instant until, boolean computed) {}

    /**
     * @param programme the stored one with the computed timelines behind it; what begins at {@code seamNanos} or later is computed
     * @param untilNanos how far it was computed: at most as far as was asked
     */
    public record Computed(Programme programme, long seamNanos, long untilNanos) {
        /** The same for a screen that has heard this of releases, as if each of which nothing is decided yet went. */
        public Computed expecting(Tokens heard, long nowNanos) {
            return new Computed(Preview.expecting(programme, heard, nowNanos), seamNanos, untilNanos);
        }

        public boolean computed(long atNanos) {
            return atNanos >= seamNanos;
        }

        /** Where what is known of a range ends. */
        public Instant until(Instant asked) {
            return untilNanos < Instants.nanos(asked) ? Instants.instant(untilNanos) : asked;
        }

        /** A range as far as it is known, cut at the seam: stored and computed are told apart also where the same window goes on. */
        public List<Part> parts(Instant from, Instant until) {
            long begin = Instants.nanos(from);
            long end = Math.min(Instants.nanos(until), untilNanos);
            if (begin >= end) {
                return List.of();
            }
            Instant last = Instants.instant(end);
            if (seamNanos <= begin || seamNanos >= end) {
                return List.of(new Part(from, last, computed(begin)));
            }
            Instant seam = Instants.instant(seamNanos);
            return List.of(new Part(from, seam, false), new Part(seam, last, true));
        }
    }

    /**
     * Whence on a stored timeline may lack what later compilations add: windows that begin after its horizon, and all that no longer fitted into it.
     *
     * @param horizon how far ahead timelines are compiled at least, at least once a day
     */
    public static long seam(Programme stored, long nowNanos, Duration horizon) {
        long day = Duration.ofDays(1).toNanos();
        long seam = Math.ceilDiv(nowNanos + horizon.toNanos(), day) * day - day;
        if (!stored.entries().isEmpty()) {
            List<Block> blocks = stored.entries().getLast().timeline().blocks();
            if (blocks.size() >= Timeline.MAX_BLOCKS - 1) {
                return Math.min(seam, blocks.getLast().fromNanos());
            }
        }
        return seam;
    }

    /**
     * What a whole group will be told, as far as it was computed. Immutable.
     *
     * @param steps the compilations to come, in order
     * @param ended whether nothing can be computed beyond them
     */
    public record Ahead(Compiler.Input input, List<Step> steps, boolean ended) {
        public Ahead {
            steps = List.copyOf(steps);
        }

        /** Whether more cannot be known of an instant than is known. */
        public boolean reaches(long untilNanos) {
            return ended || (!steps.isEmpty() && steps.getLast().untilNanos() >= untilNanos);
        }

        /** How much memory it takes, in spans of lanes. */
        public long spans() {
            return steps.stream().mapToLong(Step::spans).sum();
        }

        /** The same, computed on. */
        public Ahead to(long untilNanos) {
            return reaches(untilNanos) ? this : Forecast.further(this, untilNanos);
        }

        /**
         * @param stored the screen's stored programme
         * @param untilNanos how far it is wanted
         */
        public Computed of(Programme stored, ScreenId screen, long seamNanos, long untilNanos) {
            var entries = new ArrayList<>(stored.entries());
            entries.removeIf(entry -> entry.change().atNanos() >= seamNanos);
            long at = seamNanos;
            for (Step step : steps) {
                var wall = step.resolved().plan().wall(screen);
                if (at >= untilNanos || wall.isEmpty()) {
                    break;
                }
                if (step.untilNanos() > at) {
                    entries.add(new Programme.Entry(step.timeline(wall.get()), new Switch(at, 0)));
                    at = step.untilNanos();
                }
            }
            return new Computed(new Programme(entries), seamNanos, Math.min(at, untilNanos));
        }
    }

    /**
     * One compilation to come, and to where it is to be believed.
     *
     * @param spans how much memory it takes, with lanes that are equal counted once
     */
    public record Step(GroupPlan.Resolved resolved, long untilNanos, long spans) {
        /** With every start said, so that the instant from which on it is told is not taken for a switch. Files are nothing that a forecast knows: masters stand in. */
        private Timeline timeline(GroupPlan.Wall wall) {
            var lists = new IdentityHashMap<List<GroupPlan.Turn>, List<Cue>>();
            var blocks = new ArrayList<Block>();
            for (GroupPlan.Span span : wall.lane()) {
                var cues = lists.computeIfAbsent(span.turns(), Step::cues);
                var rule = span.rule();
                blocks.add(new Block(span.fromNanos(), span.untilNanos(), rule == null ? null : rule.value(), cues, span.startUnder(resolved.change())));
            }
            var releases = wall.releases().stream().map(each -> each.block(lists.computeIfAbsent(each.span().turns(), Step::cues))).toList();
            return new Timeline(wall.screen(), resolved.plan().version(), wall.width(), wall.height(), resolved.plan().frameRate(),
                    new MediaRef(wall.slate().master(), 1, 1), blocks, wall.quiet(), releases);
        }

        private static List<Cue> cues(List<GroupPlan.Turn> turns) {
            return turns.stream().map(turn -> new Cue(turn.item(), turn.name(), new MediaRef(turn.master(), 1, turn.frames()), turn.frames())).toList();
        }
    }

    /**
     * A group's, of which nothing is computed yet.
     *
     * @param input as if the schedule was to be compiled now, upon the newest decided revision
     */
    public static Ahead of(Compiler.Input input) {
        // Fifty walls show the same few items in each step: each rendition is looked up once.
        var found = new HashMap<RenditionKey, Optional<Rendition>>();
        var asked = input.again(input.editNanos(), input.horizon(), input.resolved(), key -> found.computeIfAbsent(key, any -> rendition(input, any)));
        // A group whose schedule no timeline holds goes on with what it has, and nobody knows until when.
        return new Ahead(asked, List.of(), !(Compiler.compile(asked) instanceof Compilation.Compiled));
    }

    private static Ahead further(Ahead known, long untilNanos) {
        var input = known.input();
        var steps = new ArrayList<>(known.steps());
        long spans = known.spans();
        while (steps.isEmpty() || steps.getLast().untilNanos() < untilNanos) {
            long edit = steps.isEmpty() ? input.editNanos() : steps.getLast().untilNanos();
            var before = steps.isEmpty() ? input.resolved() : steps.getLast().resolved();
            var step = step(input, edit, before, STEP).or(() -> step(input, edit, before, input.horizon()));
            if (steps.size() == MOST_STEPS || step.isEmpty() || step.get().untilNanos() <= edit || spans + step.get().spans() > MOST_SPANS) {
                return new Ahead(input, steps, true);
            }
            spans += step.get().spans();
            steps.add(step.get());
        }
        return new Ahead(input, steps, false);
    }

    /** Empty where so much fits into no timeline. */
    private static Optional<Step> step(Compiler.Input input, long edit, GroupPlan.@Nullable Resolved before, Duration ahead) {
        if (!(Compiler.plan(input.again(edit, ahead, before, input.renditions())) instanceof Compilation.Compiled compiled)) {
            return Optional.empty();
        }
        long latest = edit;
        for (var screen : input.screens()) {
            latest = before == null ? latest : Math.max(latest, before.of(screen.id()).atNanos());
        }
        var plan = compiled.plan().shared();
        long spans = plan.lanes().stream().mapToLong(List::size).sum();
        return Optional.of(new Step(new GroupPlan.Resolved(plan, new Switch(latest, 0)), Math.min(edit + ahead.toNanos(), trusted(compiled, edit)), spans));
    }

    /** To where a plan that could not hold all is to be believed, of every wall. */
    private static long trusted(Compilation.Compiled compiled, long edit) {
        if (compiled.omissions().stream().noneMatch(omission -> omission.code().equals("scheduleCut"))) {
            return Block.FOREVER;
        }
        long end = compiled.plan().walls().stream().filter(wall -> !wall.lane().isEmpty()).mapToLong(wall -> wall.lane().getLast().fromNanos()).min().orElse(edit);
        return edit + (end - edit) / 2;
    }

    /** The rendition, or one that stands in for what is still to be made of its medium. */
    private static Optional<Rendition> rendition(Compiler.Input input, RenditionKey key) {
        return input.renditions().apply(key).or(() -> {
            Media medium = input.media().values().stream().filter(each -> each.hash().equals(key.master())).findFirst().orElse(null);
            @Nullable Duration length = medium == null ? null : medium.length();
            long frames = Frames.covering(Objects.requireNonNullElse(length, Duration.ofSeconds(1)).toNanos(), key.frameRate());
            return Optional.of(new Rendition(key, key.master(), 1, Math.toIntExact(Math.max(1, frames))));
        });
    }
}
