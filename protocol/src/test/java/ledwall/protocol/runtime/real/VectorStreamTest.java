package ledwall.protocol.runtime.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.Message;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.Samples;
import ledwall.protocol.message.Vectors;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Loop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every vector through the pipeline of production, however its bytes are cut: the same messages, and the same refusals. */
class VectorStreamTest {
    /** Streams up to this length are cut at each byte, longer ones, which inflate to megabytes, at some. */
    private static final int CUT_EVERYWHERE_BYTES = 700;

    static Stream<Map.Entry<String, byte[]>> messages() {
        return Vectors.messages().entrySet().stream();
    }

    static Stream<Vectors.Malformed> malformed() {
        return Vectors.malformed().stream();
    }

    private static final Loop AT_ONCE = new Loop() {
        @Override
        public void post(String name, Runnable task) {
            task.run();
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

    /** One end of a connection that reads what the other says, and stops at the first thing that it has to refuse. */
    private static final class Reader implements Connection.Handler {
        private final List<Message> messages = new ArrayList<>();
        private final Phase phase;
        private final boolean fromAgent;
        private final boolean anyPhase;
        private final EmbeddedChannel channel = new EmbeddedChannel(false, false);
        private String refusal = "";

        Reader(Phase phase, boolean fromAgent, boolean anyPhase) {
            this.phase = phase;
            this.fromAgent = fromAgent;
            this.anyPhase = anyPhase;
            ChannelConnection.attach(channel, AT_ONCE, this);
            try {
                channel.register();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        void read(byte[] bytes, int from, int until) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes, from, until - from));
            }
        }

        @Override
        public void opened(Connection connection) {
            connection.limitInbound(phase.maxFrameBytes());
        }

        @Override
        public void received(Connection connection, byte[] frame) {
            if (!refusal.isEmpty()) {
                return;
            }
            try {
                if (anyPhase) {
                    MessageCodec.decode(frame).ifPresent(messages::add);
                } else if (fromAgent) {
                    MessageCodec.fromAgent(frame, phase).ifPresent(messages::add);
                } else {
                    MessageCodec.fromController(frame, phase).ifPresent(messages::add);
                }
            } catch (MalformedFrame malformed) {
                refusal = WireName.of(malformed.reason()) + ": " + malformed.getMessage();
            }
        }

        @Override
        public void refused(Connection connection, String why) {
            refusal = "oversized: " + why;
        }

        @Override
        public void writabilityChanged(Connection connection) {}

        @Override
        public void closed(Connection connection, String reason) {}
    }

    private static List<Message> read(byte[] stream, int... cuts) {
        var reader = new Reader(Phase.WELCOMED, true, true);
        feed(reader, stream, cuts);
        assertEquals("", reader.refusal);
        return reader.messages;
    }

    private static void feed(Reader reader, byte[] stream, int... cuts) {
        int from = 0;
        for (int cut : cuts) {
            reader.read(stream, from, cut);
            from = cut;
        }
        reader.read(stream, from, stream.length);
    }

    private static byte[] everything() {
        var out = new ByteArrayOutputStream();
        Vectors.messages().values().forEach(frame -> out.writeBytes(Vectors.stream(frame)));
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aVectorCutAnywhereIsTheSameMessage(Map.Entry<String, byte[]> vector) {
        byte[] stream = Vectors.stream(vector.getValue());
        var expected = List.of(MessageCodec.decode(vector.getValue()).orElseThrow());
        for (int cut = 0; cut <= stream.length; cut++) {
            assertEquals(expected, read(stream, cut), vector.getKey() + " cut at " + cut);
        }
    }

    @Test
    void allVectorsInOneStreamCutAnywhereAreTheSameMessages() {
        byte[] stream = everything();
        for (int cut = 0; cut <= stream.length; cut++) {
            assertEquals(Samples.all(), read(stream, cut), "cut at " + cut);
        }
    }

    @Test
    void allVectorsByteByByteAreTheSameMessages() {
        byte[] stream = everything();
        int[] cuts = new int[stream.length];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = i;
        }
        assertEquals(Samples.all(), read(stream, cuts));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allVectorsCutAtRandomPlacesAreTheSameMessages(long seed) {
        byte[] stream = everything();
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            // From a few large pieces, each of many frames, to many of a few bytes.
            assertEquals(Samples.all(), read(stream, random.ints(random.nextInt(1, 1 << random.nextInt(1, 12)), 0, stream.length).sorted().toArray()));
        }
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void aMalformedVectorCutAnywhereIsRefusedAlike(Vectors.Malformed vector) {
        byte[] stream = vector.stream();
        String expected = WireName.of(vector.reason()) + ": " + vector.detail();
        int step = stream.length <= CUT_EVERYWHERE_BYTES ? 1 : stream.length / 5;
        for (int cut = 0; cut <= stream.length; cut += step) {
            var reader = new Reader(vector.phase(), vector.fromAgent(), false);
            feed(reader, stream, cut);
            assertEquals(expected, reader.refusal, "cut at " + cut);
        }
        assertEquals(new Goodbye(vector.reason(), vector.detail()),
                MessageCodec.decode(MessageCodec.encode(new Goodbye(vector.reason(), vector.detail()))).orElseThrow(), "it can be said");
        assertTrue(vector.detail().length() <= 250 && vector.detail().chars().noneMatch(Character::isISOControl), "fit for a log line");
    }
}
