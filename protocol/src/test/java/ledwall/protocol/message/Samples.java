package ledwall.protocol.message;

import java.nio.charset.StandardCharsets;
import java.util.List;
import ledwall.protocol.asrun.AsRunChain;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.QuietWindow;
import ledwall.protocol.timeline.ReleaseBlock;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.timeline.Verdict;
import ledwall.protocol.trust.Envelope;
import ledwall.protocol.trust.Signature;

/** One of each message, with the values that {@code PROTOCOL.md} and the vectors show. */
public final class Samples {
    public static final ScreenId SCREEN = new ScreenId("screen-north");
    public static final MediaHash MEDIA = new MediaHash("ab".repeat(32));
    public static final MediaHash SLATE = new MediaHash("5a".repeat(32));
    public static final ItemId ITEM = new ItemId("item-1");
    public static final ReleaseRef RELEASE = new ReleaseRef(new ReleaseId("release-1"), 3);
    private static final long NOON = 1_763_870_400_000_000_000L;

    private Samples() {}

    public static Timeline timeline() {
        var slate = new MediaRef(SLATE, 21_000, 125);
        var cue = new Cue(ITEM, "新年 ལོ་གསར།", new MediaRef(MEDIA, 1_048_576, 500), 250);
        var loop = new Block(NOON, Block.FOREVER, null, List.of(cue), null);
        var window = new Block(NOON - 3_600_000_000_000L, NOON, "rule-1", List.of(cue, cue), new Block.Start(NOON - 3_600_000_000_000L, 0));
        return new Timeline(SCREEN, 7, 640, 360, 25, slate, List.of(window, loop));
    }

    /** The same of a screen that is black from one to two o'clock and from three to four. */
    public static Timeline quietTimeline() {
        long hour = 3_600_000_000_000L;
        return timeline().withQuiet(List.of(new QuietWindow(NOON + hour, NOON + 2 * hour), new QuietWindow(NOON + 3 * hour, NOON + 4 * hour)));
    }

    /** The same of a screen that has a part in a release at half past four. */
    public static Timeline releaseTimeline() {
        long at = NOON + 4 * 3_600_000_000_000L + 1_800_000_000_000L;
        var cue = new Cue(new ItemId("item-9"), "开馆", new MediaRef(MEDIA, 1_048_576, 500), 500);
        var block = new Block(at, at + 600_000_000_000L, "rule-9", List.of(cue), new Block.Start(at, 0));
        return quietTimeline().withReleases(List.of(new ReleaseBlock(RELEASE, true, block)));
    }

    public static List<Message> all() {
        var payload = TimelineCodec.encode(releaseTimeline());
        var hash = new TimelineHash(payload.sha256());
        var intent = new AsRunRecord(1, AsRunRecord.Kind.INTENT, 1, 7, ITEM, "新年", MEDIA, NOON, NOON - 5, 1_000_000, AsRunRecord.Outcome.NONE,
                AsRunChain.BEGIN);
        var end = new AsRunRecord(2, AsRunRecord.Kind.END, 1, 7, ITEM, "新年", MEDIA, NOON, NOON + 10, 1_000_000, AsRunRecord.Outcome.SHOWN,
                AsRunChain.hash(intent));
        var problem = new Problem("mediaMissing", NOON, "item-2 is not on this disk yet; the slate is shown instead");
        var upkeep = new Upkeep(12, 700_000_000L, 2, 41_943_040L, 2_500_000L,
                new Upkeep.LastError(NOON - 60_000_000_000L, "playerLost", "the player is silent"), new Cover("grid", NOON + 30_000_000_000L), 40);
        return List.of(
                new Hello(1, 1, SCREEN, "0.1.0", "boot-1", "run-1", filled(32, 1)),
                new Challenge(1, filled(32, 2)),
                new Proof(Handshake.agentMac(filled(32, 9), SCREEN, filled(32, 1), filled(32, 2))),
                new Welcome("s-1", Handshake.controllerMac(filled(32, 9), SCREEN, filled(32, 1), filled(32, 2)), SCREEN, "North Square", 640, 360, 25,
                        "0.1.0", 2000, 6000, NOON + 30_000_000_000L),
                new Enrol(1, 1, "K7Q2M-9XW4T", "0.1.0"),
                new Enrolled(SCREEN, "North Square", filled(32, 9)),
                new Goodbye(GoodbyeReason.TAKEN_OVER, "another agent with this screen's key has come"),
                new TimeRequest(3, 123_456_789L),
                new TimeAnswer(3, 123_456_789L, NOON, NOON + 20_000),
                new Heartbeat(4, NOON, PlayState.PLAYING, 7, hash, NOON + 600_000_000_000L, ITEM, "新年", 1_240_000_000L, -300_000L, 0, 9_000_000_000L,
                        12_000_000L, 2_000_000L, true, 800_000L, List.of(problem), upkeep, List.of(new ReleaseProgress(RELEASE, 639_631, 1_048_576, true))),
                new TimelineOffer(7, hash, new Envelope(payload, List.of(new Signature("ed25519", "key-1", "AAAA")))),
                new TimelineReady(7, hash, NOON + 600_000_000_000L, 1, 1_048_576),
                new TimelineRefused(7, hash, "wrongScreen", "the timeline is for screen-south"),
                new TimelineSwitch(7, hash, new Switch(NOON, 0)),
                new MediaWanted(MEDIA, 65_536, NOON),
                new MediaCredit(262_144, 16_384),
                new MediaChunk(MEDIA, 65_536, 65_541, Bytes.of("light".getBytes(StandardCharsets.US_ASCII))),
                new MediaUnavailable(MEDIA, "notPlanned", "no timeline of this screen names the file"),
                new MediaDone(MEDIA, true),
                new AsRunBatch(List.of(intent, end)),
                new AsRunAck(2),
                new SnapshotRequest(5, 640),
                new Snapshot(5, NOON, ITEM, 640, 360, filled(4, 255)),
                new SnapshotFailed(5, "noDisplay", "display :71 does not answer; is the X server running?"),
                new Command("command-1", "testPicture", new CoverRequest("grid", 30, 64, 32)),
                new CommandDone("command-1", true, "done", "the grid is on the glass"),
                new LogRequest(6, 524_288),
                new LogPiece(6, 0, 5, Bytes.of("ended".getBytes(StandardCharsets.US_ASCII))),
                new LogFailed(6, "noLog", "this agent keeps no log"),
                new StopOrder(12, true, StopPicture.BLACK, 1),
                new StopState(12, true, StopPicture.BLACK, 2, true, NOON, "wrong picture on the square"),
                new ReleaseOrder(List.of(new ReleaseOrder.Order(RELEASE, Verdict.GO), new ReleaseOrder.Order(new ReleaseRef(new ReleaseId("release-0"), 1),
                        Verdict.WITHDRAWN)), true),
                new ReleaseKept(List.of(new ReleaseKept.Kept(RELEASE, Verdict.GO, NOON, true))));
    }

    public static Bytes filled(int count, int value) {
        byte[] bytes = new byte[count];
        java.util.Arrays.fill(bytes, (byte) value);
        return Bytes.of(bytes);
    }
}
