package ledwall.protocol.runtime.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import ledwall.protocol.frame.FramePipeline;
import ledwall.protocol.runtime.Loop;
import ledwall.sim.Recorder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a peer can make this side keep in memory while the owner's loop is behind, and what is still heard of one that has left meanwhile. */
class FloodTest {
    private static final int TINY_FRAME_BYTES = 7;

    private final ArrayDeque<Runnable> behind = new ArrayDeque<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(false, false);
    private final Recorder owner = new Recorder();

    private final Loop loop = new Loop() {
        @Override
        public void post(String name, Runnable task) {
            behind.add(task);
        }

        @Override
        public Timer after(Duration delay, String name, Runnable task) {
            return () -> {};
        }

        @Override
        public boolean inside() {
            return true;
        }
    };

    @BeforeEach
    void open() throws Exception {
        ChannelConnection.attach(channel, loop, owner);
        channel.register();
    }

    private void catchUp() {
        while (!behind.isEmpty()) {
            behind.remove().run();
            channel.runPendingTasks();
        }
    }

    private static ByteBuf tinyFrames(int count) {
        var out = Unpooled.buffer();
        for (int i = 0; i < count; i++) {
            out.writeInt(3).writeMedium(i);
        }
        return out;
    }

    @Test
    void aStrangersTinyFramesWaitAsBytesNotAsObjects() {
        channel.writeInbound(tinyFrames(64 * 1024 / TINY_FRAME_BYTES));
        assertTrue(behind.size() <= 70, behind.size() + " tasks wait");
        catchUp();
        assertEquals(64 * 1024 / TINY_FRAME_BYTES, owner.frames.size());
        for (int i = 0; i < owner.frames.size(); i++) {
            assertEquals(i, Unpooled.wrappedBuffer(owner.frames.get(i)).readUnsignedMedium());
        }
    }

    @Test
    void aLimitRaisedWhileFramesWaitDoesNotLeaveTheChannelUnread() {
        channel.writeInbound(tinyFrames(1_000));
        behind.remove().run();
        owner.connection().limitInbound(FramePipeline.MAX_FRAME_BYTES);
        catchUp();
        assertEquals(1_000, owner.frames.size());
        assertTrue(channel.config().isAutoRead());
        channel.writeInbound(tinyFrames(10));
        catchUp();
        assertEquals(1_010, owner.frames.size());
    }

    @Test
    void theLastWordsOfAPeerThatHasLeftAreHeardThoughEarlierOnesAreAnswered() {
        owner.onFrame = (connection, frame) -> connection.send(frame);
        channel.writeInbound(tinyFrames(3));
        channel.close();
        catchUp();
        assertEquals(3, owner.frames.size());
        assertEquals(List.of("closed by the peer"), owner.closed);
    }

    @Test
    void aBadLengthBehindFramesThatWaitIsStillRefused() {
        channel.writeInbound(tinyFrames(1_000).writeInt(0));
        catchUp();
        assertEquals(1_000, owner.frames.size());
        assertEquals(1, owner.refused.size());
    }
}
