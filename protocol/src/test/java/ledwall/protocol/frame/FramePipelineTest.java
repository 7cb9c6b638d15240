package ledwall.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FramePipelineTest {
    private static final int LIMIT = 64;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final FrameDecoder decoder = FramePipeline.install(channel, LIMIT);

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void aFrameGoesOutAsItsLengthAndItsBytes() {
        channel.writeOutbound(new byte[] {1, 0, 7});
        ByteBuf out = channel.readOutbound();
        assertEquals("00000003010007", hex(ByteBufUtil.getBytes(out)));
        out.release();
    }

    @Test
    void twoFramesComeOutWholeHoweverTheStreamIsSplit() {
        var stream = "00000003 aabbcc 00000001 dd".replace(" ", "");
        for (int first = 0; first <= stream.length(); first += 2) {
            for (int second = first; second <= stream.length(); second += 2) {
                var fresh = new EmbeddedChannel();
                FramePipeline.install(fresh, LIMIT);
                fresh.writeInbound(bytes(stream.substring(0, first)), bytes(stream.substring(first, second)), bytes(stream.substring(second)));
                assertEquals("aabbcc", hex(fresh.readInbound()));
                assertEquals("dd", hex(fresh.readInbound()));
                assertNull(fresh.readInbound());
                assertFalse(fresh.finish());
            }
        }
    }

    @Test
    void aFrameOfExactlyTheLimitPassesAndOneByteMoreDoesNot() {
        channel.writeInbound(Unpooled.buffer().writeInt(LIMIT).writeZero(LIMIT));
        assertEquals(LIMIT, channel.<byte[]>readInbound().length);
        var refused = assertThrows(RefusedFrame.class, () -> channel.writeInbound(Unpooled.buffer().writeInt(LIMIT + 1)));
        assertEquals("a frame of 65 bytes where at most 64 are allowed", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000041", "00100001", "7fffffff", "80000000", "ffffffff"})
    void aLengthOfZeroOrBeyondTheLimitIsRefusedAsSoonAsItIsRead(String length) {
        channel.writeInbound(bytes(length.substring(0, 6)));
        assertThrows(RefusedFrame.class, () -> channel.writeInbound(bytes(length.substring(6))));
    }

    @Test
    void afterARefusalNothingIsReadAnyMore() {
        assertThrows(RefusedFrame.class, () -> channel.writeInbound(bytes("00000001aa 00000000 00000001bb")));
        channel.writeInbound(bytes("00000001cc"));
        assertEquals("aa", hex(channel.readInbound()));
        assertNull(channel.readInbound());
    }

    @Test
    void theLimitChangesWithThePhase() {
        decoder.limit(FramePipeline.MAX_FRAME_BYTES);
        channel.writeInbound(Unpooled.buffer().writeInt(FramePipeline.MAX_FRAME_BYTES).writeZero(FramePipeline.MAX_FRAME_BYTES));
        assertEquals(FramePipeline.MAX_FRAME_BYTES, channel.<byte[]>readInbound().length);
        assertThrows(RefusedFrame.class, () -> channel.writeInbound(Unpooled.buffer().writeInt(FramePipeline.MAX_FRAME_BYTES + 1)));
        assertThrows(IllegalArgumentException.class, () -> decoder.limit(0));
        assertThrows(IllegalArgumentException.class, () -> decoder.limit(FramePipeline.MAX_FRAME_BYTES + 1));
    }

    @Test
    void framesThatNoPeerWouldTakeAreNotSent() {
        assertThrows(Exception.class, () -> channel.writeOutbound((Object) new byte[0]));
        assertThrows(Exception.class, () -> channel.writeOutbound((Object) new byte[FramePipeline.MAX_FRAME_BYTES + 1]));
    }

    @Test
    void aFrameCountsInFullTowardsTheHighWaterMark() {
        channel.write(new byte[FramePipeline.HIGH_WATER_BYTES]);
        assertFalse(channel.isWritable());
        channel.flush();
        assertTrue(channel.isWritable());
        channel.releaseOutbound();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatTheEncoderWritesTheDecoderReads(long seed) {
        var random = new Random(seed);
        decoder.limit(FramePipeline.MAX_FRAME_BYTES);
        for (int i = 0; i < 200; i++) {
            byte[] frame = new byte[1 + random.nextInt(random.nextBoolean() ? 20 : 70_000)];
            random.nextBytes(frame);
            channel.writeOutbound((Object) frame);
            ByteBuf out = channel.readOutbound();
            while (out.isReadable()) {
                channel.writeInbound(out.readRetainedSlice(1 + random.nextInt(out.readableBytes())));
            }
            out.release();
            assertArrayEquals(frame, channel.readInbound());
        }
    }
}
