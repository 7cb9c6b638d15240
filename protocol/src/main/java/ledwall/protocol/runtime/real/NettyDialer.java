package ledwall.protocol.runtime.real;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Dialer;
import ledwall.protocol.runtime.Loop;

/**
 * Opens real sockets. A name is resolved on a virtual thread: the resolver blocks for seconds when DNS is down, and the event loop carries the living
 * connections.
 */
final class NettyDialer implements Dialer {
    private final EventLoopGroup group;

    NettyDialer(EventLoopGroup group) {
        this.group = group;
    }

    @Override
    public void dial(String host, int port, Duration timeout, Loop loop, Connection.Handler handler, Failed failed) {
        var attempt = new Attempt(host + ":" + port, timeout, loop, handler, failed);
        loop.after(timeout, "dial timeout", attempt::timedOut);
        Thread.ofVirtual().name("resolve " + host).start(() -> {
            try {
                attempt.connect(new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (UnknownHostException e) {
                attempt.fail("unknown host " + host);
            }
        });
    }

    /** One dial. Whatever settles it first (opened, failed, timed out) is all that is told. */
    private final class Attempt {
        private final String target;
        private final Duration timeout;
        private final Loop loop;
        private final Connection.Handler handler;
        private final Failed failed;
        private final AtomicBoolean settled = new AtomicBoolean();

        Attempt(String target, Duration timeout, Loop loop, Connection.Handler handler, Failed failed) {
            this.target = target;
            this.timeout = timeout;
            this.loop = loop;
            this.handler = handler;
            this.failed = failed;
        }

        void connect(InetSocketAddress address) {
            if (settled.get()) {
                return;
            }
            new Bootstrap()
                    .group(group)
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE))
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.SO_KEEPALIVE, true)
                    .handler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast("dial", new DialGate(settled, loop, handler));
                        }
                    })
                    .connect(address)
                    .addListener((ChannelFuture done) -> {
                        if (!done.isSuccess()) {
                            fail(reason(done.cause()));
                        }
                    });
        }

        private String reason(Throwable cause) {
            if (cause instanceof ConnectTimeoutException) {
                return noAnswer();
            }
            return cause instanceof ConnectException ? "connection refused by " + target : target + ": " + cause.getMessage();
        }

        void timedOut() {
            fail(noAnswer());
        }

        private String noAnswer() {
            return "no answer from " + target + " within " + timeout.toMillis() + " ms";
        }

        void fail(String why) {
            if (settled.compareAndSet(false, true)) {
                loop.post("dial failed", () -> failed.failed(why));
            }
        }
    }
}
