package ledwall.agent.cache;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Work;

/**
 * A file on its way: has room made for it, asks for it from where the part on disk ends, writes its pieces and has the whole checked. It does not know what
 * else is wanted. On the agent's loop.
 */
final class Download {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);
    /** A controller that ignores credit must not fill the memory. */
    private static final long MOST_UNWRITTEN_BYTES = 2 * Window.MOST_BYTES;
    /** After this long without a piece the request is taken for lost. */
    private static final long STALLED_NANOS = 10_000_000_000L;
    /** A file of which nothing comes keeps the line from all others no longer than this many times that. */
    private static final int MOST_STALLS = 3;

    private final MediaWant want;
    private final Clock clock;
    private final DiskLane disk;
    private final Line line;
    private final Owner owner;
    /** Bytes that came, all before this one. */
    private long received;
    /** Of these, what the disk still has to take. */
    private long unwritten;
    private long stallsAtNanos = Long.MAX_VALUE;
    /** How often it was asked for again since its last piece. */
    private int stalls;
    private @Nullable State state;
    /** Whether it is still the one on its way; pieces of one that gave way may be taken all the same. */
    private boolean current = true;

    enum State {
        /** Room is being made; nothing was asked for yet. */
        BEGINNING,
        /** Pieces are coming. */
        RECEIVING,
        /** All is here; it is being forced and hashed. */
        FINISHING
    }

    /** Told how it goes. */
    interface Owner {
        /** Gives up files of at least so many bytes, or all that may go. */
        List<MediaHash> evict(long bytes);

        /** There is room for it; how much came of it before it last gave way, if that is known. */
        long room(MediaHash hash);

        /** A piece came. */
        void comes(MediaHash hash);

        /** The disk took a piece. */
        void written();

        /** It is here. */
        void verified(MediaWant want);

        /** What came is not what it should be. */
        void wrong(Download download, String detail);

        /** It was asked for again and again, and nothing came. */
        void silent(MediaHash hash, String detail);

        /** The disk failed it. */
        void unstored(String why);

        /** It is over, in whatever way. */
        void ended();
    }

    Download(MediaWant want, Clock clock, DiskLane disk, Line line, Owner owner) {
        this.want = want;
        this.clock = clock;
        this.disk = disk;
        this.line = line;
        this.owner = owner;
    }

    MediaWant want() {
        return want;
    }

    MediaHash hash() {
        return want.hash();
    }

    long receivedBytes() {
        return received;
    }

    long stallsAtNanos() {
        return stallsAtNanos;
    }

    boolean is(State one) {
        return state == one;
    }

    /** Its next state; {@code null} at its end. */
    private void enter(@Nullable State next, String why) {
        LOG.debug("cache: {} {} -> {}: {}", want.hash(), state, next, why);
        state = next;
    }

    void begin() {
        enter(State.BEGINNING, want.bytes() + " bytes");
        prepare(List.of());
    }

    private void prepare(List<MediaHash> victims) {
        disk.begin(want, victims, new Work.Outcome<>() {
            @Override
            public void done(MediaStore.Begun begun) {
                if (current) {
                    prepared(begun);
                }
            }

            @Override
            public void failed(Exception cause) {
                giveUp(String.valueOf(cause.getMessage()));
            }
        });
    }

    private void prepared(MediaStore.Begun begun) {
        List<MediaHash> victims = begun.wantingBytes() > 0 ? owner.evict(begun.wantingBytes()) : List.of();
        if (!victims.isEmpty()) {
            prepare(victims);
            return;
        }
        if (begun.lackingBytes() > 0) {
            giveUp("the disk lacks " + (begun.lackingBytes() >> 20) + " MiB for the next file; remove other files from it, or play less");
            return;
        }
        // What came late of it, after it gave way, may still wait for the disk, in the same lane.
        received = Math.max(begun.offset(), owner.room(want.hash()));
        enter(State.RECEIVING, "from byte " + received);
        if (received == want.bytes()) {
            finish();
        } else {
            ask(clock.nanos());
        }
    }

    private void ask(long now) {
        stallsAtNanos = now + STALLED_NANOS;
        line.ask(want, received, now);
        topUp(now);
    }

    void topUp(long now) {
        if (is(State.RECEIVING)) {
            line.topUp(unwritten, now);
        }
    }

    /** Nothing of it came for too long. */
    void stalled(long now) {
        LOG.warn("cache: nothing of {} came for {} s, {} times, at {}", want.hash(), STALLED_NANOS / 1_000_000_000L, ++stalls, received);
        line.begin();
        if (stalls < MOST_STALLS) {
            ask(now);
        } else {
            owner.silent(want.hash(), "nothing of it came for " + MOST_STALLS * STALLED_NANOS / 1_000_000_000L + " s");
            end("others have their turn");
        }
    }

    /** Takes a piece, where it is the next. */
    void take(MediaChunk chunk, long now) {
        int length = chunk.bytes().length();
        if (!is(State.RECEIVING) || !want.hash().equals(chunk.hash()) || chunk.offset() != received || unwritten + length > MOST_UNWRITTEN_BYTES) {
            LOG.debug("cache: a piece of {} at {} was not expected", chunk.hash(), chunk.offset());
            return;
        }
        if (chunk.total() != want.bytes() || chunk.offset() + length > want.bytes() || length == 0) {
            wrong("the controller's file has " + chunk.total() + " bytes where the timeline says " + want.bytes());
            return;
        }
        received += length;
        unwritten += length;
        stallsAtNanos = now + STALLED_NANOS;
        stalls = 0;
        owner.comes(want.hash());
        write(chunk);
        if (current && received == want.bytes()) {
            finish();
        }
    }

    private void write(MediaChunk chunk) {
        disk.write(chunk, new Work.Outcome<>() {
            @Override
            public void done(Integer written) {
                unwritten -= written;
                owner.written();
                if (current) {
                    topUp(clock.nanos());
                }
            }

            @Override
            public void failed(Exception cause) {
                giveUp(String.valueOf(cause.getMessage()));
            }
        });
    }

    private void finish() {
        enter(State.FINISHING, "all is here");
        stallsAtNanos = Long.MAX_VALUE;
        disk.verify(want.hash(), new Work.Outcome<>() {
            @Override
            public void done(Boolean whole) {
                line.done(want.hash(), whole);
                if (whole) {
                    owner.verified(want);
                } else {
                    owner.wrong(Download.this, "what was received is not what its name says");
                }
                end(whole ? "verified" : "not what its name says");
            }

            @Override
            public void failed(Exception cause) {
                giveUp(String.valueOf(cause.getMessage()));
            }
        });
    }

    private void wrong(String detail) {
        owner.wrong(this, detail);
        line.done(want.hash(), false);
        disk.drop(want.hash());
        end(detail);
    }

    /** The disk failed: what is here stays. */
    private void giveUp(String why) {
        if (current) {
            owner.unstored(why);
            end(why);
        }
    }

    /** It is not the one on its way any more, but what is under way of it still counts. */
    void part() {
        current = false;
    }

    /** Nothing more of it will come for now; what is here stays and is gone on from. */
    void leave(String why) {
        current = false;
        enter(null, why);
    }

    void end(String why) {
        if (current) {
            leave(why);
            owner.ended();
        }
    }
}
