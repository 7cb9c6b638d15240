package ledwall.protocol.runtime.real;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Listener;
import ledwall.protocol.runtime.Loop;

/** Accepts real sockets. {@link #listen} blocks shortly while it binds, so it is called at start-up. */
final class NettyListener implements Listener {
    private static final int BACKLOG = 1024;

    private final EventLoopGroup group;

    NettyListener(EventLoopGroup group) {
        this.group = group;
    }

    @Override
    public Bound listen(String host, int port, Loop loop, Connection.Handler handler) throws IOException {
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
                        ChannelConnection.attach(channel, loop, handler);
                    }
                })
                .bind(host, port)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new Socket(bound.channel());
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
