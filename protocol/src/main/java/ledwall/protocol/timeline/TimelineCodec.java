package ledwall.protocol.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;

/**
 * A timeline as the payload of its envelope. Media and turns (lists of cues) stand once and are named by their place, so that a week of repeating windows stays
 * small. {@code PROTOCOL.md} has the field table.
 */
public final class TimelineCodec {
    private static final int FORMAT = 1;

    private TimelineCodec() {}

    public static Bytes encode(Timeline timeline) {
        Map<MediaRef, Integer> media = new LinkedHashMap<>();
        media.put(timeline.slate(), 0);
        Map<List<Cue>, Integer> turns = new LinkedHashMap<>();
        for (Block block : timeline.blocks()) {
            turns.putIfAbsent(block.cues(), turns.size());
            for (Cue cue : block.cues()) {
                media.putIfAbsent(cue.media(), media.size());
            }
        }
        return Bytes.of(JsonWriter.object(out -> out
                .field("format", FORMAT)
                .field("screen", timeline.screen())
                .field("version", timeline.version())
                .field("width", timeline.width())
                .field("height", timeline.height())
                .field("frameRate", timeline.frameRate())
                .objects("media", media.keySet(), (o, ref) -> o.field("hash", ref.hash()).field("bytes", ref.bytes()).field("frames", ref.frames()))
                .tables("turns", turns.keySet(), (o, cue) -> o.field("item", cue.item()).field("name", cue.name()).field("media", media.get(cue.media()))
                        .field("frames", cue.frames()))
                .objects("blocks", timeline.blocks(), (o, block) -> o
                        .field("fromNanos", block.fromNanos())
                        .field("untilNanos", block.untilNanos() == Block.FOREVER ? null : block.untilNanos())
                        .field("rule", block.rule())
                        .field("turn", turns.get(block.cues()))
                        .object("start", block.start(), (s, start) -> s.field("anchorNanos", start.anchorNanos()).field("firstCue", start.firstCue())))));
    }

    /** @throws IllegalArgumentException naming what is wrong, also where the timeline breaks a rule of its own */
    public static Timeline decode(Bytes payload) {
        JsonObject in = JsonObject.parse(payload.array());
        int format = in.integer("format");
        if (format != FORMAT) {
            throw new JsonException("timeline format " + format + " is not known; this agent reads format " + FORMAT);
        }
        List<MediaRef> media = in.objects("media", o -> new MediaRef(o.id("hash", MediaHash::new), o.number("bytes"), o.integer("frames")));
        List<List<Cue>> turns = in.tables("turns",
                o -> new Cue(o.id("item", ItemId::new), o.text("name"), at(media, o.integer("media"), "media"), o.integer("frames")));
        List<Block> blocks = new ArrayList<>();
        blocks.addAll(in.objects("blocks", o -> block(o, turns)));
        return new Timeline(in.id("screen", ScreenId::new), in.number("version"), in.integer("width"), in.integer("height"), in.integer("frameRate"),
                at(media, 0, "media"), blocks);
    }

    private static Block block(JsonObject in, List<List<Cue>> turns) {
        JsonObject start = in.objectOrNull("start");
        return new Block(in.number("fromNanos"), in.has("untilNanos") ? in.number("untilNanos") : Block.FOREVER, in.textOrNull("rule"),
                at(turns, in.integer("turn"), "turns"), start == null ? null : new Block.Start(start.number("anchorNanos"), start.integer("firstCue")));
    }

    private static <T> T at(List<T> list, int index, String name) {
        if (index < 0 || index >= list.size()) {
            throw new JsonException("there is no entry " + index + " in \"" + name + "\"");
        }
        return list.get(index);
    }
}
