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
 * <p>Memory is bounded both ways. Inbound: while more than {@link #PAUSE_BYTES} wait for the owner's loop, the channel is not read, and TCP slows the peer.
 * Outbound: a peer that leaves {@link #STUCK_BYTES} unread, although {@link #writable} has long said no, is cut off.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What becomes of writes and closes is told by exceptionCaught and channelInactive.
public final class ChannelConnection implements Connection {
    /** The inbound limit until the owner sets another: enough for a greeting, too little for a stranger to fill memory with. */
    public static final int FIRST_LIMIT_BYTES = 4 << 10;

    /** Twice the largest frame may wait for the loop; more means the loop is behind, not the network. */
    static final int PAUSE_BYTES = 2 * FramePipeline.MAX_FRAME_BYTES;

    static final int RESUME_BYTES = PAUSE_BYTES / 4;

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
    private final AtomicLong unhandledBytes = new AtomicLong();

    /** Set once, on the owner's loop; from then on the owner hears only {@code closed}. */
    private boolean closing;

    private boolean closedTold;
    private volatile @Nullable String ownReason;

    private ChannelConnection(Channel channel, Loop loop, Handler handler) {
        this.channel = channel;
        this.loop = loop;
        this.handler = handler;
        this.decoder = FramePipeline.install(channel, FIRST_LIMIT_BYTES);
        channel.pipeline().addLast("connection", new Bridge());
    }

    /** Installs frames and callbacks on a channel that is not active yet. {@code opened} follows when it is. */
    public static ChannelConnection attach(Channel channel, Loop loop, Handler handler) {
        return new ChannelConnection(channel, loop, handler);
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
        if (closing) {
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
            if (flushed.isSuccess() && channel instanceof DuplexChannel duplex) {
                // A socket closed with unread input answers by a reset, which may overtake the goodbye just sent: say "no more" and drain until the peer
                // closes.
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
        private boolean paused;
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
            if (unhandledBytes.addAndGet(cost) > PAUSE_BYTES && !paused) {
                paused = true;
                context.channel().config().setAutoRead(false);
                context.executor().execute(() -> resumeIfDrained(context));
            }
            loop.post("frame received", () -> {
                long left = unhandledBytes.addAndGet(-cost);
                if (left < RESUME_BYTES && left + cost >= RESUME_BYTES) {
                    context.executor().execute(() -> resumeIfDrained(context));
                }
                if (!closing) {
                    handler.received(ChannelConnection.this, frame);
                }
            });
        }

        private void resumeIfDrained(ChannelHandlerContext context) {
            if (paused && unhandledBytes.get() < RESUME_BYTES) {
                paused = false;
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
