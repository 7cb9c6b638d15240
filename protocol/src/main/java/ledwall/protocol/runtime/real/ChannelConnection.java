package ledwall.protocol.runtime.real;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.protocol.frame.FrameDecoder;
import ledwall.protocol.frame.FramePipeline;
import ledwall.protocol.frame.RefusedFrame;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/**
 * A Netty channel as a {@link Connection}: what happens on the channel's event loop is posted to the owner's loop, in order. Real and simulated channels alike.
 *
 * <p>Memory is bounded both ways. Inbound: while twice the largest frame that may come now waits for the owner's loop, nothing is read or cut into frames, and
 * TCP slows the peer: a stranger holds some 80 KiB at most (8 KiB of frames and what one read brought), a welcome peer some 3 MiB. Outbound: a peer that
 * leaves {@link #STUCK_BYTES} unread, although {@link #writable} has long said no, is cut off.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of writes and closes is told by exceptionCaught and channelInactive.
public final class ChannelConnection implements Connection {
    /** The inbound limit until the owner sets another: enough for a greeting, too little for a stranger to fill memory with. */
    public static final int FIRST_LIMIT_BYTES = 4 << 10;

    /** So many times the largest frame may wait for the loop; more means the loop is behind, not the network. */
    private static final int PAUSE_FRAMES = 2;

    /** Below this part of it the channel is read again. */
    private static final int RESUME_PART = 4;

    /** What a waiting frame costs besides its bytes, so that a flood of tiny frames is bounded too. */
    private static final int FRAME_OVERHEAD_BYTES = 128;

    /** Urgent frames may pass the high-water mark; whatever ignores it for this long is a leak. */
    static final int STUCK_BYTES = 8 * FramePipeline.MAX_FRAME_BYTES;

    /** How long a close waits for queued frames to leave, and then for the peer to have read them. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Channel channel;
    private final Loop loop;
    private final Handler handler;
    private final FrameDecoder decoder;
    private final Lingering lingering;
    private final AtomicLong unhandledBytes = new AtomicLong();

    /** Set once, on the owner's loop; from then on the owner hears only {@code closed}. */
    private boolean closing;

    private boolean closedTold;
    private volatile @Nullable String ownReason;

    private ChannelConnection(Channel channel, Loop loop, Handler handler, Lingering lingering) {
        this.channel = channel;
        this.loop = loop;
        this.handler = handler;
        this.lingering = lingering;
        this.decoder = FramePipeline.install(channel, FIRST_LIMIT_BYTES);
        channel.pipeline().addLast("connection", new Bridge());
    }

    /** Installs frames and callbacks on a channel that is not active yet. {@code opened} follows when it is. */
    public static ChannelConnection attach(Channel channel, Loop loop, Handler handler) {
        return attach(channel, loop, handler, new Lingering());
    }

    /** The same for one of many, which together may not linger without bound. */
    static ChannelConnection attach(Channel channel, Loop loop, Handler handler, Lingering lingering) {
        return new ChannelConnection(channel, loop, handler, lingering);
    }

    @Override
    public String id() {
        return channel.id().asShortText();
    }

    @Override
    public String remote() {
        SocketAddress address = channel.remoteAddress();
        if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
            var host = inet.getAddress().getHostAddress();
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
        }
        return String.valueOf(address);
    }

    @Override
    public void send(byte[] frame) {
        // A peer that has left reads nothing, but what it said before waits to be heard, its goodbye last.
        if (closing || !channel.isActive()) {
            return;
        }
        if (!channel.isWritable() && channel.bytesBeforeWritable() > STUCK_BYTES) {
            ownReason = "the peer leaves more than " + STUCK_BYTES + " bytes unread";
            closing = true;
            channel.close();
            return;
        }
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    @Override
    public boolean writable() {
        return !closing && channel.isWritable();
    }

    @Override
    public long bytesBeforeWritable() {
        // Netty answers for ever where the channel is closed.
        return channel.isActive() ? channel.bytesBeforeWritable() : 0;
    }

    @Override
    public long receivedBytes() {
        return decoder.receivedBytes();
    }

    @Override
    public void limitInbound(int maxFrameBytes) {
        decoder.limit(maxFrameBytes);
    }

    @Override
    public void close(String reason) {
        if (closing) {
            return;
        }
        closing = true;
        ownReason = reason;
        // Harmless on a channel that is long closed, hence never cancelled.
        loop.after(LINGER, "connection linger", channel::close);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (flushed.isSuccess() && channel instanceof DuplexChannel duplex && lingering.enter()) {
                // A socket closed with unread input answers by a reset, which may overtake the goodbye just sent: say "no more" and drain until the peer
                // closes.
                channel.closeFuture().addListener(closed -> lingering.leave());
                duplex.shutdownOutput().addListener(done -> tellClosed(reason));
            } else {
                channel.close();
            }
        });
    }

    private void tellClosed(String reason) {
        loop.post("connection closed", () -> {
            closing = true;
            if (!closedTold) {
                closedTold = true;
                handler.closed(this, reason);
            }
        });
    }

    private void tell(String name, Runnable event) {
        loop.post(name, () -> {
            if (!closing) {
                event.run();
            }
        });
    }

    /** The channel's side; every method on its event loop. */
    private final class Bridge extends ChannelInboundHandlerAdapter {
        private boolean active;
        /** Changed on the event loop, read on the owner's. */
        private volatile boolean paused;
        private String reason = "closed by the peer";

        @Override
        public void channelActive(ChannelHandlerContext context) {
            active = true;
            tell("connection opened", () -> handler.opened(ChannelConnection.this));
            context.fireChannelActive();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            byte[] frame = (byte[]) message;
            long cost = (long) frame.length + FRAME_OVERHEAD_BYTES;
            if (unhandledBytes.addAndGet(cost) > pauseBytes() && !paused) {
                paused = true;
                decoder.hold();
                context.channel().config().setAutoRead(false);
                context.executor().execute(() -> resumeIfDrained(context));
            }
            loop.post("frame received", () -> {
                if (!closing) {
                    handler.received(ChannelConnection.this, frame);
                }
                // After the frame was handled, which may have raised the limit.
                if (unhandledBytes.addAndGet(-cost) < resumeBytes() && paused) {
                    context.executor().execute(() -> resumeIfDrained(context));
                }
            });
        }

        private long pauseBytes() {
            return (long) PAUSE_FRAMES * decoder.limit();
        }

        private long resumeBytes() {
            return pauseBytes() / RESUME_PART;
        }

        private void resumeIfDrained(ChannelHandlerContext context) {
            if (!paused || unhandledBytes.get() >= resumeBytes()) {
                return;
            }
            paused = false;
            try {
                decoder.release(context);
            } catch (Exception e) {
                exceptionCaught(context, e);
            }
            // What had waited may have filled it up again.
            if (!paused) {
                context.channel().config().setAutoRead(true);
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            tell("connection writability", () -> handler.writabilityChanged(ChannelConnection.this));
            context.fireChannelWritabilityChanged();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (cause instanceof RefusedFrame) {
                var why = reason;
                tell("frame refused", () -> {
                    handler.refused(ChannelConnection.this, why);
                    close(why);
                });
            } else {
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (active) {
                var own = ownReason;
                tellClosed(own == null ? reason : own);
            }
            context.fireChannelInactive();
        }
    }
}
