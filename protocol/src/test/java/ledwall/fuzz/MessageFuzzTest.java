package ledwall.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import ledwall.protocol.message.Goodbye;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.Message;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.Vectors;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames: each is ignored, or is a message that comes back as it went, or is refused by a reason that can be said. */
class MessageFuzzTest {
    static Stream<byte[]> seeds() {
        return Stream.concat(Vectors.messages().values().stream(),
                Vectors.malformed().stream().filter(vector -> vector.stream().length > 4)
                        .map(vector -> Arrays.copyOfRange(vector.stream(), 4, vector.stream().length)));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"\":", ",\"", "null", "true", "false", "[{", "}]", "\"\"", "-1", "9223372036854775807", "1e9", "\\ud83d\\ude00", "新"})
    @FuzzTest(maxDuration = "10s")
    void messages(byte[] frame) {
        for (Phase phase : Phase.values()) {
            judge(() -> MessageCodec.fromAgent(frame, phase));
            judge(() -> MessageCodec.fromController(frame, phase));
        }
    }

    private interface Reading {
        Optional<? extends Message> read();
    }

    private static void judge(Reading reading) {
        Optional<? extends Message> read;
        try {
            read = reading.read();
        } catch (MalformedFrame refused) {
            String why = String.valueOf(refused.getMessage());
            assertTrue(why.length() <= 400 && why.chars().noneMatch(Character::isISOControl), why);
            var goodbye = new Goodbye(refused.reason(), why);
            assertEquals(Optional.of(goodbye), MessageCodec.decode(MessageCodec.encode(goodbye)));
            return;
        }
        read.ifPresent(message -> assertEquals(Optional.of(message), MessageCodec.decode(MessageCodec.encode(message))));
    }
}
