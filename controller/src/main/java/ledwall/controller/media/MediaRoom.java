package ledwall.controller.media;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;

/** Everything of this package, put together: what comes in, what is made of it, and what goes. */
public final class MediaRoom {
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    private final Node node;
    private final MediaStore media;
    private final RenditionStore renditionStore;
    private final Supplier<List<Shape>> shapes;
    private final Changes changes;
    private final ProgressFeed progress;
    private final Library library;
    private final Renditions renditions;
    private final Slates slates;
    private final ChannelShelf channelShelf;
    private final ChannelRenditions channelRenditions;
    private final Ingest ingest;
    private final Texts texts;

    /** @param shapes those of all screens there are; asked on the loop */
    public MediaRoom(Node node, MediaTools tools, Typesetter typesetter, MediaStore media, RenditionStore renditionStore,
                     ChannelRenditionStore channelStore, Changes changes, Supplier<List<Shape>> shapes) {
        this.node = node;
        this.media = media;
        this.renditionStore = renditionStore;
        this.shapes = shapes;
        this.changes = changes;
        progress = new ProgressFeed(node.loop());
        library = new Library(node.disk(), media, renditionStore, changes);
        renditions = new Renditions(node.loop(), node.work(), media, new Rendering(node.disk(), tools, typesetter, media, library, progress), progress, changes);
        slates = new Slates(renditions);
        channelShelf = new ChannelShelf(node.disk(), channelStore, media);
        channelRenditions = new ChannelRenditions(node.loop(), node.work(),
            new ChannelRendering(node.disk(), node.clock(), tools, typesetter, media, channelShelf));
        ingest = new Ingest(node, tools, library, progress, this::added);
        texts = new Texts(node, library, this::added, this::replaced);
        changes.subscribe(change -> {
            if (change.kind() == Change.Kind.SCREEN) {
                slates.want(shapes.get());
            }
        });
    }

    /** Clears up after a crash and takes stock of the files. Blocking, before the loop runs; then posts the first wants. */
    public void start() throws IOException {
        library.sweep();
        library.tidy(node.clock().wall());
        List<Rendition> existing = new ArrayList<>();
        for (Rendition each : renditionStore.all()) {
            if (node.disk().exists(MediaPaths.rendition(each.hash()))) {
                existing.add(each);
            }
        }
        List<Media> all = media.all();
        renditions.load(existing, all);
        channelRenditions.load(channelShelf.open());
        node.loop().post("want renditions", () -> {
            tidyNowAndThen();
            slates.want(shapes.get());
            // Oldest first, as they were asked for.
            all.reversed().forEach(each -> renditions.want(defaults(each.hash()), Renditions.Priority.SPARE));
        });
    }

    public Ingest ingest() {
        return ingest;
    }

    /** What is written here rather than uploaded. */
    public Texts texts() {
        return texts;
    }

    public Renditions renditions() {
        return renditions;
    }

    /** What is made for online channels. */
    public ChannelRenditions channelRenditions() {
        return channelRenditions;
    }

    public Slates slates() {
        return slates;
    }

    public ProgressFeed progress() {
        return progress;
    }

    /**
     * Deletes a media with its files. Blocking; safe from any worker.
     *
     * @throws ledwall.controller.refusal.Refusal if there is none, or playlists still show it
     */
    public Media delete(MediaId id) {
        var deleted = library.delete(id, node.clock().wall());
        if (deleted.lastOfMaster()) {
            forgetMaster(deleted.media().hash());
            tidy();
        }
        return deleted.media();
    }

    /** Removes what is left of deleted media and no screen needs, and what was made for channels and none needs. Blocking; safe from any worker. */
    void tidy() {
        library.tidy(node.clock().wall()).forEach(renditions::forget);
        channelRenditions.forget(channelShelf.tidy(node.clock().wall(), channelRenditions.needed()));
    }

    /** Screens come past what they showed without anybody's edit. */
    private void tidyNowAndThen() {
        node.loop().after(TIDY_EVERY, "tidy media", () -> {
            tidyNowAndThen();
            node.work().submit("sql-write", "tidy media", () -> {
                tidy();
                return true;
            }, node.loop(), new Work.Outcome<Boolean>() {
                @Override
                public void done(Boolean tidied) {}
            });
        });
    }

    /**
     * Gives a media another name. Blocking; safe from any worker.
     *
     * @throws ledwall.controller.refusal.Refusal if there is none, or the name is none
     */
    public Media rename(MediaId id, String name) {
        String clean = Names.checked("media", name);
        if (!media.rename(id, clean)) {
            throw unknown(id);
        }
        changes.post(new Change(Change.Kind.MEDIA, id.value()));
        return media.byId(id).orElseThrow(() -> unknown(id));
    }

    /** Which playlists show a media, and for whom. Blocking; safe from any worker. */
    public List<MediaStore.Use> uses(MediaId id) {
        Media used = media.byId(id).orElseThrow(() -> unknown(id));
        return media.uses(used.id(), node.clock().wall());
    }

    /** Whose slate a media is. Blocking; safe from any worker. */
    public List<MediaStore.SlateUse> slateUses(MediaId id) {
        return media.slates(id);
    }

    private static Refusal unknown(MediaId id) {
        return Refusal.notFound("mediaUnknown", "There is no media " + id + ".", "Reload the list: it may have been deleted.");
    }

    private void replaced(Media before, boolean lastOfMaster) {
        if (lastOfMaster) {
            forgetMaster(before.hash());
        }
    }

    private void forgetMaster(MediaHash master) {
        renditions.deleted(master);
        channelRenditions.deleted(master);
    }

    private void added(Media media) {
        progress.publish(new MediaProgress(media.id(), MediaProgress.Phase.RENDERING, 0));
        renditions.giveAnotherChance(media.hash());
        channelRenditions.giveAnotherChance(media.hash());
        var keys = defaults(media.hash());
        renditions.want(keys, Renditions.Priority.UPLOAD);
        if (keys.stream().allMatch(key -> renditions.find(key).isPresent())) {
            progress.publish(new MediaProgress(media.id(), MediaProgress.Phase.READY, 100));
        }
    }

    /** What is made of every upload without being asked: most items are shown whole. */
    private List<RenditionKey> defaults(MediaHash master) {
        return shapes.get().stream().sorted().distinct().map(shape -> shape.key(master, Fit.CONTAIN)).toList();
    }
}
