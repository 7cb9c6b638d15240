package ledwall.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;

/** Files and timelines for tests: a file is so many random bytes, and nobody looks into it. */
final class Content {
    static final ScreenId SCREEN = new ScreenId("screen-north");
    static final int FPS = 25;

    private final SplittableRandom random;
    private final ScriptedController controller;
    final MediaRef slate;

    Content(long seed, ScriptedController controller) {
        this.random = new SplittableRandom(seed ^ 0xc0ffee);
        this.controller = controller;
        this.slate = file(20_000, 5);
    }

    /** Puts a file into the controller's library. */
    MediaRef file(int bytes, int seconds) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return file(content, seconds * FPS);
    }

    /** The same of a file that somebody does look into, which is said to hold so many frames. */
    MediaRef file(byte[] content, int frames) {
        var hash = new MediaHash(Bytes.of(content).sha256());
        controller.library.put(hash, content);
        return new MediaRef(hash, content.length, frames);
    }

    /** A loop of one cue a file, each shown once in full. */
    Timeline loop(long version, MediaRef... files) {
        List<Cue> cues = new ArrayList<>();
        for (MediaRef file : files) {
            cues.add(new Cue(new ItemId("item-" + file.hash().value().substring(0, 8)), "Item " + (cues.size() + 1), file, file.frames()));
        }
        return timeline(SCREEN, version, List.of(new Block(0, Block.FOREVER, null, cues, null)));
    }

    Timeline timeline(ScreenId screen, long version, List<Block> blocks) {
        return new Timeline(screen, version, 640, 360, FPS, slate, blocks);
    }

    static TimelineOffer offer(Timeline timeline) {
        Bytes payload = TimelineCodec.encode(timeline);
        return new TimelineOffer(timeline.version(), new TimelineHash(payload.sha256()), new Envelope(payload, List.of()));
    }

    static TimelineSwitch change(TimelineOffer offer, long atNanos, int firstCue) {
        return new TimelineSwitch(offer.version(), offer.hash(), new Switch(atNanos, firstCue));
    }
}
