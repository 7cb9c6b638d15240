package ledwall.agent.playout;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ledwall.agent.keep.KeptFile;
import ledwall.agent.player.PlayList;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;
import ledwall.protocol.json.JsonWriter;
import ledwall.protocol.runtime.Disk;

/**
 * The lists that the player may hold, kept so that a successor of this agent knows what plays, and its spare player can open it too:
 * {@code playout/list.json}. Blocking; called inside {@code Work}.
 */
final class ReelFile {
    private static final String PATH = "playout/list.json";

    private final Disk disk;

    ReelFile(Disk disk) {
        this.disk = disk;
    }

    /**
     * @param bootId names the boot in which these lists were made: after another one no player holds them
     * @param screen whose lists they are: after an enrolment as another screen what they show is not that screen's to claim
     */
    record Content(String bootId, ScreenId screen, List<Reel> reels) {}

    Optional<Content> read() throws IOException {
        if (!disk.exists(PATH)) {
            return Optional.empty();
        }
        try {
            JsonObject in = JsonObject.parse(disk.read(PATH, 0, (int) disk.size(PATH)));
            return Optional.of(new Content(in.text("bootId"), in.id("screen", ScreenId::new), in.objects("lists", ReelFile::reel)));
        } catch (JsonException e) {
            // Without it nothing can be adopted, and playing starts afresh: better than not starting.
            return Optional.empty();
        }
    }

    void write(Content content) throws IOException {
        byte[] bytes = JsonWriter.object(out -> out.field("bootId", content.bootId()).field("screen", content.screen()).objects("lists", content.reels(), ReelFile::reel));
        KeptFile.replace(disk, PATH, bytes);
    }

    private static void reel(JsonWriter out, Reel reel) {
        out.field("id", reel.id()).field("frameRate", reel.frameRate()).field("fromNanos", reel.fromNanos()).field("plannedFrames", reel.plannedFrames())
                .field("untilNanos", reel.untilNanos()).objects("stretches", reel.stretches(), ReelFile::stretch)
                .objects("files", files(reel), (o, path) -> o.field("path", path)).objects("entries", runs(reel), ReelFile::run)
                .objects("spoilt", reel.spoilt().stream().sorted(Comparator.comparing(MediaHash::value)).toList(), (o, media) -> o.field("media", media));
    }

    private static Reel reel(JsonObject in) {
        return new Reel(in.text("id"), in.integer("frameRate"), in.number("fromNanos"), in.objects("stretches", ReelFile::stretch), entries(in),
                in.number("plannedFrames"), in.number("untilNanos"), spoilt(in));
    }

    private static List<String> files(Reel reel) {
        return reel.entries().stream().map(PlayList.Entry::path).distinct().toList();
    }

    /** The same entry so many times in a row, as a still is that stands for an hour. */
    private record Run(int file, int frames, int frameRate, int times) {}

    private static List<Run> runs(Reel reel) {
        var numbers = new HashMap<String, Integer>();
        files(reel).forEach(path -> numbers.put(path, numbers.size()));
        var out = new ArrayList<Run>();
        for (PlayList.Entry entry : reel.entries()) {
            int file = numbers.getOrDefault(entry.path(), 0);
            Run last = out.isEmpty() ? null : out.getLast();
            if (last != null && last.file() == file && last.frames() == entry.frames() && last.frameRate() == entry.frameRate()) {
                out.set(out.size() - 1, new Run(file, last.frames(), last.frameRate(), last.times() + 1));
            } else {
                out.add(new Run(file, entry.frames(), entry.frameRate(), 1));
            }
        }
        return out;
    }

    private static void run(JsonWriter out, Run run) {
        out.field("file", run.file()).field("frames", run.frames()).field("frameRate", run.frameRate()).field("times", run.times());
    }

    private static List<PlayList.Entry> entries(JsonObject in) {
        if (!in.has("entries")) {
            // A list of an agent of before: its player is adopted, and no other one can open it.
            return List.of();
        }
        List<String> files = in.objects("files", each -> each.text("path"));
        var out = new ArrayList<PlayList.Entry>();
        for (Run run : in.objects("entries", each -> new Run(each.integer("file"), each.integer("frames"), each.integer("frameRate"), each.integer("times")))) {
            if (run.file() < 0 || run.file() >= files.size() || run.times() < 1 || out.size() + run.times() > PlayList.MAX_ENTRIES) {
                throw new JsonException("entry " + out.size() + " of a list is none");
            }
            out.addAll(Collections.nCopies(run.times(), new PlayList.Entry(files.get(run.file()), run.frames(), run.frameRate())));
        }
        return out;
    }

    private static Set<MediaHash> spoilt(JsonObject in) {
        // A list of an agent of before has no such field.
        return in.has("spoilt") ? Set.copyOf(in.objects("spoilt", each -> each.id("media", MediaHash::new))) : Set.of();
    }

    private static void stretch(JsonWriter out, Stretch stretch) {
        out.field("firstFrame", stretch.firstFrame()).field("frames", stretch.frames()).field("atNanos", stretch.atNanos()).field("rung", stretch.rung())
                .field("media", stretch.media()).object("due", stretch.due(), ReelFile::due);
    }

    private static Stretch stretch(JsonObject in) {
        JsonObject due = in.objectOrNull("due");
        return new Stretch(in.number("firstFrame"), in.number("frames"), in.number("atNanos"), in.constant("rung", Rung.class), in.id("media", MediaHash::new),
                due == null ? null : due(due));
    }

    private static void due(JsonWriter out, Due due) {
        out.field("version", due.version()).field("item", due.item()).field("name", due.name()).field("media", due.media())
                .field("fullStartNanos", due.fullStartNanos()).field("startNanos", due.startNanos()).field("endNanos", due.endNanos())
                .field("standInFor", due.standInFor());
    }

    private static Due due(JsonObject in) {
        return new Due(in.number("version"), in.id("item", ItemId::new), in.text("name"), in.id("media", MediaHash::new), in.number("fullStartNanos"),
                in.number("startNanos"), in.number("endNanos"), in.idOrNull("standInFor", ItemId::new));
    }
}
