package ledwall.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;

/** Puts the length before each outbound {@code byte[]}. A frame that no peer would take is our own mistake: the write fails. */
final class FrameEncoder extends MessageToByteEncoder<byte[]> {
    FrameEncoder() {
        super(byte[].class);
    }

    @Override
    protected ByteBuf allocateBuffer(ChannelHandlerContext context, byte[] frame, boolean preferDirect) {
        int size = FramePipeline.LENGTH_BYTES + frame.length;
        return preferDirect ? context.alloc().ioBuffer(size) : context.alloc().heapBuffer(size);
    }

    @Override
    protected void encode(ChannelHandlerContext context, byte[] frame, ByteBuf out) {
        if (frame.length < 1 || frame.length > FramePipeline.MAX_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame must hold 1.." + FramePipeline.MAX_FRAME_BYTES + " bytes, but this one holds " + frame.length);
        }
        out.writeInt(frame.length).writeBytes(frame);
    }
}
