package ledwall.protocol.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.Samples;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.trust.Envelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineCodecTest {
    @Test
    void aTimelineComesBackAsItWent() {
        assertEquals(Samples.timeline(), TimelineCodec.decode(TimelineCodec.encode(Samples.timeline())));
    }

    @Test
    void equalTimelinesHaveEqualBytes() {
        assertEquals(TimelineCodec.encode(Samples.timeline()), TimelineCodec.encode(TimelineCodec.decode(TimelineCodec.encode(Samples.timeline()))));
    }

    @Test
    void aWeekOfRepeatingWindowsStaysSmallOnTheWire() {
        var loop = new ArrayList<Cue>();
        for (int i = 0; i < 40; i++) {
            loop.add(new Cue(new ItemId("item-" + i), "新年快乐 " + i, new MediaRef(new MediaHash("%064x".formatted(i * 7919L)), 1_000_000 + i, 250), 250));
        }
        var blocks = new ArrayList<Block>();
        for (int hour = 0; hour < 24 * 7; hour++) {
            long from = hour * 3600 * Frames.SECOND;
            blocks.add(new Block(from, from + 1800 * Frames.SECOND, null, loop, new Block.Start(from, 0)));
            blocks.add(new Block(from + 1800 * Frames.SECOND, from + 3600 * Frames.SECOND, "rule-" + hour % 12, loop.subList(hour % 12, hour % 12 + 5), null));
        }
        var timeline = new Timeline(new ScreenId("screen-1"), 1, 640, 360, 25, new MediaRef(Samples.SLATE, 21_000, 125), blocks);
        var payload = TimelineCodec.encode(timeline);
        byte[] frame = MessageCodec.encode(new TimelineOffer(1, new TimelineHash(payload.sha256()), new Envelope(payload, List.of())));
        assertTrue(frame.length <= 64 * 1024, "a week takes " + frame.length + " bytes");
        assertEquals(timeline, TimelineCodec.decode(payload));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "version":7 | "version":0 | version 0, size 640x360 are out of bounds
            "frameRate":25 | "frameRate":24 | frame rate 24 is none of [25, 30, 50, 60]
            "format":1 | "format":2 | timeline format 2 is not known; this agent reads format 1
            "turn":1 | "turn":9 | there is no entry 9 in "turns"
            "media":1 | "media":-1 | there is no entry -1 in "media"
            "frames":250 | "frames":0 | cue of item item-1 lasts 0 frames; it must last at least one
            "screen":"screen-north" | "screen":"../x" | field "screen": screen id must be 1-64 of a-z, 0-9 and -, but is "../x"
            """, quoteCharacter = '\0')
    void aTimelineThatBreaksARuleIsRefusedWithTheReason(String right, String wrong, String reason) {
        String text = new String(TimelineCodec.encode(Samples.timeline()).array(), StandardCharsets.UTF_8);
        assertTrue(text.contains(right), text);
        var broken = Bytes.of(text.replace(right, wrong).getBytes(StandardCharsets.UTF_8));
        assertEquals(reason, assertThrows(IllegalArgumentException.class, () -> TimelineCodec.decode(broken)).getMessage());
    }

    @Test
    void overlappingBlocksAreRefused() {
        var cue = new Cue(Samples.ITEM, "x", new MediaRef(Samples.MEDIA, 1, 1), 1);
        var one = new Block(0, 10, null, List.of(cue), null);
        var two = new Block(9, 20, null, List.of(cue), null);
        assertThrows(IllegalArgumentException.class, () -> new Timeline(Samples.SCREEN, 1, 1, 1, 25, new MediaRef(Samples.SLATE, 1, 1), List.of(one, two)));
    }

    @Test
    void anAgentOfBeforeReleasesReadsTheOrdinaryPlanAlone() {
        var timeline = Samples.releaseTimeline();
        String text = new String(TimelineCodec.encode(timeline).array(), StandardCharsets.UTF_8);
        assertEquals(timeline, TimelineCodec.decode(TimelineCodec.encode(timeline)));
        String before = text.substring(0, text.indexOf(",\"releases\":")) + "}";
        assertEquals(timeline.withReleases(List.of()), TimelineCodec.decode(Bytes.of(before.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aReleaseBlockWithoutAnEndOrAStartIsRefused() {
        var loop = Samples.timeline().blocks().getLast();
        assertThrows(IllegalArgumentException.class, () -> new ReleaseBlock(Samples.RELEASE, true, loop));
        var ending = new Block(loop.fromNanos(), loop.fromNanos() + 5, null, loop.cues(), null);
        assertThrows(IllegalArgumentException.class, () -> new ReleaseBlock(Samples.RELEASE, true, ending));
        var whole = new ReleaseBlock(Samples.RELEASE, true, new Block(loop.fromNanos(), loop.fromNanos() + 5, null, loop.cues(), new Block.Start(0, 0)));
        assertThrows(IllegalArgumentException.class, () -> Samples.timeline().withReleases(List.of(whole, whole)), "they overlap");
    }

    private static final long HOUR = 3600 * Frames.SECOND;

    private static Timeline yearOfQuietNights() {
        return yearOfQuiet(8, 22);
    }

    /** Quiet for so many hours from each of these hours of each day on. */
    private static Timeline yearOfQuiet(int hours, int... begins) {
        var nights = new ArrayList<QuietWindow>();
        for (int day = 0; day < 400; day++) {
            for (int begin : begins) {
                nights.add(new QuietWindow((day * 24 + begin) * HOUR, (day * 24 + begin + hours) * HOUR));
            }
        }
        var loop = new ArrayList<Cue>();
        for (int i = 0; i < 40; i++) {
            loop.add(new Cue(new ItemId("item-" + i), "新年快乐 " + i, new MediaRef(new MediaHash("%064x".formatted(i * 7919L)), 1_000_000 + i, 250), 250));
        }
        return new Timeline(new ScreenId("screen-1"), 1, 640, 360, 25, new MediaRef(Samples.SLATE, 21_000, 125),
                List.of(new Block(0, Block.FOREVER, null, loop, null)), nights);
    }

    @Test
    void aYearOfQuietNightsComesBackAsItWentAndStaysSmallOnTheWire() {
        Timeline timeline = yearOfQuietNights();
        var payload = TimelineCodec.encode(timeline);
        assertEquals(timeline, TimelineCodec.decode(payload));
        byte[] frame = MessageCodec.encode(new TimelineOffer(1, new TimelineHash(payload.sha256()), new Envelope(payload, List.of())));
        byte[] without = MessageCodec.encode(new TimelineOffer(1, new TimelineHash(payload.sha256()),
                new Envelope(TimelineCodec.encode(timeline.withQuiet(List.of())), List.of())));
        assertTrue(frame.length - without.length <= 8 * 1024, "400 nights take " + (frame.length - without.length) + " bytes of " + frame.length);
        assertTrue(payload.length() <= 64 * 1024, "on the disk " + payload.length());
    }

    /** Such an agent leaves out what it does not know, as this decoder does; the words of today are taken away from what it reads. */
    @Test
    void anAgentOfBeforeQuietWindowsShowsTheSlateInThemAndNeverContentUntilItIsSentFurtherOnes() {
        for (Timeline timeline : List.of(yearOfQuietNights(), yearOfQuiet(1, 0, 8, 13, 22))) {
            String text = new String(TimelineCodec.encode(timeline).array(), StandardCharsets.UTF_8);
            String before = text.replace("\"whole\":{", "\"whatever\":{").replace("\"quiet\":[", "\"unheardOf\":[");
            var programme = new Programme(List.of(new Programme.Entry(TimelineCodec.decode(Bytes.of(before.getBytes(StandardCharsets.UTF_8))), new Switch(5, 0))));
            for (QuietWindow night : timeline.quiet()) {
                if (night.fromNanos() > 0 && night.fromNanos() < 40 * 24 * HOUR) {
                    assertTrue(programme.due(night.fromNanos() - 1).isPresent());
                    assertTrue(programme.due(night.fromNanos()).isEmpty(), "content on day " + night.fromNanos() / 24 / HOUR);
                    assertTrue(programme.due(night.untilNanos() - 1).isEmpty());
                    assertTrue(programme.due(night.untilNanos()).isPresent());
                    assertEquals(night.untilNanos(), programme.nextChange(night.fromNanos()));
                }
            }
        }
    }

    @Test
    void fourQuietWindowsADayForAYearStaySmallOnTheWire() {
        Timeline timeline = yearOfQuiet(1, 0, 8, 13, 22);
        var payload = TimelineCodec.encode(timeline);
        assertEquals(timeline, TimelineCodec.decode(payload));
        byte[] frame = MessageCodec.encode(new TimelineOffer(1, new TimelineHash(payload.sha256()), new Envelope(payload, List.of())));
        assertTrue(frame.length <= 32 * 1024, "1,600 windows take " + frame.length + " bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"fromNanos":1763881200000000000,"untilNanos":1763884800000000000} | {"fromNanos":1763881200000000000,"untilNanos":1763881200000000000} \
            | quiet window ends at 1763881200000000000, which is not after its begin 1763881200000000000
            {"fromNanos":1763881200000000000,"untilNanos":1763884800000000000} | {"fromNanos":1763877600000000000,"untilNanos":1763884800000000000} \
            | quiet window 1 begins before the one before it has ended, or with its end
            "quiet":[{"fromNanos":1763874000000000000, | "quiet":[{"fromNanos":9223372036854775807, \
            | quiet window's begin at 9223372036854775807 lies outside the years 1933 to 2116
            "quiet":[{"fromNanos":1763874000000000000, | "quiet":[{"fromNanos":"x", | field "fromNanos" must be a whole number
            "whole":{"fromNanos":1763870400000000000}} | "whole":{"fromNanos":1763879000000000000}} \
            | the piece at 1763870400000000000 is no part of its whole block
            "whole":{"fromNanos":1763870400000000000}} | "whole":{"fromNanos":1763870400000000000,"untilNanos":1763870400000000001}} \
            | the piece at 1763870400000000000 is no part of its whole block
            "whole":{"fromNanos":1763870400000000000}} | "whole":7} | field "whole" must be an object
            """, quoteCharacter = '\0')
    void quietThatBreaksARuleIsRefusedWithTheReason(String right, String wrong, String reason) {
        String text = new String(TimelineCodec.encode(Samples.quietTimeline()).array(), StandardCharsets.UTF_8);
        assertTrue(text.contains(right), text);
        String first = text.substring(0, text.indexOf(right)) + wrong + text.substring(text.indexOf(right) + right.length());
        var broken = Bytes.of(first.getBytes(StandardCharsets.UTF_8));
        assertEquals(reason, assertThrows(IllegalArgumentException.class, () -> TimelineCodec.decode(broken)).getMessage());
    }

    @Test
    void blocksThatQuietCutsAnywhereComeBackAsTheyWent() {
        var cue = new Cue(Samples.ITEM, "x", new MediaRef(Samples.MEDIA, 1, 1), 1);
        var random = new SplittableRandom(7);
        for (int round = 0; round < 2_000; round++) {
            var blocks = new ArrayList<Block>();
            long at = random.nextLong(20);
            for (int i = random.nextInt(5); i > 0; i--) {
                long until = at + 1 + random.nextLong(20);
                blocks.add(new Block(at, i == 1 && random.nextBoolean() ? Block.FOREVER : until, random.nextBoolean() ? "r" : null, List.of(cue),
                        random.nextBoolean() ? new Block.Start(at, 0) : null));
                at = until + random.nextLong(3);
            }
            var windows = new ArrayList<QuietWindow>();
            at = random.nextLong(10);
            for (int i = random.nextInt(6); i > 0; i--) {
                long until = at + 1 + random.nextLong(15);
                windows.add(new QuietWindow(at, until));
                at = until + 1 + random.nextLong(15);
            }
            var timeline = new Timeline(Samples.SCREEN, 1, 1, 1, 25, new MediaRef(Samples.SLATE, 1, 1), blocks, windows);
            String text = new String(TimelineCodec.encode(timeline).array(), StandardCharsets.UTF_8);
            assertEquals(timeline, TimelineCodec.decode(Bytes.of(text.getBytes(StandardCharsets.UTF_8))));
            var before = TimelineCodec.decode(Bytes.of(text.replace("\"whole\":{", "\"whatever\":{").replace("\"quiet\":[", "\"unheardOf\":[")
                    .getBytes(StandardCharsets.UTF_8)));
            var then = new Programme(List.of(new Programme.Entry(before, new Switch(-1, 0))));
            var now = new Programme(List.of(new Programme.Entry(timeline, new Switch(-1, 0))));
            for (long instant = 0; instant < 150; instant++) {
                assertEquals(now.due(instant).isPresent(), then.due(instant).isPresent(), "to an agent of before a quiet window is a gap: " + text);
            }
        }
    }
}
