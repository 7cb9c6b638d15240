package ledwall.protocol.runtime.real;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Listener;
import ledwall.protocol.runtime.Loop;

/**
 * Accepts real sockets, as fast as the owner's loop hears of them and no faster: the rest wait in the kernel, where they cost next to nothing. Where the
 * process has no file descriptor left, Netty tries again after a second. {@link #listen} blocks shortly while it binds, so it is called at start-up.
 */
final class NettyListener implements Listener {
    private static final int BACKLOG = 1024;

    /** So many accepted connections may be unknown to the owner's loop; below half of it more are accepted. */
    private static final int MOST_UNHEARD = 128;

    private final EventLoopGroup group;

    NettyListener(EventLoopGroup group) {
        this.group = group;
    }

    @Override
    public Bound listen(String host, int port, Loop loop, Connection.Handler handler) throws IOException {
        var lingering = new Lingering();
        var unheard = new AtomicInteger();
        var bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                // A restarted controller takes its port back while old connections linger.
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        hear(channel.parent(), loop, unheard);
                        ChannelConnection.attach(channel, loop, handler, lingering);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new Socket(bound.channel());
    }

    private static void hear(Channel port, Loop loop, AtomicInteger unheard) {
        if (unheard.incrementAndGet() == MOST_UNHEARD) {
            port.config().setAutoRead(false);
            if (unheard.get() <= MOST_UNHEARD / 2) {
                // The loop was faster, and will not say so again.
                port.config().setAutoRead(true);
            }
        }
        loop.post("connection accepted", () -> {
            if (unheard.decrementAndGet() == MOST_UNHEARD / 2) {
                port.config().setAutoRead(true);
            }
        });
    }

    private record Socket(Channel channel) implements Bound {
        @Override
        public int port() {
            return ((InetSocketAddress) channel.localAddress()).getPort();
        }

        @Override
        public void close() {
            channel.close().awaitUninterruptibly();
        }
    }
}
