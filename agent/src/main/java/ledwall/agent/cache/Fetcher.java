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
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.MediaWanted;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;

/**
 * Fetches one file at a time: asks from where the part on disk ends, gives credit as fast as the disk takes the bytes, and hands over what proved to be
 * whole. On the agent's loop; the disk's work in one lane, so that pieces are written in order and before the end is checked.
 */
final class Fetcher {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    static final String LANE = "media";
    private static final String FULL = "diskFull";
    /** With so much waiting for the disk no more is asked for: it would be lost with this process, and has to come again. */
    private static final long BEHIND_BYTES = 256L << 10;
    /** A controller that ignores credit must not fill the memory. */
    private static final long MOST_UNWRITTEN_BYTES = 2 * Window.MOST_BYTES;
    /** After this long without a piece the request is taken for lost. */
    private static final long STALLED_NANOS = 10_000_000_000L;
    /** A file of which nothing comes keeps the line from all others no longer than this many times that. */
    private static final int MOST_STALLS = 3;
    private static final long ROOM_RETRY_NANOS = 30_000_000_000L;
    /** So many times in a row a disk that lacks room, or fails, was given time to recover. */
    private static final int DISK_IN_VAIN = 2;
    private static final long RECONSIDER_EVERY_NANOS = 5_000_000_000L;
    /** A file that is due sooner takes the place of one that would keep the line for longer than this; a shorter rest is not worth the change. */
    private static final long WORTH_NANOS = 2_000_000_000L;

