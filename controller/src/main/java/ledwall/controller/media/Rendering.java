package ledwall.controller.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import ledwall.controller.media.MediaTools.Output;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.text.Legibility;
import ledwall.controller.text.Notice;
import ledwall.controller.text.NoticeCodec;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Disk;

/** One run of the media tools: from keys wanted of one master to files under their hashes. Runs in {@code Work}; nothing of a failed run is kept. */
final class Rendering {
    private static final int READ_BYTES = 1 << 20;

    private final Disk disk;
    private final MediaTools tools;
    private final Typesetter typesetter;
    private final MediaStore media;
    private final Library library;
    private final ProgressFeed progress;

    Rendering(Disk disk, MediaTools tools, Typesetter typesetter, MediaStore media, Library library, ProgressFeed progress) {
        this.disk = disk;
        this.tools = tools;
        this.typesetter = typesetter;
        this.media = media;
        this.library = library;
        this.progress = progress;
    }

    /** What came of a run, and which media it was for. */
    record Made(List<Rendition> renditions, List<MediaId> media) {}

    Made run(MediaHash master, List<RenditionKey> keys) throws IOException {
        if (disk.freeBytes() < Limits.RESERVED_BYTES) {
            throw Unavailable.diskFull();
        }
        List<Media> of = media.byHash(master);
        List<MediaId> ids = of.stream().map(Media::id).toList();
        List<Output> outputs = new ArrayList<>();
        for (RenditionKey key : keys) {
            outputs.add(new Output(Shape.of(key), key.fit(), MediaPaths.scratch(master + "-" + outputs.size() + ".mp4")));
        }
        try {
            List<Integer> frames = master.equals(Slates.MASTER) ? slates(outputs) : clips(master, outputs, ids, !of.isEmpty() && of.getFirst().text());
            List<Rendition> made = new ArrayList<>();
            for (int i = 0; i < keys.size(); i++) {
                String scratch = outputs.get(i).path();
                var rendition = new Rendition(keys.get(i), FileHash.of(disk, scratch), disk.size(scratch), frames.get(i));
                if (library.keep(rendition, scratch)) {
                    made.add(rendition);
                }
            }
            return new Made(List.copyOf(made), ids);
        } finally {
            outputs.forEach(output -> library.remove(output.path()));
        }
    }

    private List<Integer> slates(List<Output> outputs) throws IOException {
        List<Integer> frames = new ArrayList<>();
        for (Output output : outputs) {
            frames.add(tools.slate(output.shape(), output.path()));
        }
        return frames;
    }

    private List<Integer> clips(MediaHash master, List<Output> outputs, List<MediaId> ids, boolean text) throws IOException {
        String path = MediaPaths.master(master);
        if (ids.isEmpty() || !disk.exists(path)) {
            throw Refusal.notFound("masterMissing", "Its file is no longer on the controller.", "Upload it again.");
        }
        MediaTools.Progress told = percent -> ids.forEach(id -> progress.publish(new MediaProgress(id, MediaProgress.Phase.RENDERING, percent)));
        if (text) {
            return notices(NoticeCodec.decode(Bytes.of(disk.read(path, 0, READ_BYTES))), outputs, told);
        }
        return tools.render(new Source(path, Sniffer.sniff(disk, path)), outputs, told);
    }

    /** Drawn for each screen's own size: there is nothing to fit. Whether letters are large enough for a wall was judged when the notice was saved. */
    private List<Integer> notices(Notice notice, List<Output> outputs, MediaTools.Progress progress) throws IOException {
        List<Integer> frames = new ArrayList<>();
        for (Output output : outputs) {
            Shape shape = output.shape();
            int before = frames.size();
            var page = typesetter.page(notice, shape.width(), shape.height(), Legibility.FLOOR);
            frames.add(tools.draw(page.film(shape.frameRate()), shape, output.path(), percent -> progress.percent((100 * before + percent) / outputs.size())));
        }
        return frames;
    }
}
