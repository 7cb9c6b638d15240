package ledwall.agent.cache;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.agent.health.Problems;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Node;

/**
 * Has one file at a time fetched: chooses the next, has one give way to another that is due sooner, and knows what was tried in vain. On the agent's loop.
 */
final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final long RECONSIDER_EVERY_NANOS = 5_000_000_000L;
    /** A file that is due sooner takes the place of one that would keep the line for longer than this; a shorter rest is not worth the change. */
    private static final long WORTH_NANOS = 2_000_000_000L;

    private final Clock clock;
    private final DiskLane disk;
    private final Line line;
    private final Setbacks setbacks;
    private final DiskSetbacks diskSetbacks;
    private final Owner owner;
    private final Runnable wake;
    private @Nullable Download download;
    /** What gave way to a file that is due sooner: pieces of it that were under way still count. */
    private @Nullable Download parting;
    /** When to look whether another file is due sooner now than the one on its way. */
    private long reconsiderAtNanos;

    /** Whose files these are. */
    interface Owner {
        /** The next file to fetch among those that {@code allowed} lets through; {@code null} if there is none. */
        @Nullable MediaWant next(Predicate<MediaHash> allowed);

        /** Gives up files of at least so many bytes, or all that may go; they are still on the disk. */
        List<MediaHash> evict(long bytes);

        void fetched(MediaHash hash, long bytes);
    }

    Fetcher(Node node, MediaStore store, Uplink uplink, Problems problems, Owner owner, Runnable wake) {
        this.clock = node.clock();
        this.disk = new DiskLane(node, store);
        this.line = new Line(uplink);
        this.setbacks = new Setbacks(problems);
        this.reconsiderAtNanos = clock.nanos();
        this.diskSetbacks = new DiskSetbacks(problems, reconsiderAtNanos);
        this.owner = owner;
        this.wake = wake;
    }

    /** A session began: it owes nothing of the one before. */
    void welcomed() {
        line.begin();
        setbacks.forgiveUnavailable();
        lost();
    }

    /** The session is over; what came in stays and is gone on from. */
    void lost() {
        parting = null;
        Download under = download;
        if (under != null && !under.is(Download.State.FINISHING)) {
            under.leave("the session is over at byte " + under.receivedBytes());
            download = null;
        }
    }

    long step(long now) {
        if (!line.open()) {
            return Long.MAX_VALUE;
        }
        if (now >= reconsiderAtNanos) {
            reconsiderAtNanos = now + RECONSIDER_EVERY_NANOS;
            giveWay(now);
        }
        Download under = download;
        if (under == null && now >= diskSetbacks.notBeforeNanos()) {
            MediaWant want = owner.next(hash -> setbacks.allows(hash, now));
            if (want != null) {
                begin(want);
            } else {
                diskSetbacks.nothingLacks();
            }
        } else if (under != null && now >= under.stallsAtNanos()) {
            under.stalled(now);
        }
        if (download != null) {
            return Math.min(download.stallsAtNanos(), reconsiderAtNanos);
        }
        return now < diskSetbacks.notBeforeNanos() ? diskSetbacks.notBeforeNanos() : setbacks.nextTry(now);
    }

    private void begin(MediaWant want) {
        var fresh = new Download(want, clock, disk, line, new Told());
        download = fresh;
        fresh.begin();
    }

    /**
     * Whether there is no use in waiting for a file: it was asked for again and again, or the disk has taken nothing of late. One that is on a slow line, or
     * behind others, is waited for.
     */
    boolean inVain(MediaHash hash) {
        return diskSetbacks.inVain() || setbacks.inVain(hash);
    }

    /** Which files are needed, or when, has changed. */
    void reconsider() {
        reconsiderAtNanos = clock.nanos();
    }

    /** Lets go of a file that nothing needs any more, or that keeps one from coming that is due sooner. What is here of it stays and is gone on from. */
    private void giveWay(long now) {
        Download under = download;
        if (under == null || !under.is(Download.State.RECEIVING)) {
            return;
        }
        MediaHash hash = under.hash();
        boolean needed = owner.next(hash::equals) != null;
        MediaWant first = owner.next(candidate -> candidate.equals(hash) || setbacks.allows(candidate, now));
        long rest = under.want().bytes() - under.receivedBytes();
        boolean overtaken = first != null && !first.hash().equals(hash) && rest * 1e9 > (double) WORTH_NANOS * line.bytesPerSecond();
        if (!needed || overtaken) {
            LOG.info("cache: {} gives way at {} of {} bytes: {}", hash, under.receivedBytes(), under.want().bytes(),
                    needed ? first + " is due sooner" : "nothing needs it");
            under.part();
            parting = needed ? under : null;
            download = null;
            if (!needed) {
                disk.drop(hash);
            }
        }
    }

    void chunk(MediaChunk chunk, long now) {
        line.arrived(chunk.bytes().length(), now);
        Download under = parting != null && parting.hash().equals(chunk.hash()) ? parting : download;
        if (under != null) {
            under.take(chunk, now);
        }
        // Whatever came, another file's late pieces too, made room on the line.
        if (download != null) {
            download.topUp(now);
        }
    }

    void unavailable(MediaUnavailable answer, long now) {
        Download under = download;
        if (under != null && under.hash().equals(answer.hash()) && under.is(Download.State.RECEIVING)) {
            setbacks.unavailable(answer.hash(), now, answer.detail());
            under.end(answer.detail());
        }
    }

    /** Deletes a file that was found damaged, before anything else is done for it. */
    void delete(MediaHash hash) {
        disk.delete(hash);
    }

    /** Other files are needed than before: forgets setbacks and deletes parts of those that are not. */
    void retain(Set<MediaHash> wanted) {
        setbacks.retain(wanted);
        reconsider();
        var parts = new TreeSet<>(wanted);
        if (download != null) {
            parts.add(download.hash());
        }
        disk.retainParts(parts);
    }

    /** What a download tells. */
    private final class Told implements Download.Owner {
        @Override
        public List<MediaHash> evict(long bytes) {
            return owner.evict(bytes);
        }

        @Override
        public long room(MediaHash hash) {
            diskSetbacks.room();
            if (parting == null || !parting.hash().equals(hash)) {
                return 0;
            }
            long received = parting.receivedBytes();
            parting = null;
            return received;
        }

        @Override
        public void comes(MediaHash hash) {
            setbacks.comes(hash);
        }

        @Override
        public void written() {
            diskSetbacks.took();
        }

        @Override
        public void verified(MediaWant want) {
            setbacks.clear(want.hash());
            owner.fetched(want.hash(), want.bytes());
        }

        @Override
        public void wrong(Download what, String detail) {
            setbacks.wrong(what.hash(), clock.nanos(), detail);
            if (what == parting) {
                parting = null;
            }
        }

        @Override
        public void silent(MediaHash hash, String detail) {
            setbacks.stalled(hash, clock.nanos(), detail);
        }

        @Override
        public void unstored(String why) {
            diskSetbacks.failed(why, clock.nanos());
        }

        @Override
        public void ended() {
            download = null;
            wake.run();
        }
    }
}