    private final Node node;
    private final MediaStore store;
    private final Uplink uplink;
    private final Problems problems;
    private final Setbacks setbacks;
    private final Owner owner;
    private final Runnable wake;
    private @Nullable Download download;
    private boolean full;
    /** How often the disk failed since it last took anything. */
    private int diskFailures;
    private long notBeforeNanos;
    private Window window = new Window();
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
        this.node = node;
        this.store = store;
        this.uplink = uplink;
        this.problems = problems;
        this.setbacks = new Setbacks(problems);
        this.owner = owner;
        this.wake = wake;
        this.notBeforeNanos = node.clock().nanos();
        this.reconsiderAtNanos = notBeforeNanos;
    }

    /** A session began: it owes nothing of the one before. */
    void welcomed() {
        window = new Window();
        setbacks.forgiveUnavailable();
        lost();
    }

    /** The session is over; what came in stays and is gone on from. */
    void lost() {
        parting = null;
        Download under = download;
        if (under != null && !under.is(Download.State.FINISHING)) {
            under.enter(null, "the session is over at byte " + under.received);
            download = null;
        }
    }

    long step(long now) {
        if (!uplink.open()) {
            return Long.MAX_VALUE;
        }
        if (now >= reconsiderAtNanos) {
            reconsiderAtNanos = now + RECONSIDER_EVERY_NANOS;
            giveWay(now);
        }
        Download under = download;
        if (under == null && now >= notBeforeNanos) {
            MediaWant want = owner.next(hash -> setbacks.allows(hash, now));
            if (want != null) {
                begin(want);
            } else if (full) {
                diskFailures = 0;
                clearFull();
            }
        } else if (under != null && now >= under.stallsAtNanos) {
            stalled(under, now);
        }
        if (download != null) {
            return Math.min(download.stallsAtNanos, reconsiderAtNanos);
        }
        return now < notBeforeNanos ? notBeforeNanos : setbacks.nextTry(now);
    }

    private void stalled(Download under, long now) {
        MediaHash hash = under.want.hash();
        LOG.warn("cache: nothing of {} came for {} s, {} times, at {}", hash, STALLED_NANOS / 1_000_000_000L, ++under.stalls, under.received);
        window = new Window();
        if (under.stalls < MOST_STALLS) {
            ask(under, now);
        } else {
            setbacks.stalled(hash, now, "nothing of it came for " + MOST_STALLS * STALLED_NANOS / 1_000_000_000L + " s");
            end(under, "others have their turn");
        }
    }

    /**
     * Whether there is no use in waiting for a file: it was asked for again and again, or the disk has taken nothing of late. One that is on a slow line, or
     * behind others, is waited for.
     */
    boolean inVain(MediaHash hash) {
        return diskFailures >= DISK_IN_VAIN || setbacks.inVain(hash);
    }

    /** Which files are needed, or when, has changed. */
    void reconsider() {
        reconsiderAtNanos = node.clock().nanos();
    }

    /** Lets go of a file that nothing needs any more, or that keeps one from coming that is due sooner. What is here of it stays and is gone on from. */
    private void giveWay(long now) {
        Download under = download;
        if (under == null || !under.is(Download.State.RECEIVING)) {
            return;
        }
        MediaHash hash = under.want.hash();
        boolean needed = owner.next(hash::equals) != null;
        MediaWant first = owner.next(candidate -> candidate.equals(hash) || setbacks.allows(candidate, now));
        long rest = under.want.bytes() - under.received;
        boolean overtaken = first != null && !first.hash().equals(hash) && rest * 1e9 > (double) WORTH_NANOS * window.bytesPerSecond();
        if (!needed || overtaken) {
            LOG.info("cache: {} gives way at {} of {} bytes: {}", hash, under.received, under.want.bytes(), needed ? first + " is due sooner" : "nothing needs it");
            parting = needed ? under : null;
            download = null;
            if (!needed) {
                drop(hash);
            }
        }
    }

    private void begin(MediaWant want) {
        var fresh = new Download(want);
        download = fresh;
        fresh.enter(Download.State.BEGINNING, want.bytes() + " bytes");
        prepare(fresh, List.of());
    }

    /** Deletes these files, which the owner has given up already, and looks what room there is then. */
    private void prepare(Download fresh, List<MediaHash> victims) {
        MediaWant want = fresh.want;
        node.work().submit(LANE, "begin " + want.hash(), () -> {
            store.delete(victims);
            return store.begin(want.hash(), want.bytes());
        }, node.loop(), new Work.Outcome<MediaStore.Begun>() {
            @Override
            public void done(MediaStore.Begun begun) {
                if (download == fresh) {
                    prepared(fresh, begun);
                }
            }

            @Override
            public void failed(Exception cause) {
                giveUp(fresh, String.valueOf(cause.getMessage()));
            }
        });
    }

    private void prepared(Download fresh, MediaStore.Begun begun) {
        List<MediaHash> victims = begun.wantingBytes() > 0 ? owner.evict(begun.wantingBytes()) : List.of();
        if (!victims.isEmpty()) {
            prepare(fresh, victims);
            return;
        }
        if (begun.lackingBytes() > 0) {
            giveUp(fresh, "the disk lacks " + (begun.lackingBytes() >> 20) + " MiB for the next file; remove other files from it, or play less");
            return;
        }
        clearFull();
        fresh.received = begun.offset();
        if (parting != null && parting.want.hash().equals(fresh.want.hash())) {
            // It gave way before, and what came late of it may still wait for the disk, in this lane.
            fresh.received = Math.max(fresh.received, parting.received);
            parting = null;
        }
        fresh.enter(Download.State.RECEIVING, "from byte " + fresh.received);
        if (fresh.received == fresh.want.bytes()) {
            finish(fresh);
        } else {
            ask(fresh, node.clock().nanos());
        }
    }

    private void ask(Download under, long now) {
        under.stallsAtNanos = now + STALLED_NANOS;
        uplink.send(new MediaWanted(under.want.hash(), under.received, under.want.dueNanos()));
        window.asked(now);
        topUp(under, now);
    }

    /** Credit in whole chunks, so that the controller need not send crumbs. */
    private void topUp(Download under, long now) {
        if (under.unwritten > BEHIND_BYTES) {
            window.held();
        } else if (!window.measures(now)) {
            int chunk = window.chunkBytes();
            long more = (window.bytes() - window.underWay()) / chunk * chunk;
            if (more > 0) {
                window.granted(more, now);
                uplink.send(new MediaCredit(more, chunk));
            }
        }
    }

    void chunk(MediaChunk chunk, long now) {
        window.arrived(chunk.bytes().length(), now);
        Download late = parting;
        Download under = late != null && late.want.hash().equals(chunk.hash()) ? late : download;
        if (under == null || !under.is(Download.State.RECEIVING) || !under.want.hash().equals(chunk.hash()) || chunk.offset() != under.received
                || under.unwritten + chunk.bytes().length() > MOST_UNWRITTEN_BYTES) {
            LOG.debug("cache: a piece of {} at {} was not expected", chunk.hash(), chunk.offset());
        } else {
            take(under, chunk, now);
        }
        // Whatever came, another file's late pieces too, made room on the line.
        Download current = download;
        if (current != null && current.is(Download.State.RECEIVING)) {
            topUp(current, now);
        }
    }

    private void take(Download under, MediaChunk chunk, long now) {
        int length = chunk.bytes().length();
        if (chunk.total() != under.want.bytes() || chunk.offset() + length > under.want.bytes() || length == 0) {
            wrong(under, "the controller's file has " + chunk.total() + " bytes where the timeline says " + under.want.bytes());
            return;
        }
        under.received += length;
        under.unwritten += length;
        under.stallsAtNanos = now + STALLED_NANOS;
        under.stalls = 0;
        setbacks.comes(under.want.hash());
        write(under, chunk, length);
        if (under == download && under.received == under.want.bytes()) {
            finish(under);
        }
    }

    private void write(Download under, MediaChunk chunk, int length) {
        node.work().submit(LANE, "write " + chunk.hash() + " at " + chunk.offset(), () -> {
            store.write(chunk.hash(), chunk.offset(), chunk.bytes().array());
            return length;
        }, node.loop(), new Work.Outcome<Integer>() {
            @Override
            public void done(Integer written) {
                under.unwritten -= written;
                diskFailures = 0;
                if (download == under && under.is(Download.State.RECEIVING)) {
                    topUp(under, node.clock().nanos());
                }
            }

            @Override
            public void failed(Exception cause) {
                giveUp(under, String.valueOf(cause.getMessage()));
            }
        });
    }

    private void finish(Download under) {
        under.enter(Download.State.FINISHING, "all is here");
        under.stallsAtNanos = Long.MAX_VALUE;
        MediaHash hash = under.want.hash();
        node.work().submit(LANE, "verify " + hash, () -> store.finish(hash), node.loop(), new Work.Outcome<Boolean>() {
            @Override
            public void done(Boolean whole) {
                uplink.send(new MediaDone(hash, whole));
                if (!whole) {
                    setbacks.wrong(hash, node.clock().nanos(), "what was received is not what its name says");
                } else {
                    setbacks.clear(hash);
                    owner.fetched(hash, under.want.bytes());
                }
                end(under, whole ? "verified" : "not what its name says");
            }

            @Override
            public void failed(Exception cause) {
                giveUp(under, String.valueOf(cause.getMessage()));
            }
        });
    }

    void unavailable(MediaUnavailable answer, long now) {
        Download under = download;
        if (under != null && under.want.hash().equals(answer.hash()) && under.is(Download.State.RECEIVING)) {
            setbacks.unavailable(answer.hash(), now, answer.detail());
            end(under, answer.detail());
        }
    }

    private void wrong(Download under, String detail) {
        MediaHash hash = under.want.hash();
        setbacks.wrong(hash, node.clock().nanos(), detail);
        uplink.send(new MediaDone(hash, false));
        drop(hash);
        parting = null;
        end(under, detail);
    }

    private void drop(MediaHash hash) {
        node.work().submit(LANE, "drop " + hash, () -> {
            store.drop(hash);
            return hash;
        }, node.loop(), _ -> { });
    }

    /** The disk failed: what is here stays, and all downloads pause. */
    private void giveUp(Download under, String why) {
        if (download != under) {
            return;
        }
        full = true;
        diskFailures++;
        notBeforeNanos = node.clock().nanos() + ROOM_RETRY_NANOS;
        problems.raise(FULL, "media cannot be stored: " + why + ". What is here goes on playing.");
        end(under, why);
    }

    /** Deletes a file that was found damaged, before anything else is done for it. */
    void delete(MediaHash hash) {
        node.work().submit(LANE, "delete " + hash, () -> {
            store.delete(List.of(hash));
            return hash;
        }, node.loop(), _ -> { });
    }

    private void clearFull() {
        full = false;
        problems.clear(FULL);
    }

    private void end(Download under, String why) {
        if (download == under) {
            under.enter(null, why);
            download = null;
            wake.run();
        }
    }

    /** Other files are needed than before: forgets setbacks and deletes parts of those that are not. */
    void retain(Set<MediaHash> wanted) {
        setbacks.retain(wanted);
        reconsider();
        var parts = new TreeSet<>(wanted);
        if (download != null) {
            parts.add(download.want.hash());
        }
        node.work().submit(LANE, "clear away parts", () -> {
            store.retainParts(parts);
            return parts;
        }, node.loop(), _ -> { });
    }
}
