package ledwall.protocol.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ReleaseRef;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * A timeline as the payload of its envelope. Media and turns (lists of cues) stand once and are named by their place, so that a week of repeating windows stays
 * small. {@code PROTOCOL.md} has the field table.
 *
 * <p>Of a block that quiet windows interrupt the pieces around them are sent, each with the whole window. An agent of before quiet windows does not know that word;
 * it finds no block in quiet hours and shows the slate, never content.
 */
public final class TimelineCodec {
    private static final int FORMAT = 1;
    /**
     * So long from the first on are quiet windows cut out of blocks, as far as {@link Timeline#MAX_BLOCKS} has room: more than the 32 days after which a
     * controller sends further ones. More would cost each screen some 90 bytes a window for the sake of old agents that have not heard from a controller for so
     * long.
     */
    static final long CUT_NANOS = 40 * 86_400 * Frames.SECOND;

    private TimelineCodec() {}

    public static Bytes encode(Timeline timeline) {
        Map<MediaRef, Integer> media = new LinkedHashMap<>();
        media.put(timeline.slate(), 0);
        Map<List<Cue>, Integer> turns = new LinkedHashMap<>();
        timeline.blocks().forEach(block -> collect(block, media, turns));
        timeline.releases().forEach(release -> collect(release.block(), media, turns));
        return Bytes.of(JsonWriter.object(out -> {
            out.field("format", FORMAT)
                    .field("screen", timeline.screen())
                    .field("version", timeline.version())
                    .field("width", timeline.width())
                    .field("height", timeline.height())
                    .field("frameRate", timeline.frameRate())
                    .objects("media", media.keySet(), (o, ref) -> o.field("hash", ref.hash()).field("bytes", ref.bytes()).field("frames", ref.frames()))
                    .tables("turns", turns.keySet(), (o, cue) -> o.field("item", cue.item()).field("name", cue.name()).field("media", media.get(cue.media()))
                            .field("frames", cue.frames()))
                    .objects("blocks", pieces(timeline), (o, piece) -> write(o, piece, turns.get(piece.block().cues())));
            if (!timeline.quiet().isEmpty()) {
                out.objects("quiet", timeline.quiet(), (o, window) -> o.field("fromNanos", window.fromNanos()).field("untilNanos", window.untilNanos()));
            }
            if (!timeline.releases().isEmpty()) {
                out.objects("releases", timeline.releases(), (o, release) -> write(o, release, turns.get(release.block().cues())));
            }
        }));
    }

    private static void collect(Block block, Map<MediaRef, Integer> media, Map<List<Cue>, Integer> turns) {
        turns.putIfAbsent(block.cues(), turns.size());
        for (Cue cue : block.cues()) {
            media.putIfAbsent(cue.media(), media.size());
        }
    }

    private static void write(JsonWriter out, ReleaseBlock release, @Nullable Integer turn) {
        out.field("release", release.release().release()).field("revision", release.release().revision()).field("needsToken", release.needsToken());
        window(out, release.block().fromNanos(), release.block().untilNanos());
        out.field("rule", release.block().rule()).field("turn", turn).object("start", release.block().start(), TimelineCodec::start);
    }

    private static void start(JsonWriter out, Block.Start start) {
        out.field("anchorNanos", start.anchorNanos()).field("firstCue", start.firstCue());
    }

    private static void write(JsonWriter out, Piece piece, @Nullable Integer turn) {
        Block block = piece.block();
        window(out, piece.fromNanos(), piece.untilNanos());
        out.field("rule", block.rule()).field("turn", turn)
                .object("start", block.start(), TimelineCodec::start)
                .object("whole", piece.whole() ? null : block, (o, whole) -> window(o, whole.fromNanos(), whole.untilNanos()));
    }

    private static void window(JsonWriter out, long fromNanos, long untilNanos) {
        out.field("fromNanos", fromNanos).field("untilNanos", untilNanos == Block.FOREVER ? null : untilNanos);
    }

    /** What is sent of a block in one place: all of it, or what lies between two quiet windows. */
    private record Piece(Block block, long fromNanos, long untilNanos) {
        boolean whole() {
            return fromNanos == block.fromNanos() && untilNanos == block.untilNanos();
        }
    }

    private static List<Piece> pieces(Timeline timeline) {
        var out = new ArrayList<Piece>();
        int room = Timeline.MAX_BLOCKS - timeline.blocks().size();
        long far = timeline.quiet().isEmpty() ? 0 : timeline.quiet().getFirst().fromNanos() + CUT_NANOS;
        List<QuietWindow> near = timeline.quiet().stream().filter(window -> window.fromNanos() < far).toList();
        for (Block block : timeline.blocks()) {
            long from = block.fromNanos();
            for (QuietWindow window : near) {
                if (room > 0 && window.untilNanos() > from && window.fromNanos() < block.untilNanos()) {
                    if (window.fromNanos() > from) {
                        out.add(new Piece(block, from, window.fromNanos()));
                    }
                    from = window.untilNanos();
                    room--;
                }
            }
            if (from < block.untilNanos()) {
                out.add(new Piece(block, from, block.untilNanos()));
            }
        }
        return out;
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
        List<QuietWindow> quiet = in.has("quiet") ? in.objects("quiet", o -> new QuietWindow(o.number("fromNanos"), o.number("untilNanos"))) : List.of();
        List<Piece> pieces = in.objects("blocks", o -> piece(o, turns));
        if (pieces.size() > Timeline.MAX_BLOCKS) {
            throw new JsonException(pieces.size() + " blocks are more than " + Timeline.MAX_BLOCKS);
        }
        List<Block> blocks = new ArrayList<>();
        for (Piece piece : pieces) {
            if (piece.whole() || blocks.isEmpty() || !blocks.getLast().equals(piece.block())) {
                blocks.add(piece.block());
            }
        }
        return new Timeline(in.id("screen", ScreenId::new), in.number("version"), in.integer("width"), in.integer("height"), in.integer("frameRate"),
                at(media, 0, "media"), blocks, quiet, in.has("releases") ? in.objects("releases", o -> release(o, turns)) : List.of());
    }

    private static ReleaseBlock release(JsonObject in, List<List<Cue>> turns) {
        return new ReleaseBlock(new ReleaseRef(in.id("release", ReleaseId::new), in.number("revision")), in.truth("needsToken"), block(in, in, turns));
    }

    private static Block block(JsonObject in, JsonObject window, List<List<Cue>> turns) {
        JsonObject start = in.objectOrNull("start");
        return new Block(window.number("fromNanos"), until(window), in.textOrNull("rule"), at(turns, in.integer("turn"), "turns"),
                start == null ? null : new Block.Start(start.number("anchorNanos"), start.integer("firstCue")));
    }

    private static Piece piece(JsonObject in, List<List<Cue>> turns) {
        Block block = block(in, in.has("whole") ? in.object("whole") : in, turns);
        var piece = new Piece(block, in.number("fromNanos"), until(in));
        if (piece.fromNanos() < block.fromNanos() || piece.fromNanos() >= piece.untilNanos() || piece.untilNanos() > block.untilNanos()) {
            throw new JsonException("the piece at " + piece.fromNanos() + " is no part of its whole block");
        }
        return piece;
    }

    private static long until(JsonObject in) {
        return in.has("untilNanos") ? in.number("untilNanos") : Block.FOREVER;
    }

    private static <T> T at(List<T> list, int index, String name) {
        if (index < 0 || index >= list.size()) {
            throw new JsonException("there is no entry " + index + " in \"" + name + "\"");
        }
        return list.get(index);
    }
}
