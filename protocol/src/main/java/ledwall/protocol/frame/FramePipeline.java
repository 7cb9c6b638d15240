package ledwall.protocol.frame;

import io.netty.channel.Channel;
import io.netty.channel.DefaultMessageSizeEstimator;
import io.netty.channel.MessageSizeEstimator;
import io.netty.channel.WriteBufferWaterMark;

/** Makes a channel speak frames: {@code byte[]} in, {@code byte[]} out. The one installer for real sockets and the simulation. */
public final class FramePipeline {
    /** The length field itself, which does not count itself. */
    public static final int LENGTH_BYTES = 4;

    /** No frame is ever longer (the cap of PROTOCOL.md); phases allow less. */
    public static final int MAX_FRAME_BYTES = 1 << 20;

    /**
     * Above this a sender stops what is not urgent. Two of the largest media chunks: whatever waits here waits in front of every stop and heartbeat, and the
     * socket's own buffer below keeps the line busy meanwhile.
     */
    public static final int HIGH_WATER_BYTES = 128 << 10;

    /** Below this it goes on. */
    public static final int LOW_WATER_BYTES = 32 << 10;

    private FramePipeline() {}

    /** Adds decoder and encoder at the end of the channel's pipeline and sets its water marks; the decoder is returned to change its limit by phase. */
    public static FrameDecoder install(Channel channel, int limitBytes) {
        var decoder = new FrameDecoder(limitBytes);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER_BYTES, HIGH_WATER_BYTES));
        channel.config().setMessageSizeEstimator(FramePipeline::estimator);
        channel.pipeline().addLast("frame-decoder", decoder).addLast("frame-encoder", new FrameEncoder());
        return decoder;
    }

    /**
     * A frame counts with its length from the moment it is handed to the channel. Netty guesses 8 bytes for an unknown type, and a sender on another thread
     * than the channel's would see the channel writable for too long.
     */
    private static MessageSizeEstimator.Handle estimator() {
        var other = DefaultMessageSizeEstimator.DEFAULT.newHandle();
        return message -> message instanceof byte[] frame ? LENGTH_BYTES + frame.length : other.size(message);
    }
}
