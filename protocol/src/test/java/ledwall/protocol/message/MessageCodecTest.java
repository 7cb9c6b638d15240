package ledwall.protocol.message;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import ledwall.protocol.id.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
    private static final Path VECTORS = Path.of("src/test/resources/vectors");

    static Stream<Message> everyMessage() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyMessageComesBackAsItWent(Message message) {
        assertEquals(Optional.of(message), MessageCodec.decode(MessageCodec.encode(message)));
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void everyMessageHasAVectorThatDecodesToItAndThatItEncodesTo(Message message) throws IOException {
        String hex = vectors().get(message.getClass().getSimpleName());
        assertEquals(Optional.of(message), MessageCodec.decode(HexFormat.of().parseHex(hex)));
        if (hex.startsWith("01") || hex.startsWith("03")) {
            // Deflated bodies may differ between zlib versions; what they inflate to may not, which the line above holds.
            assertEquals(hex, HexFormat.of().formatHex(MessageCodec.encode(message)));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void aMessageIsRefusedFromTheWrongSide(Message message) {
        byte[] frame = MessageCodec.encode(message);
        if (!(message instanceof ToAgent)) {
            assertThrows(MalformedFrame.class, () -> MessageCodec.fromController(frame));
        }
        if (!(message instanceof ToController)) {
            assertThrows(MalformedFrame.class, () -> MessageCodec.fromAgent(frame));
        }
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void aFrameCutShortAnywhereIsRefusedOrIgnoredButNeverPassesForTheMessage(Message message) {
        byte[] frame = MessageCodec.encode(message);
        boolean attached = MessageTable.of(message).attached();
        for (int length = 0; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            try {
                // Raw bytes have no end of their own: their lack shows in the hash that names them.
                assertTrue(attached || MessageCodec.decode(cut).isEmpty(), "cut at " + cut.length);
            } catch (MalformedFrame expected) {
                assertTrue(String.valueOf(expected.getMessage()).length() > 10);
            }
        }
    }

    @Test
    void unknownFieldsAndNullsAreIgnored() {
        var frame = frame(1, 49, "{\"bytes\":5,\"colour\":{\"deep\":[1,2.5,true]},\"later\":null}");
        assertEquals(Optional.of(new MediaCredit(5)), MessageCodec.decode(frame));
    }

    @Test
    void aMessageNumberOfANewerPeerIsIgnored() {
        assertEquals(Optional.empty(), MessageCodec.decode(frame(1, 4711, "{}")));
    }

    @Test
    void aGoodbyeReasonOfANewerPeerIsReadAsOther() {
        assertEquals(Optional.of(new Goodbye(GoodbyeReason.OTHER, "x")), MessageCodec.decode(frame(1, 7, "{\"reason\":\"lunarEclipse\",\"detail\":\"x\"}")));
    }

    @Test
    void aSmallFrameCannotClaimMuchMemory() {
        byte[] bomb = new byte[64 * 1024 * 1024];
        byte[] packed = new byte[1024 * 1024];
        try (var deflater = new java.util.zip.Deflater(9)) {
            deflater.setInput(bomb);
            deflater.finish();
            int length = deflater.deflate(packed);
            byte[] frame = ByteBuffer.allocate(3 + length).put((byte) 2).putShort((short) 64).put(packed, 0, length).array();
            var refusal = assertThrows(MalformedFrame.class, () -> MessageCodec.decode(frame));
            assertEquals("the body inflates to more than 8388608 bytes", refusal.getMessage());
        }
    }

    @Test
    void aLongTimelineTravelsDeflated() {
        var offer = assertInstanceOf(TimelineOffer.class, Samples.all().stream().filter(TimelineOffer.class::isInstance).findFirst().orElseThrow());
        var payload = Bytes.of("ab".repeat(50_000).getBytes(StandardCharsets.US_ASCII));
        var large = new TimelineOffer(offer.version(), offer.hash(), new ledwall.protocol.trust.Envelope(payload, List.of()));
        byte[] frame = MessageCodec.encode(large);
        assertEquals(4, frame[0]);
        assertTrue(frame.length < 5_000, "frame has " + frame.length + " bytes");
        assertEquals(Optional.of(large), MessageCodec.decode(frame));
    }

    @Test
    void randomBytesNeverDoMoreThanARefusal() {
        var random = new SplittableRandom(20261123);
        for (int i = 0; i < 50_000; i++) {
            byte[] frame = new byte[random.nextInt(200)];
            random.nextBytes(frame);
            if (frame.length > 3) {
                frame[0] = (byte) random.nextInt(6);
                frame[1] = 0;
                frame[2] = (byte) random.nextInt(100);
            }
            try {
                MessageCodec.decode(frame);
            } catch (MalformedFrame expected) {
                assertTrue(String.valueOf(expected.getMessage()).length() < 400);
            }
        }
    }

    @Test
    void aByteFlippedAnywhereNeverDoesMoreThanARefusalOrAnotherValue() {
        var random = new SplittableRandom(7);
        for (Message message : Samples.all()) {
            byte[] frame = MessageCodec.encode(message);
            for (int i = 0; i < 500; i++) {
                byte[] flipped = frame.clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    MessageCodec.decode(flipped);
                } catch (MalformedFrame expected) {
                    assertTrue(String.valueOf(expected.getMessage()).length() < 400);
                }
            }
        }
    }

    @Test
    void theVectorsAreWrittenAnewOnRequest() throws IOException {
        var lines = new LinkedHashMap<String, String>();
        for (Message message : Samples.all()) {
            lines.put(message.getClass().getSimpleName(), HexFormat.of().formatHex(MessageCodec.encode(message)));
        }
        if (Boolean.getBoolean("ledwall.vectors.write")) {
            var text = new StringBuilder();
            lines.forEach((name, hex) -> text.append(name).append(' ').append(hex).append('\n'));
            Files.writeString(VECTORS.resolve("messages.txt"), text);
        }
        assertEquals(lines.keySet(), vectors().keySet());
    }

    private static Map<String, String> vectors() throws IOException {
        var out = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(VECTORS.resolve("messages.txt"))) {
            out.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1));
        }
        return out;
    }

    private static byte[] frame(int format, int number, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + body.length).put((byte) format).putShort((short) number).put(body).array();
    }

    @Test
    void aProofCannotBeUsedByTheOtherSideNorForAnotherScreenOrNonce() {
        var key = Samples.filled(32, 9);
        var one = Samples.filled(32, 1);
        var two = Samples.filled(32, 2);
        var macs = new HashMap<Bytes, String>();
        macs.put(Handshake.agentMac(key, Samples.SCREEN, one, two), "agent");
        macs.put(Handshake.controllerMac(key, Samples.SCREEN, one, two), "controller");
        macs.put(Handshake.agentMac(key, new ledwall.protocol.id.ScreenId("screen-south"), one, two), "other screen");
        macs.put(Handshake.agentMac(key, Samples.SCREEN, two, one), "nonces swapped");
        macs.put(Handshake.agentMac(Samples.filled(32, 8), Samples.SCREEN, one, two), "other key");
        assertEquals(5, macs.size());
        assertArrayEquals(Handshake.agentMac(key, Samples.SCREEN, one, two).array(), Handshake.agentMac(key, Samples.SCREEN, one, two).array());
    }
}
