package ledwall.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.message.Samples;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.timeline.Tokens;
import ledwall.protocol.timeline.Verdict;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads: each is refused by a reason, or is a timeline that comes back as it went and knows at any instant what is due. */
class TimelineFuzzTest {
    private static final int MOST_SHOWINGS = 20;

    static Stream<byte[]> seeds() {
        String hash = "ab".repeat(32);
        String small = "{\"format\":1,\"screen\":\"s\",\"version\":1,\"width\":1,\"height\":1,\"frameRate\":25,\"media\":[{\"hash\":\"" + hash
                + "\",\"bytes\":1,\"frames\":1}],\"turns\":[[{\"item\":\"i\",\"name\":\"\",\"media\":0,\"frames\":1},{\"item\":\"j\",\"name\":\"新\",\"media\":0,"
                + "\"frames\":2147483647}]],\"blocks\":[{\"fromNanos\":%d,\"untilNanos\":%d,\"turn\":0,\"start\":{\"anchorNanos\":%d,\"firstCue\":1}},"
                + "{\"fromNanos\":%d,\"rule\":\"r\",\"turn\":0}]}";
        return Stream.concat(Stream.of(Samples.timeline(), Samples.quietTimeline(), Samples.releaseTimeline()).map(each -> TimelineCodec.encode(each).array()),
                Stream.of(small.formatted(0, 9, 5, 9), small.formatted(-1, 1, Long.MIN_VALUE, 7), small.formatted(Long.MIN_VALUE, 0, 0, Long.MAX_VALUE - 1),
                small.formatted(1, Long.MAX_VALUE - 2, Long.MAX_VALUE, Long.MAX_VALUE - 1)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @DictionaryEntries({"\"fromNanos\":", "\"untilNanos\":", "\"anchorNanos\":", "\"firstCue\":", "\"frames\":", "\"turn\":", "\"whole\":{", "\"quiet\":[", "\"releases\":[",
            "\"needsToken\":",
            "-9223372036854775808", "9223372036854775807", "4611686018427387904", "2147483647", "},{", "]],[["})
    @FuzzTest(maxDuration = "10s")
    void timelines(byte[] payload) {
        Timeline timeline;
        try {
            timeline = TimelineCodec.decode(Bytes.of(payload));
        } catch (IllegalArgumentException refused) {
            assertTrue(String.valueOf(refused.getMessage()).length() <= 400);
            return;
        }
        assertEquals(timeline, TimelineCodec.decode(TimelineCodec.encode(timeline)));
        var instants = instants(timeline);
        for (long at : List.of(instants.first(), 0L, instants.last())) {
            var programme = new Programme(List.of(new Programme.Entry(timeline, new Switch(at, 1))));
            instants.forEach(instant -> judge(programme, instant));
            timeline.releases().stream().findFirst().ifPresent(each -> {
                var late = programme.with(Tokens.NONE.hear(each.release(), Verdict.GO, each.block().fromNanos() + 1));
                instants.forEach(instant -> judge(late, instant));
            });
        }
    }

    /** Those at which something changes, their neighbours, and the ends of time. */
    private static TreeSet<Long> instants(Timeline timeline) {
        var out = new TreeSet<>(List.of(Instants.FIRST_NANOS, 0L, Instants.LAST_NANOS));
        for (Block block : Stream.concat(timeline.blocks().stream(), timeline.releases().stream().map(ReleaseBlock::block)).limit(20).toList()) {
            var start = block.start();
            for (long at : new long[] {block.fromNanos(), block.untilNanos(), start == null ? 0 : start.anchorNanos()}) {
                for (long near = -1; near <= 1; near++) {
                    out.add(Math.clamp(at == Block.FOREVER ? 0 : at + near, Instants.FIRST_NANOS, Instants.LAST_NANOS));
                }
            }
        }
        for (QuietWindow window : timeline.quiet().subList(0, Math.min(20, timeline.quiet().size()))) {
            for (long at : new long[] {window.fromNanos(), window.untilNanos()}) {
                for (long near = -1; near <= 1; near++) {
                    out.add(Math.clamp(at + near, Instants.FIRST_NANOS, Instants.LAST_NANOS));
                }
            }
        }
        return out;
    }

    private static void judge(Programme programme, long at) {
        boolean quiet = programme.inForce(at).map(Programme.Entry::timeline).filter(timeline -> timeline.quiet().stream().anyMatch(each -> each.covers(at)))
                .isPresent();
        assertEquals(quiet, programme.quiet(at).isPresent());
        assertTrue(!quiet || programme.due(at).isEmpty(), "what is quiet shows nothing");
        programme.due(at).ifPresent(showing -> assertTrue(showing.startNanos() <= at && at < showing.endNanos(), showing + " at " + at));
        assertTrue(programme.nextChange(at) > at, "time goes on after " + at);
        long last = Long.MIN_VALUE;
        for (var showing : programme.between(at, Instants.LAST_NANOS, MOST_SHOWINGS)) {
            assertTrue(showing.startNanos() >= last && showing.endNanos() > showing.startNanos(), showing.toString());
            last = showing.endNanos();
        }
    }
}
