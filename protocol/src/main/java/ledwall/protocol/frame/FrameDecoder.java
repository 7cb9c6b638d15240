package ledwall.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cuts the inbound stream into frames and passes each on as a {@code byte[]} without its length field. A length outside 1..limit throws {@link RefusedFrame}
 * once, as soon as the four bytes are there and before any byte of the frame is kept; everything after it is dropped unread.
 */
public final class FrameDecoder extends ByteToMessageDecoder {
    /** Set on the owner's loop when a phase begins, read on the event loop. */
    private volatile int limitBytes;

    /** Counted on the event loop, read on the owner's. */
    private final AtomicLong receivedBytes = new AtomicLong();

    private boolean refused;

    /** On the event loop only. */
    private boolean held;

    FrameDecoder(int limitBytes) {
        limit(limitBytes);
    }

    /** Frames of more than {@code maxBytes} after the length field are refused from now on. May be called from any thread. */
    public void limit(int maxBytes) {
        if (maxBytes < 1 || maxBytes > FramePipeline.MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame limit must be 1.." + FramePipeline.MAX_FRAME_BYTES + " bytes, but is " + maxBytes);
        }
        limitBytes = maxBytes;
    }

    /** The limit in force. May be called from any thread. */
    public int limit() {
        return limitBytes;
    }

    /** All bytes that came, those that make no frame yet too. May be called from any thread. */
    public long receivedBytes() {
        return receivedBytes.get();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            receivedBytes.addAndGet(bytes.readableBytes());
        }
        super.channelRead(context, message);
    }

    /** Cuts no more frames until {@link #release}: bytes wait better than frames, each of which costs an object or two. On the event loop. */
    public void hold() {
        held = true;
    }

    /** Goes on with what waited. On the event loop, with the context of any handler of this channel. */
    public void release(ChannelHandlerContext context) throws Exception {
        held = false;
        ChannelHandlerContext own = context.pipeline().context(this);
        if (own != null) {
            channelRead(own, Unpooled.EMPTY_BUFFER);
            channelReadComplete(own);
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (refused) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (held || in.readableBytes() < FramePipeline.LENGTH_BYTES) {
            return;
        }
        // Unsigned, so that a "negative" length is a very long one and is refused like it.
        long length = in.getUnsignedInt(in.readerIndex());
        int limit = limitBytes;
        if (length < 1 || length > limit) {
            refused = true;
            in.skipBytes(in.readableBytes());
            throw new RefusedFrame(length == 0 ? "a frame of 0 bytes" : "a frame of " + length + " bytes where at most " + limit + " are allowed");
        }
        if (in.readableBytes() < FramePipeline.LENGTH_BYTES + length) {
            return;
        }
        in.skipBytes(FramePipeline.LENGTH_BYTES);
        byte[] frame = new byte[(int) length];
        in.readBytes(frame);
        out.add(frame);
    }
}
