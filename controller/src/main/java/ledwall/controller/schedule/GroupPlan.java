package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import ledwall.controller.media.Fit;
import ledwall.controller.media.RenditionKey;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Switch;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a group's schedule before it is cut into timelines.
 *
 * @param recipe the way of rendering that its renditions were made with
 * @param walls the screens it was compiled for, by id
 */
public record GroupPlan(GroupId group, long version, int frameRate, int recipe, List<Wall> walls) {
    public GroupPlan {
        walls = List.copyOf(walls);
    }

    /**
     * A screen as it was when compiled.
     *
     * @param lane what it plays: in order, without overlaps; where no block is, the slate is due. Walls that play the same have equal lanes
     * @param quiet when it is black on purpose, above all that the lane says
     * @param releases in order, without overlaps: what lies above the lane as far as a release may be shown
     */
    public record Wall(ScreenId screen, int width, int height, RenditionKey slate, List<Span> lane, List<QuietWindow> quiet, List<Released> releases) {
        public Wall {
            lane = List.copyOf(lane);
            quiet = List.copyOf(quiet);
            releases = List.copyOf(releases);
        }

        /** One without a release. */
        public Wall(ScreenId screen, int width, int height, RenditionKey slate, List<Span> lane, List<QuietWindow> quiet) {
            this(screen, width, height, slate, lane, quiet, List.of());
        }

        /** The same with another lane. */
        Wall playing(List<Span> other) {
            return new Wall(screen, width, height, slate, other, quiet, releases);
        }

        /** What turns at an instant, without its window: the same of two walls are in step. */
        public Optional<Span> at(long nanos) {
            return lane.stream().filter(span -> span.covers(nanos)).findFirst().map(span -> new Span(0, Block.FOREVER, span.rule(), span.turns(), null));
        }

        boolean paintsAs(Wall other) {
            return screen.equals(other.screen) && width == other.width && height == other.height && slate.equals(other.slate);
        }

        /** Whether both show the same from an instant on. Start facts are not compared. */
        private boolean showsAs(Wall other, long sinceNanos) {
            return paintsAs(other) && liesAbove(other, sinceNanos) && sameSpans(since(sinceNanos), other.since(sinceNanos), sinceNanos);
        }

        /** Whether the same lies above the lanes from an instant on. */
        private boolean liesAbove(Wall other, long sinceNanos) {
            return quietSince(sinceNanos).equals(other.quietSince(sinceNanos)) && releasesSince(sinceNanos).equals(other.releasesSince(sinceNanos));
        }

        private List<Released> releasesSince(long nanos) {
            return releases.stream().filter(each -> each.span().untilNanos() > nanos).map(each -> each.from(Math.max(nanos, each.span().fromNanos()))).toList();
        }

        private List<QuietWindow> quietSince(long nanos) {
            return quiet.stream().filter(window -> window.untilNanos() > nanos)
                    .map(window -> new QuietWindow(Math.max(nanos, window.fromNanos()), window.untilNanos())).toList();
        }

        /** Without starts, as they are before anybody looked where they begin. */
        List<Span> since(long nanos) {
            var out = new ArrayList<Span>();
            for (Span span : lane) {
                if (span.untilNanos() > nanos) {
                    out.add(new Span(Math.max(nanos, span.fromNanos()), span.untilNanos(), span.rule(), span.turns(), null));
                }
            }
            return out;
        }

