package ledwall.sim;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a simulated connection as Netty sees it. Writes only what its wire takes and keeps the rest in Netty's outbound buffer until acknowledgements free
 * space, so a slow line really makes it unwritable; reads only when asked to, so back-pressure works.
 */
final class SimChannel extends AbstractChannel implements DuplexChannel {
    private static final ChannelMetadata METADATA = new ChannelMetadata(false, 16);

    final SimLife life;
    private final SimWorld world;
    private final SimAddress local;
    private final SimAddress remote;
    private final DefaultChannelConfig config = new DefaultChannelConfig(this);
    private @Nullable SimWire in;
    private @Nullable SimWire out;
    private boolean open = true;
    private boolean readPending;
    private boolean reading;
    private boolean outputShut;

    SimChannel(SimWorld world, long number, SimLife life, SimAddress local, SimAddress remote) {
        super(null, new SimChannelId(number));
        this.world = world;
        this.life = life;
        this.local = local;
        this.remote = remote;
        config.setAllocator(new UnpooledByteBufAllocator(false, true));
    }

    void wire(SimWire incoming, SimWire outgoing) {
        in = incoming;
        out = outgoing;
    }

    /** Closed, or its process is dead: nobody reads here any more. */
    boolean isGone() {
        return !open || !life.alive;
    }

    /** Something arrived on the wire. */
    void readable() {
        if (reading || in == null) {
            return;
        }
        reading = true;
        try {
            while (readPending && in.hasArrived() && !isGone()) {
                byte[] chunk = in.take();
                if (chunk == null) {
                    unsafe().close(voidPromise());
                    return;
                }
                readPending = false;
                pipeline().fireChannelRead(Unpooled.wrappedBuffer(chunk));
                pipeline().fireChannelReadComplete();
            }
        } finally {
            reading = false;
        }
    }

    /** The wire takes more bytes again. */
    void spaceFreed() {
        if (!isGone() && isRegistered()) {
            ((SimUnsafe) unsafe()).flushAgain();
        }
    }

    /** Never opened, because its dialer gave up: the other end learns it by a reset. */
    void abandon() {
        open = false;
        Objects.requireNonNull(out).resetReader();
    }

    void resetByPeer() {
        if (!isGone() && isRegistered()) {
            pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            unsafe().close(voidPromise());
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) {
        var wire = Objects.requireNonNull(out);
        while (buffer.current() instanceof ByteBuf bytes) {
            int length = Math.min(bytes.readableBytes(), wire.space());
            if (length == 0 && bytes.isReadable()) {
                return;
            }
            byte[] taken = new byte[length];
            bytes.getBytes(bytes.readerIndex(), taken);
            if (length > 0) {
                wire.accept(taken);
            }
            if (length == bytes.readableBytes()) {
                buffer.remove();
            } else {
                buffer.removeBytes(length);
            }
        }
    }

    @Override
    protected void doBeginRead() {
        readPending = true;
        if (!reading && in != null && in.hasArrived()) {
            eventLoop().execute(this::readable);
        }
    }

    @Override
    protected void doShutdownOutput() {
        if (!outputShut) {
            outputShut = true;
            Objects.requireNonNull(out).finish();
        }
    }

    @Override
    protected void doClose() {
        if (!open) {
            return;
        }
        open = false;
        if (!life.alive || in == null || out == null) {
            return;
        }
        if (in.hasArrived()) {
            // As TCP: who closes with unread input resets the connection, and what was on its way out may be lost.
            world.marks().hit("network.closed-with-unread-input");
            out.resetReader();
        } else {
            doShutdownOutput();
        }
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new SimUnsafe();
    }

    private final class SimUnsafe extends AbstractUnsafe {
        void flushAgain() {
            flush0();
        }

        @Override
        public void connect(SocketAddress remoteAddress, SocketAddress localAddress, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException("connected when made"));
        }
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof SimEventLoop;
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("connected when made");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    @Override
    public boolean isInputShutdown() {
        return !open;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShut || !open;
    }

    @Override
    public boolean isShutdown() {
        return !open;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        ((AbstractUnsafe) unsafe()).shutdownOutput(promise);
        return promise;
    }

    @Override
    public ChannelFuture shutdownInput() {
        return shutdownInput(newPromise());
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        return promise.setFailure(new UnsupportedOperationException("nobody needs it"));
    }

    @Override
    public ChannelFuture shutdown() {
        return close();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        return close(promise);
    }
}
