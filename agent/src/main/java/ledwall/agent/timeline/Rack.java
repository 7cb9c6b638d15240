package ledwall.agent.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import ledwall.agent.cache.MediaWant;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;

/**
 * The timelines on the shelf, oldest version first, and the rules by which they come, take over and go. Knows no disk, no clock and no controller; on its
 * owner's thread.
 */
final class Rack {
    /** The older timeline stays this long after a switch, so that what it showed last can still be looked up. */
    private static final long GRACE_NANOS = 10_000_000_000L;

    /**
     * When a timeline takes over whose switch is not known: the controller waits this long for all screens to be ready. What the one on air needs before that
     * is fetched first, what it needs later afterwards.
     */
    private static final long UNDECIDED_NANOS = 30_000_000_000L;

    /** What is wanted first hardly changes with time alone: it is asked for many times a second, and weeks of blocks are gone through for it. */
    private static final long WANTS_HOLD_NANOS = 1_000_000_000L;

    private final List<Kept> kept = new ArrayList<>();
    /** The answer of {@link #wants} of late, for which timelines, and when. */
    private List<MediaWant> wanted = List.of();
    private List<Kept> wantedOf = List.of();
    private long wantedAtNanos;

    List<Kept> all() {
        return List.copyOf(kept);
    }

    void restore(List<Kept> earlier) {
        kept.addAll(earlier);
        kept.sort(Comparator.comparingLong(Kept::version));
    }

    /** The highest version; 0 with none. */
    long newest() {
        return kept.isEmpty() ? 0 : kept.getLast().version();
    }

    boolean holds(long version, TimelineHash hash) {
        return find(version, hash) >= 0;
    }

    /** Adds a version above all others. An undecided timeline is superseded by it; a decided one takes over as decided. */
    void add(TimelineHash hash, Timeline timeline) {
        kept.removeIf(older -> older.change() == null);
        kept.add(Kept.of(hash, timeline));
    }

    /** Notes when a timeline takes over; whether that was news. Whatever older one would take over later than it never will. */
    boolean decide(long version, TimelineHash hash, Switch change) {
        int index = find(version, hash);
        if (index < 0 || change.equals(kept.get(index).change())) {
            return false;
        }
        kept.set(index, kept.get(index).withChange(change));
        kept.removeIf(older -> {
            Switch other = older.change();
            return older.version() < version && (other == null || other.atNanos() >= change.atNanos());
        });
        return true;
    }

    /**
     * Lets onto the glass what is decided and ready; whether anything was. With nothing older to show, part of a timeline is better than none of it; and one file
     * that cannot be had does not keep on the glass for ever what an edit took away.
     */
    boolean admit(Shelf.Files files, long nowNanos) {
        boolean any = false;
        boolean onAir = kept.stream().anyMatch(Kept::admitted);
        for (int i = 0; i < kept.size(); i++) {
            Kept one = kept.get(i);
            Switch change = one.change();
            if (change != null && !one.admitted() && (!onAir
                    || Readiness.of(one, files.verified(), nowNanos).reaches(change.atNanos(), nowNanos) || Readiness.inPart(one, change, files, nowNanos))) {
                kept.set(i, one.withAdmission());
                onAir = true;
                any = true;
            }
        }
        return any;
    }

    /** Whether a timeline has its switch and is not let onto the glass yet: time alone, or a file that is given up, may do that. */
    boolean waits() {
        return kept.stream().anyMatch(one -> one.change() != null && !one.admitted());
    }

    /** Lets go of timelines that a newer one has replaced on the glass; whether there were any. */
    boolean retire(long nowNanos) {
        int current = -1;
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).inForce(nowNanos - GRACE_NANOS)) {
                current = i;
            }
        }
        if (current <= 0) {
            return false;
        }
        kept.subList(0, current).clear();
        return true;
    }

    /** What may go on the glass. */
    Programme programme() {
        var entries = new ArrayList<Programme.Entry>();
        for (Kept one : kept) {
            if (one.admitted() && one.change() != null) {
                entries.add(new Programme.Entry(one.timeline(), one.change()));
            }
        }
        return new Programme(entries);
    }

    /** Every file that may still be needed, first the one due first. */
    List<MediaWant> wants(long nowNanos) {
        boolean fresh = nowNanos >= wantedAtNanos && nowNanos - wantedAtNanos < WANTS_HOLD_NANOS && wantedOf.size() == kept.size();
        for (int i = 0; fresh && i < kept.size(); i++) {
            fresh = kept.get(i).hash().equals(wantedOf.get(i).hash()) && Objects.equals(kept.get(i).change(), wantedOf.get(i).change());
        }
        if (!fresh) {
            wanted = wantsAt(nowNanos);
            wantedOf = List.copyOf(kept);
            wantedAtNanos = nowNanos;
        }
        return wanted;
    }

    private List<MediaWant> wantsAt(long nowNanos) {
        Map<MediaHash, MediaWant> earliest = new HashMap<>();
        var order = new ArrayList<MediaHash>();
        for (Kept one : kept) {
            Upcoming.firstUses(one.timeline(), one.change(), nowNanos).forEach((ref, use) -> {
                boolean waits = one.change() == null && !ref.equals(one.timeline().slate());
                long due = waits ? Math.max(use, nowNanos + UNDECIDED_NANOS) : use;
                @Nullable MediaWant known = earliest.get(ref.hash());
                if (known == null) {
                    order.add(ref.hash());
                }
                if (known == null || due < known.dueNanos()) {
                    earliest.put(ref.hash(), new MediaWant(ref.hash(), ref.bytes(), due));
                }
            });
        }
        // Sorting is stable: what is due at the same time stays in the order in which it is shown.
        return order.stream().map(hash -> Optional.ofNullable(earliest.get(hash)).orElseThrow()).sorted(Comparator.comparingLong(MediaWant::dueNanos)).toList();
    }

    Set<MediaHash> slates() {
        return kept.stream().map(one -> one.timeline().slate().hash()).collect(Collectors.toSet());
    }

    /** The releases that any of them names. */
    Set<ReleaseId> releases() {
        return kept.stream().flatMap(one -> one.timeline().releases().stream()).map(each -> each.release().release())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a release shows by any of them. */
    Set<ItemId> itemsOf(ReleaseId release) {
        return kept.stream().flatMap(one -> one.timeline().releases().stream()).filter(each -> each.release().release().equals(release))
                .flatMap(each -> each.block().cues().stream()).map(Cue::item).collect(Collectors.toSet());
    }

    /** Every file that any of them names. */
    Set<MediaHash> pinned() {
        var pinned = new HashSet<MediaHash>();
        for (Kept one : kept) {
            for (MediaRef ref : one.media()) {
                pinned.add(ref.hash());
            }
        }
        return pinned;
    }

    private int find(long version, TimelineHash hash) {
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).version() == version && kept.get(i).hash().equals(hash)) {
                return i;
            }
        }
        return -1;
    }
}
