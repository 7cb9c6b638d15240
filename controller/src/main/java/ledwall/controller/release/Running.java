package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import ledwall.controller.release.channel.Health;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.timeline.Verdict;
import org.jspecify.annotations.Nullable;

/** One release that something is still to be done about, and what of it lives in memory only. On the control loop. */
final class Running {
    /** As it is stored. */
    Release release;
    /** Changes that are not stored yet, in order. */
    final List<News> news = new ArrayList<>();
    boolean writing;
    /** Whether the last write failed. */
    boolean unwritten;
    /** Channels of which a call is out, or its answer is not stored yet. */
    final TreeSet<OutletId> calling = new TreeSet<>();
    /** Channels of which this process stored that it calls them, and has not called yet. */
    final TreeSet<OutletId> ours = new TreeSet<>();
    /** Channels of which something was heard since they were asked last. */
    final TreeSet<OutletId> heardOf = new TreeSet<>();
    /** What channels answered when they were asked for their health; asked for with a null answer. */
    final TreeMap<OutletId, Heard> health = new TreeMap<>();
    final TreeMap<OutletId, Progress> progress = new TreeMap<>();
    /** Who was told what by this process. */
    final TreeMap<ScreenId, Told> told = new TreeMap<>();
    /** Walls of which there may be records of showings that were not looked at. */
    final TreeSet<ScreenId> unread = new TreeSet<>();
    boolean reading;
    /** What was last seen of each outlet while nothing was decided. */
    List<Standing> standings = List.of();
    /** The point of no return and what follows from it, once it is so near that it is not moved any more; null before. */
    @Nullable TreeMap<ChannelId, Duration> fixedLeads;
    /** Not looked at before, unless something is heard of it. */
    Instant lookAt = Instant.MIN;
    /** Since when it should have been decided and was not; null while that is ahead. */
    @Nullable Instant lateSince;
    Loop.@Nullable Timer timer;
    @Nullable Instant timerAt;

    Running(Release release) {
        this.release = release;
        // Records may have come in while nobody looked.
        unread.addAll(release.screens());
    }

    /** @param then on the loop, once it is stored */
    record News(UnaryOperator<Release> change, Runnable then) {}

    /** @param at when the answer came; null while it is awaited */
    record Heard(@Nullable Instant at, Health health) {}

    record Told(ReleaseRef release, Verdict verdict) {}

    /** Since when a wall fetches, and how much it had then. */
    record Progress(Instant since, long haveBytes) {}

    /** To be stored with the next write. */
    void change(UnaryOperator<Release> change) {
        change(change, () -> { });
    }

    /** The same unless it changes nothing of what is known. */
    void changeIf(UnaryOperator<Release> change) {
        if (!change.apply(release).equals(release)) {
            change(change);
        }
    }

    void change(UnaryOperator<Release> change, Runnable then) {
        news.add(new News(change, then));
    }

    /** It was scheduled anew, or brought back to draft: what was heard was of another revision. */
    void afresh() {
        ours.clear();
        heardOf.clear();
        health.clear();
        progress.clear();
        told.clear();
        unread.clear();
        standings = List.of();
        fixedLeads = null;
        lateSince = null;
    }

    /** Whether what is stored is all that is known. */
    boolean settled() {
        return !writing && news.isEmpty();
    }
}