        /** Whether this plan, with its starts, is what the other shows from an instant on under its switch: then its timeline need not be sent again. */
        boolean repeats(Wall other, Switch change, long sinceNanos) {
            if (!paintsAs(other) || !liesAbove(other, sinceNanos) || !since(sinceNanos).equals(other.since(sinceNanos))) {
                return false;
            }
            List<Span> mine = lane.stream().filter(span -> span.untilNanos() > sinceNanos).toList();
            List<Span> its = other.lane.stream().filter(span -> span.untilNanos() > sinceNanos).toList();
            for (int i = 0; i < mine.size(); i++) {
                if (!its.get(i).startUnder(change).equals(mine.get(i).start())) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What walls play, each lane once, by the first wall that plays it. */
    public List<List<Span>> lanes() {
        return List.copyOf(new LinkedHashSet<>(walls.stream().map(Wall::lane).toList()));
    }

    /** The same with lanes that are equal told by one list, so that it takes little memory and is soon compared. */
    GroupPlan shared() {
        var known = new ArrayList<List<Span>>();
        return new GroupPlan(group, version, frameRate, recipe, walls.stream().map(wall -> {
            var same = known.stream().filter(wall.lane()::equals).findFirst();
            if (same.isEmpty()) {
                known.add(wall.lane());
            }
            return wall.playing(same.orElse(wall.lane()));
        }).toList());
    }

    /** All that any wall plays, or may play for a release. */
    public List<Span> blocks() {
        return Stream.concat(lanes().stream().flatMap(List::stream), walls.stream().flatMap(wall -> wall.releases().stream()).map(Released::span).distinct())
                .toList();
    }

    public Optional<Wall> wall(ScreenId screen) {
        return walls.stream().filter(wall -> wall.screen().equals(screen)).findFirst();
    }

    /** One item's turn, on every screen of the group: {@code frames} frames at the group's rate. */
    public record Turn(ItemId item, MediaId media, MediaHash master, String name, Fit fit, int frames) {
        /** Whether it shows the same for as long; a new name alone is no reason to begin again. */
        boolean showsAs(Turn other) {
            return item.equals(other.item) && master.equals(other.master) && fit == other.fit && frames == other.frames;
        }
    }

    /** A window and the items that turn in it; see {@link Block}, which it becomes on each screen. */
    public record Span(long fromNanos, long untilNanos, @Nullable RuleId rule, List<Turn> turns, Block.@Nullable Start start) {
        public Span {
            turns = List.copyOf(turns);
        }

        boolean covers(long atNanos) {
            return fromNanos <= atNanos && atNanos < untilNanos;
        }

        /** Whether the same rule (or the default loop) turns the same items, and begins with the same one. */
        boolean playsAs(Span other) {
            return Objects.equals(rule, other.rule) && turns.size() == other.turns.size() && showAs(turns, other.turns, 0, Turn::showsAs);
        }

        /** The other span with its turns in this one's order, if it is the same circle of the same items; it may begin elsewhere, after a cut. */
        Optional<Span> circle(Span other) {
            if (!Objects.equals(rule, other.rule)) {
                return Optional.empty();
            }
            int by = turn(turns, other.turns, Turn::showsAs);
            return by < 0 ? Optional.empty() : Optional.of(new Span(other.fromNanos, other.untilNanos, other.rule, rotated(other.turns, by), other.start));
        }

        /** Where its turns begin under a switch: the same rule as {@link ledwall.protocol.timeline.Programme#start}. */
        Block.Start startUnder(Switch change) {
            if (start != null) {
                return start;
            }
            return covers(change.atNanos())
                    ? new Block.Start(change.atNanos(), Math.min(change.firstCue(), turns.size() - 1))
                    : new Block.Start(fromNanos, 0);
        }

        Span withStart(Block.@Nullable Start other) {
            return new Span(fromNanos, untilNanos, rule, turns, other);
        }
    }

    /** A stretch that a release has; its span has a start of its own. */
    public record Released(ReleaseMark mark, Span span) {
        /** What it is on one screen, where {@code cues} are its turns. */
        ReleaseBlock block(List<Cue> cues) {
            var rule = span.rule();
            return new ReleaseBlock(mark.release(), mark.needsToken(),
                    new Block(span.fromNanos(), span.untilNanos(), rule == null ? null : rule.value(), cues, span.start()));
        }

        Released from(long nanos) {
            return new Released(mark, new Span(nanos, span.untilNanos(), span.rule(), span.turns(), span.start()));
        }
    }

    /** Whether both plans show the same from an instant on, on the same screens. Start facts are not compared: they follow from what is equal. */
    boolean showsAs(GroupPlan other, long sinceNanos) {
        if (!group.equals(other.group) || frameRate != other.frameRate || recipe != other.recipe || walls.size() != other.walls.size()) {
            return false;
        }
        for (int i = 0; i < walls.size(); i++) {
            if (!walls.get(i).showsAs(other.walls.get(i), sinceNanos)) {
                return false;
            }
        }
        return true;
    }

    /** Of the block on air the first item is of no account: it has begun. */
    private static boolean sameSpans(List<Span> ones, List<Span> others, long sinceNanos) {
        if (ones.isEmpty() || others.isEmpty() || ones.getFirst().fromNanos() != sinceNanos || ones.size() != others.size()) {
            return ones.equals(others);
        }
        Span one = ones.getFirst();
        Span other = others.getFirst();
        return one.fromNanos() == other.fromNanos() && one.untilNanos() == other.untilNanos() && Objects.equals(one.rule(), other.rule())
                && turn(one.turns(), other.turns(), Turn::equals) >= 0 && ones.subList(1, ones.size()).equals(others.subList(1, others.size()));
    }

    /** By how much the others must be rotated to be in the order of the ones; -1 if they are not the same circle. */
    private static int turn(List<Turn> ones, List<Turn> others, BiPredicate<Turn, Turn> same) {
        if (ones.size() == others.size()) {
            for (int by = 0; by < ones.size(); by++) {
                if (showAs(ones, others, by, same)) {
                    return by;
                }
            }
        }
        return -1;
    }

    private static boolean showAs(List<Turn> ones, List<Turn> others, int by, BiPredicate<Turn, Turn> same) {
        for (int i = 0; i < ones.size(); i++) {
            if (!same.test(ones.get(i), others.get((i + by) % others.size()))) {
                return false;
            }
        }
        return true;
    }

    /** The same circle, begun {@code by} places later. */
    static List<Turn> rotated(List<Turn> turns, int by) {
        if (turns.isEmpty() || by % turns.size() == 0) {
            return turns;
        }
        var out = new ArrayList<Turn>(turns.subList(by % turns.size(), turns.size()));
        out.addAll(turns.subList(0, by % turns.size()));
        return List.copyOf(out);
    }

    /**
     * A plan with its stored switch: what its group has played, plays or will surely play.
     *
     * @param changes of screens that have another switch: theirs was decided earlier, or begins with another cue
     */
    public record Resolved(GroupPlan plan, Switch change, Map<ScreenId, Switch> changes) {
        public Resolved {
            changes = Map.copyOf(changes);
        }

        public Resolved(GroupPlan plan, Switch change) {
            this(plan, change, Map.of());
        }

        Switch of(ScreenId screen) {
            return changes.getOrDefault(screen, change);
        }

        /**
         * Whether a plan that shows the same also turns it from the same places on, in the blocks that begin after an instant: once the switch is stored, more
         * is known of where walls can join each other.
         */
        boolean beginsAs(GroupPlan other, long sinceNanos) {
            for (Wall wall : other.walls()) {
                Wall was = plan.wall(wall.screen()).orElseThrow();
                Map<Long, Span> begins = new HashMap<>();
                was.lane().forEach(span -> begins.put(span.fromNanos(), span));
                for (Span span : wall.lane()) {
                    Span old = begins.get(span.fromNanos());
                    if (old != null && span.start() != null && span.fromNanos() > sinceNanos && !old.startUnder(of(wall.screen())).equals(span.start())) {
                        return false;
                    }
                }
            }
            return true;
        }
    }
}
