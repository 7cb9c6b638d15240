package ledwall.controller.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import ledwall.controller.health.Plan;
import ledwall.controller.health.ScreenStatus.TimelineName;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Programme;
import org.jspecify.annotations.Nullable;

/**
 * What screens may still have on their glass although their group's rollout knows nothing of it any more: the timelines of a group they have left or of a size
 * they had, and those that a late screen has not come past. Their files are served, and they are what is due, until the screen says that it is past them. On
 * the control loop.
 */
final class Belongings {
    /** Of one screen; a screen so late that it has more of them is past the ones in the middle before it ever gets to them. */
    private static final int MOST = 8;

    private final RolloutStore store;
    private final Work work;
    private final Loop loop;
    private final Consumer<ScreenId> changed;
    private final TreeMap<ScreenId, List<Held>> held = new TreeMap<>();
    /** The version that each screen said it plays. */
    private final TreeMap<ScreenId, Long> playing = new TreeMap<>();

    /** @param changed told of a screen for which something was found in the store */
    Belongings(RolloutStore store, Work work, Loop loop, Consumer<ScreenId> changed) {
        this.store = store;
        this.work = work;
        this.loop = loop;
        this.changed = changed;
    }

    /** Notes what a screen was told, in the order of versions, each once; what it says it is past is not kept. */
    void keep(ScreenId screen, Held more) {
        if (more.version() < playing.getOrDefault(screen, 0L) || holds(screen, more.version())) {
            return;
        }
        List<Held> its = held.computeIfAbsent(screen, id -> new ArrayList<>());
        its.add(more);
        its.sort(Comparator.comparingLong(Held::version));
        if (its.size() > MOST) {
            its.remove(1);
        }
    }

    /**
     * The screen says what it plays: what is older is past.
     *
     * @param known whether its group's rollout knows this version for it; otherwise the store is asked
     */
    void plays(ScreenId screen, long version, @Nullable TimelineHash hash, boolean known) {
        Long before = playing.put(screen, version);
        List<Held> its = held.get(screen);
        if (its != null) {
            its.removeIf(older -> older.version() < version);
            if (its.isEmpty()) {
                held.remove(screen);
            }
        }
        if (hash == null || known || holds(screen, version) || (before != null && before == version)) {
            return;
        }
        work.submit("belongings", "load timeline " + version + " of " + screen, () -> store.held(screen, version), loop, found -> found
                .filter(each -> each.stored().hash().equals(hash)).ifPresent(each -> {
                    keep(screen, each);
                    changed.accept(screen);
                }));
    }

    /** The screen has no session any more: it may come back with anything. */
    void gone(ScreenId screen) {
        playing.remove(screen);
    }

    /** Only these screens are in service. */
    void retain(Set<ScreenId> screens) {
        held.keySet().retainAll(screens);
        playing.keySet().retainAll(screens);
    }

    private boolean holds(ScreenId screen, long version) {
        return of(screen).stream().anyMatch(each -> each.version() == version);
    }

    List<Held> of(ScreenId screen) {
        return held.getOrDefault(screen, List.of());
    }

    boolean names(ScreenId screen, MediaHash hash) {
        return of(screen).stream().anyMatch(each -> Round.mediaOf(each.stored().timeline()).contains(hash));
    }

    /** What the screen was told before, and what its group says now, as one. A newer switch that comes first makes an older one void, as on the agent. */
    Plan before(ScreenId screen, Plan plan) {
        List<Held> its = of(screen);
        if (its.isEmpty()) {
            return plan;
        }
        var entries = new ArrayList<Programme.Entry>();
        Map<Long, TimelineHash> hashes = new TreeMap<>(plan.hashes());
        for (Held each : its) {
            if (!hashes.containsKey(each.version())) {
                entries.add(each.entry());
                hashes.put(each.version(), each.stored().hash());
            }
        }
        entries.addAll(plan.programme().entries());
        entries.sort(Comparator.comparingLong(entry -> entry.timeline().version()));
        for (int i = entries.size() - 2; i >= 0; i--) {
            if (entries.get(i).change().atNanos() >= entries.get(i + 1).change().atNanos()) {
                entries.remove(i);
            }
        }
        Held last = its.getLast();
        @Nullable TimelineName newest = plan.newest() == null ? new TimelineName(last.version(), last.stored().hash()) : plan.newest();
        return new Plan(new Programme(entries), hashes, newest);
    }
}
