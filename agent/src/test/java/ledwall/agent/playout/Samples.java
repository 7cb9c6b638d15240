package ledwall.agent.playout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Cue;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.MediaRef;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;

/** Programmes made by hand. */
final class Samples {
    static final long SECOND = Frames.SECOND;
    static final MediaRef SLATE = media("slate", 125);
    /** Three items in turn, without end. */
    static final Programme LOOP = programme(loop(0, cue("a", 250), cue("b", 175), cue("c", 100)));

    private Samples() {}

    static MediaHash hash(String name) {
        return new MediaHash("%064x".formatted(name.hashCode() & 0xffff_ffffL));
    }

    static MediaRef media(String name, int frames) {
        return new MediaRef(hash(name), 1_000, frames);
    }

    static String path(MediaHash hash) {
        return "/cache/" + hash.value().substring(56);
    }

    static String path(String name) {
        return path(hash(name));
    }

    /** A cue of an item named like its file, as long as the file. */
    static Cue cue(String name, int frames) {
        return new Cue(new ItemId("item-" + name), name, media(name, frames), frames);
    }

    /** A cue that lasts {@code frames} frames of a file of {@code mediaFrames}. */
    static Cue cue(String name, int mediaFrames, int frames) {
        return new Cue(new ItemId("item-" + name), name, media(name, mediaFrames), frames);
    }

    static Block block(long from, long until, Block.Start start, Cue... cues) {
        return new Block(from, until, null, List.of(cues), start);
    }

    /** A loop for ever, anchored at {@code anchor}. */
    static Block loop(long anchor, Cue... cues) {
        return block(0, Block.FOREVER, new Block.Start(anchor, 0), cues);
    }

    static Timeline timeline(long version, Block... blocks) {
        return timeline(version, 25, blocks);
    }

    static Timeline timeline(long version, int frameRate, Block... blocks) {
        return new Timeline(new ScreenId("screen-1"), version, 640, 360, frameRate, SLATE, Arrays.asList(blocks));
    }

    static Programme.Entry entry(long atNanos, int firstCue, Timeline timeline) {
        return new Programme.Entry(timeline, new Switch(atNanos, firstCue));
    }

    static Programme programme(Programme.Entry... entries) {
        return new Programme(List.of(entries));
    }

    static Programme programme(Block... blocks) {
        return programme(entry(0, 0, timeline(1, blocks)));
    }

    static List<String> paths(String... names) {
        var out = new ArrayList<String>();
        for (String name : names) {
            out.add(path(name));
        }
        return out;
    }
}
