package ledwall.controller.transfer;

import java.util.Optional;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.ToAgent;
import ledwall.protocol.runtime.Connection;
import org.jspecify.annotations.Nullable;

/** One connection's file on its way: which, how far, and how much the agent allows. Reads nothing itself. On the control loop. */
final class Outflow {
    /** The protocol's largest chunk. */
    static final int CHUNK_BYTES = 64 * 1024;
    /** An agent that asks for less would have the controller read its disk a byte at a time. */
    static final int LEAST_CHUNK_BYTES = 1024;
    /** More credit than this is not kept: an agent's window is 4 MiB. */
    static final long MAX_CREDIT_BYTES = 64L << 20;

    /** It stands in line to be served. */
    boolean queued;
    private final ScreenId screen;
    private final Connection connection;
    private @Nullable MediaHash hash;
    private long offset;
    private long credit;
    private int chunkBytes = CHUNK_BYTES;
    private boolean reading;
    /** Counts the files asked for, so that what was read for an earlier one is told from what is wanted now. */
    private long file;

    /** What to read. */
    record Piece(long file, MediaHash hash, long offset, int length) {}

    /** What was read, and how long the whole file is. */
    record Found(long total, Bytes bytes) {}

    Outflow(ScreenId screen, Connection connection) {
        this.screen = screen;
        this.connection = connection;
    }

    ScreenId screen() {
        return screen;
    }

    Connection connection() {
        return connection;
    }

    void begin(MediaHash wanted, long from) {
        hash = wanted;
        offset = from;
        file++;
    }

    void stop() {
        hash = null;
        file++;
    }

    void addCredit(MediaCredit more) {
        if (more.bytes() > 0) {
            credit = Math.min(MAX_CREDIT_BYTES, credit + Math.min(more.bytes(), MAX_CREDIT_BYTES));
        }
        if (more.chunkBytes() > 0) {
            chunkBytes = Math.clamp(more.chunkBytes(), LEAST_CHUNK_BYTES, CHUNK_BYTES);
        }
    }

    boolean ready() {
        return hash != null && !reading && credit > 0 && connection.writable();
    }

    Piece next() {
        MediaHash wanted = hash;
        if (wanted == null) {
            throw new IllegalStateException("nothing is wanted on connection " + connection.id());
        }
        reading = true;
        return new Piece(file, wanted, offset, (int) Math.min(chunkBytes, credit));
    }

    void found(Piece piece, Optional<Found> found) {
        reading = false;
        if (piece.file() != file) {
            return;
        }
        if (found.isEmpty()) {
            refuse(piece.hash(), "notFound", "The controller does not have this file any more.");
        } else if (piece.offset() >= found.get().total() || found.get().bytes().length() == 0) {
            refuse(piece.hash(), "readFailed", "The file has " + found.get().total() + " bytes; nothing lies at " + piece.offset() + ".");
        } else {
            Bytes bytes = found.get().bytes();
            send(new MediaChunk(piece.hash(), piece.offset(), found.get().total(), bytes));
            offset += bytes.length();
            credit -= bytes.length();
            if (offset >= found.get().total()) {
                stop();
            }
        }
    }

    void unreadable(Piece piece) {
        reading = false;
        if (piece.file() == file) {
            refuse(piece.hash(), "readFailed", "The controller's disk could not read this file; its log says why.");
        }
    }

    void refuse(MediaHash refused, String code, String detail) {
        stop();
        send(new MediaUnavailable(refused, code, detail));
    }

    private void send(ToAgent message) {
        connection.send(MessageCodec.encode(message));
    }
}
