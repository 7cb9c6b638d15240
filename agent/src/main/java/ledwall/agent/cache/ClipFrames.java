package ledwall.agent.cache;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many frames an MP4 file holds, by its own sample table (ISO/IEC 14496-12) and as far as their bytes are in the file. Whatever else a file is, nothing is
 * claimed of it: it was seen to be what its name says, and the player is asked. Pure but for reading.
 */
final class ClipFrames {
    /** The index of a clip of a day is smaller. */
    private static final int MOST_INDEX_BYTES = 32 << 20;
    private static final int HEAD_BYTES = 16;
    private static final int MOST_BOXES = 1_000;

    private ClipFrames() {}

    /** A file. */
    interface Source {
        long size() throws IOException;

        /** Fewer bytes where the file ends. */
        byte[] read(long offset, int length) throws IOException;
    }

    static OptionalInt count(Source file) throws IOException {
        long size = file.size();
        long at = 0;
        for (int i = 0; i < MOST_BOXES && at + 8 <= size; i++) {
            ByteBuffer head = ByteBuffer.wrap(file.read(at, HEAD_BYTES));
            if (head.remaining() < 8) {
                return OptionalInt.empty();
            }
            long length = head.getInt() & 0xffff_ffffL;
            String type = type(head);
            int before = length == 1 ? 16 : 8;
            length = length == 1 && head.remaining() >= 8 ? head.getLong() : length == 0 ? size - at : length;
            if (length < before || length > size - at) {
                // The last box may be cut off: the index lies before it, or is lost.
                return OptionalInt.empty();
            }
            if (type.equals("moov")) {
                return length > MOST_INDEX_BYTES ? OptionalInt.empty() : index(ByteBuffer.wrap(file.read(at + before, (int) length - before)), size);
            }
            at += length;
        }
        return OptionalInt.empty();
    }

    private static OptionalInt index(ByteBuffer moov, long fileBytes) {
        try {
            for (ByteBuffer trak = next(moov, "trak"); trak != null; trak = next(moov, "trak")) {
                ByteBuffer media = child(trak, "mdia");
                ByteBuffer handler = media == null ? null : child(media.duplicate(), "hdlr");
                if (media != null && handler != null && new String(new byte[] {handler.get(8), handler.get(9), handler.get(10), handler.get(11)},
                        StandardCharsets.ISO_8859_1).equals("vide")) {
                    ByteBuffer info = child(media, "minf");
                    ByteBuffer table = info == null ? null : child(info, "stbl");
                    return table == null ? OptionalInt.empty() : samples(table, fileBytes);
                }
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // No index that anybody could follow.
        }
        return OptionalInt.empty();
    }

    private static OptionalInt samples(ByteBuffer table, long fileBytes) {
        ByteBuffer sizes = child(table.duplicate(), "stsz");
        ByteBuffer runs = child(table.duplicate(), "stsc");
        ByteBuffer narrow = child(table.duplicate(), "stco");
        ByteBuffer wide = child(table.duplicate(), "co64");
        ByteBuffer chunks = narrow == null ? wide : narrow;
        if (sizes == null || runs == null || chunks == null) {
            return OptionalInt.empty();
        }
        int all = sizes.getInt(8);
        int uniform = sizes.getInt(4);
        int count = chunks.getInt(4);
        int run = 0;
        int whole = 0;
        for (int chunk = 0; chunk < count && whole < all; chunk++) {
            if (run + 1 < runs.getInt(4) && runs.getInt(8 + 12 * (run + 1)) <= chunk + 1) {
                run++;
            }
            long at = narrow != null ? chunks.getInt(8 + 4 * chunk) & 0xffff_ffffL : chunks.getLong(8 + 8 * chunk);
            for (int left = runs.getInt(8 + 12 * run + 4); left > 0 && whole < all; left--) {
                at += uniform != 0 ? uniform : sizes.getInt(12 + 4 * whole);
                if (at > fileBytes) {
                    return OptionalInt.of(whole);
                }
                whole++;
            }
        }
        return OptionalInt.of(whole);
    }

    private static @Nullable ByteBuffer child(ByteBuffer box, String type) {
        return next(box, type);
    }

    /** The content of the next box of a type, and moves on behind it. */
    private static @Nullable ByteBuffer next(ByteBuffer box, String type) {
        while (box.remaining() >= 8) {
            int begin = box.position();
            int length = box.getInt();
            String found = type(box);
            if (length < 8) {
                return null;
            }
            ByteBuffer content = box.duplicate().limit(begin + length).slice();
            box.position(begin + length);
            if (found.equals(type)) {
                return content;
            }
        }
        return null;
    }

    private static String type(ByteBuffer box) {
        byte[] name = new byte[4];
        box.get(name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }
}
