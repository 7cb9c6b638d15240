package ledwall.controller.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import ledwall.controller.media.Media;
import ledwall.controller.media.Rendition;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
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

    private Forecast() {}

    /** A part of a range that is stored, or computed, as a whole. */
    public record Part(Instant from, Instant until, boolean computed) {}

    /**
     * @param programme the stored one with the computed timelines behind it; what begins at {@code seamNanos} or later is computed
     * @param untilNanos how far it was computed: at most as far as was asked
     */
    public record Computed(Programme programme, long seamNanos, long untilNanos) {
        public boolean computed(long atNanos) {
            return atNanos >= seamNanos;
        }

        /** A range, cut at the seam: stored and computed are told apart also where the same window goes on. */
        public List<Part> parts(Instant from, Instant until) {
            if (seamNanos <= Instants.nanos(from) || seamNanos >= Instants.nanos(until)) {
                return List.of(new Part(from, until, computed(Instants.nanos(from))));
            }
            Instant seam = Instants.instant(seamNanos);
            return List.of(new Part(from, seam, false), new Part(seam, until, true));
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
     * @param input as if the schedule was to be compiled now, upon the newest decided revision
     * @param stored the screen's stored programme
     * @param untilNanos how far it is wanted
     */
    public static Computed of(Compiler.Input input, Programme stored, ScreenId screen, long seamNanos, long untilNanos) {
        var entries = new ArrayList<>(stored.entries());
        entries.removeIf(entry -> entry.change().atNanos() >= seamNanos);
        var known = input.resolved();
        long edit = input.editNanos();
        long at = seamNanos;
        for (int i = 0; i < MOST_STEPS && at < untilNanos; i++) {
            var next = input.again(edit, STEP, known, key -> rendition(input, key));
            if (!(Compiler.compile(next) instanceof Compilation.Compiled compiled)) {
                break;
            }
            var change = new Switch(Math.max(edit, known == null ? edit : known.of(screen).atNanos()), 0);
            long end = Math.min(edit + STEP.toNanos(), trusted(compiled, edit));
            if (end > at) {
                int place = input.screens().stream().map(each -> each.id()).toList().indexOf(screen);
                if (place < 0) {
                    break;
                }
                entries.add(new Programme.Entry(begun(compiled.timelines().get(place), change), new Switch(at, 0)));
                at = end;
            }
            if (end <= edit) {
                break;
            }
            known = new GroupPlan.Resolved(compiled.plan(), change, Map.of());
            edit = end;
        }
        return new Computed(new Programme(entries), seamNanos, Math.min(at, untilNanos));
    }

    /** To where a plan that could not hold all is to be believed, of every wall. */
    private static long trusted(Compilation.Compiled compiled, long edit) {
        if (compiled.omissions().stream().noneMatch(omission -> omission.code().equals("scheduleCut"))) {
            return Block.FOREVER;
        }
        long end = compiled.plan().walls().stream().filter(wall -> !wall.lane().isEmpty()).mapToLong(wall -> wall.lane().getLast().fromNanos()).min().orElse(edit);
        return edit + (end - edit) / 2;
    }

    /** With every start said, so that the instant from which on it is told is not taken for a switch. */
    private static Timeline begun(Timeline timeline, Switch change) {
        List<Block> blocks = timeline.blocks().stream()
                .map(block -> new Block(block.fromNanos(), block.untilNanos(), block.rule(), block.cues(), Programme.start(block, change))).toList();
        return new Timeline(timeline.screen(), timeline.version(), timeline.width(), timeline.height(), timeline.frameRate(), timeline.slate(), blocks, timeline.quiet());
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
