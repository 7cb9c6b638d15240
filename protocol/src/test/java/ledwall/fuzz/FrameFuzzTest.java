package ledwall.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import ledwall.protocol.frame.FramePipeline;
import ledwall.protocol.frame.RefusedFrame;
import ledwall.protocol.message.Vectors;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams of bytes, however cut, against the frames that a plain reading of the same bytes finds. The first byte says the limit, the second how to cut. */
class FrameFuzzTest {
    private static final int[] LIMITS = {1, 64, 4 << 10, 1 << 20};

    static Stream<byte[]> seeds() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(new byte[] {3, 100});
        Vectors.messages().values().forEach(frame -> all.writeBytes(Vectors.stream(frame)));
        var bad = Vectors.malformed().stream().map(
                vector -> ByteBuffer.allocate(2 + vector.stream().length).put((byte) 2).put((byte) 7).put(vector.stream()).array());
        return Stream.concat(Stream.of(all.toByteArray()), bad);
    }

    /** What a stream holds. */
    private record Reading(List<byte[]> frames, boolean refused) {}

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10s")
    void frames(byte[] input) {
        if (input.length < 2) {
            return;
        }
        int limit = LIMITS[input[0] & 3];
        int piece = 1 + (input[1] & 0xff);
        byte[] stream = Arrays.copyOfRange(input, 2, input.length);
        Reading expected = plainly(stream, limit);
        Reading read = throughThePipeline(stream, limit, piece);
        assertEquals(expected.refused(), read.refused());
        assertArrayEquals(expected.frames().toArray(), read.frames().toArray());
    }

    private static Reading plainly(byte[] stream, int limit) {
        var frames = new ArrayList<byte[]>();
        var in = ByteBuffer.wrap(stream);
        while (in.remaining() >= 4) {
            long length = in.getInt() & 0xffffffffL;
            if (length < 1 || length > limit) {
                return new Reading(frames, true);
            }
            if (in.remaining() < length) {
                break;
            }
            byte[] frame = new byte[(int) length];
            in.get(frame);
            frames.add(frame);
        }
        return new Reading(frames, false);
    }

    private static Reading throughThePipeline(byte[] stream, int limit, int piece) {
        var channel = new EmbeddedChannel();
        FramePipeline.install(channel, limit);
        boolean refused = false;
        for (int at = 0; at < stream.length; at += piece) {
            try {
                channel.writeInbound(Unpooled.copiedBuffer(stream, at, Math.min(piece, stream.length - at)));
            } catch (RefusedFrame once) {
                assertEquals(false, refused, "refused twice");
                refused = true;
            }
        }
        var frames = new ArrayList<byte[]>();
        for (byte[] frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frames.add(frame);
        }
        channel.finishAndReleaseAll();
        return new Reading(frames, refused);
    }
}
