package ledwall.controller.rollout;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import ledwall.controller.health.Board;
import ledwall.controller.schedule.Lack;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;

/**
 * Names on the board what screens are going to lack within the next days. Each compilation tells it what it found, a day further than anybody is told of; as
 * time passes each problem comes and goes at its instant, and nothing is judged for anybody's question. On the control loop.
 */
final class Watch {
    /** How far a compilation looks: the next one comes within a day, and may fail for an hour. */
    static final Duration LOOK_AHEAD = Lack.AHEAD.plus(Duration.ofHours(25));
    /** What is just being rendered is no problem yet: an edit of a running window waits that long for slow screens too. */
    static final long PATIENCE_NANOS = 30_000_000_000L;
    /** A screen that came to the board after what was found of it is told of it all the same. */
    private static final long AGAIN_NANOS = 10_000_000_000L;
    private static final int MAX_CAUSES = 20;

    private final Board board;
    private final TreeMap<ScreenId, Watched> screens = new TreeMap<>();

    /** One screen: what it is going to lack, and what of it is on the board. */
    private static final class Watched {
        GroupId group;
        List<Lack> lacks = List.of();
        /** Since when a medium is known not to be rendered, by the lack's subject. */
        Map<String, Long> waiting = Map.of();
        final Set<Lack.Kind> raised = EnumSet.noneOf(Lack.Kind.class);
        long dueNanos = Block.FOREVER;

        Watched(GroupId group) {
            this.group = group;
        }
    }

    Watch(Board board) {
        this.board = board;
    }

    /** What a compilation found of all screens of a group. */
    void told(GroupId group, Map<ScreenId, List<Lack>> found, long now) {
        List.copyOf(screens.entrySet()).stream().filter(entry -> entry.getValue().group.equals(group) && !found.containsKey(entry.getKey()))
                .forEach(entry -> forget(entry.getKey(), entry.getValue()));
        found.forEach((screen, lacks) -> {
            var watched = screens.computeIfAbsent(screen, any -> new Watched(group));
            watched.group = group;
            watched.lacks = lacks;
            var before = watched.waiting;
            watched.waiting = lacks.stream().filter(lack -> lack.kind() == Lack.Kind.NOT_RENDERED)
                    .collect(Collectors.toMap(Lack::subject, lack -> before.getOrDefault(lack.subject(), now), Math::min, TreeMap::new));
            judge(screen, watched, now);
        });
    }

    void forget(GroupId group) {
        told(group, Map.of(), 0);
    }

    private void forget(ScreenId screen, Watched watched) {
        watched.raised.forEach(kind -> board.clear(screen, code(kind)));
        screens.remove(screen);
    }

    /** Names what has come near and clears what is over. Call it a few times a second. */
    void step(long now) {
        screens.forEach((screen, watched) -> {
            if (now >= watched.dueNanos) {
                judge(screen, watched, now);
            }
        });
    }

    private void judge(ScreenId screen, Watched watched, long now) {
        long next = watched.lacks.isEmpty() ? Block.FOREVER : now + AGAIN_NANOS;
        for (Lack.Kind kind : Lack.Kind.values()) {
            List<Lack> near = watched.lacks.stream().filter(lack -> lack.kind() == kind && notice(watched, lack) <= now && now < lack.untilNanos()).toList();
            if (!near.isEmpty()) {
                String more = near.size() > MAX_CAUSES ? " And " + (near.size() - MAX_CAUSES) + " more." : "";
                board.raise(screen, code(kind), near.stream().limit(MAX_CAUSES).map(Lack::cause).collect(Collectors.joining(" ")) + more);
                watched.raised.add(kind);
            } else if (watched.raised.remove(kind)) {
                board.clear(screen, code(kind));
            }
        }
        for (Lack lack : watched.lacks) {
            long notice = notice(watched, lack);
            next = notice > now ? Math.min(next, notice) : lack.untilNanos() > now ? Math.min(next, lack.untilNanos()) : next;
        }
        watched.dueNanos = next;
    }

    private static long notice(Watched watched, Lack lack) {
        Long since = watched.waiting.get(lack.subject());
        return lack.kind() == Lack.Kind.NOT_RENDERED && since != null ? Math.max(lack.noticeNanos(), since + PATIENCE_NANOS) : lack.noticeNanos();
    }

    private static String code(Lack.Kind kind) {
        return switch (kind) {
            case HOLE -> Board.HOLE_AHEAD;
            case NOTHING_TO_SHOW -> Board.NOTHING_TO_SHOW_AHEAD;
            case NOT_RENDERABLE -> Board.NOT_RENDERABLE_AHEAD;
            case NOT_RENDERED -> Board.NOT_RENDERED_IN_TIME;
            case RULE_UNREADABLE -> Board.RULE_UNREADABLE;
            case QUIET_UNREADABLE -> Board.QUIET_UNREADABLE;
        };
    }
}
