package ledwall.protocol.runtime.real;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicBoolean;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Loop;

/** Turns a freshly connected channel into a connection, unless its dial was already given up; then goes away. */
final class DialGate extends ChannelInboundHandlerAdapter {
    private final AtomicBoolean settled;
    private final Loop loop;
    private final Connection.Handler handler;

    DialGate(AtomicBoolean settled, Loop loop, Connection.Handler handler) {
        this.settled = settled;
        this.loop = loop;
        this.handler = handler;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A channel that nobody wants is closed; there is nobody to tell.
    public void channelActive(ChannelHandlerContext context) {
        if (settled.compareAndSet(false, true)) {
            ChannelConnection.attach(context.channel(), loop, handler);
            context.fireChannelActive();
            context.pipeline().remove(this);
        } else {
            context.close();
        }
    }
}
