package ledwall.controller.media;

import java.io.IOException;
import java.util.List;
import ledwall.controller.media.MediaTools.Source;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.text.Legibility;
import ledwall.controller.text.Notice;
import ledwall.controller.text.NoticeCodec;
import ledwall.controller.text.Typesetter;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Disk;

/** One run of the media tools for a channel: from a request to a file under its hash. Runs in {@code Work}; nothing of a failed run is kept. */
final class ChannelRendering {
    private static final int NOTICE_BYTES = 1 << 20;
    /** On smaller pictures a notice's letters do not come out; it is drawn larger and made smaller. */
    private static final int NOTICE_SIDE = 720;
    private static final int NOTICE_RATE = 25;
    /** A channel is told that its files are being made, and not how far they are. */
    private static final MediaTools.Progress UNTOLD = percent -> {};

    private final Disk disk;
    private final Clock clock;
    private final MediaTools tools;
    private final Typesetter typesetter;
    private final MediaStore media;
    private final ChannelShelf shelf;

    ChannelRendering(Disk disk, Clock clock, MediaTools tools, Typesetter typesetter, MediaStore media, ChannelShelf shelf) {
        this.disk = disk;
        this.clock = clock;
        this.tools = tools;
        this.typesetter = typesetter;
        this.media = media;
        this.shelf = shelf;
    }

    ChannelRendition run(ChannelRequest request) throws IOException {
        if (disk.freeBytes() < Limits.RESERVED_BYTES) {
            throw Unavailable.diskFull();
        }
        MediaHash master = request.master();
        String path = MediaPaths.master(master);
        List<Media> of = media.byHash(master);
        if (of.isEmpty() || !disk.exists(path)) {
            throw Refusal.notFound("masterMissing", "Its file is no longer on the controller.", "Upload it again.");
        }
        String to = MediaPaths.scratch("channel-" + master + "." + request.form().extension());
        String drawn = MediaPaths.scratch("channel-" + master + "-drawn.mp4");
        try {
            var source = of.getFirst().text() ? draw(path, request, drawn) : new Source(path, Sniffer.sniff(disk, path));
            var made = of.getFirst().text() ? tools.make(source, whole(request), to, UNTOLD) : tools.make(source, request, to, UNTOLD);
            long bytes = disk.size(to);
            if (bytes > request.maxBytes()) {
                throw new IllegalStateException("the media tools made " + bytes + " bytes where " + request.maxBytes() + " were the most");
            }
            var rendition = new ChannelRendition(request, ChannelRenditions.RECIPE, FileHash.of(disk, to), bytes, made.width(), made.height(), made.length(),
                clock.wall());
            shelf.keep(rendition, to);
            return rendition;
        } finally {
            remove(to);
            remove(drawn);
        }
    }

    /** A notice is drawn for the channel's own shape: nothing of it is to be cut away. */
    private static ChannelRequest whole(ChannelRequest request) {
        return new ChannelRequest(request.master(), request.form(), Crop.WHOLE, request.width(), request.height(), request.at(), request.maxBytes());
    }

    private Source draw(String document, ChannelRequest request, String to) throws IOException {
        Notice notice = NoticeCodec.decode(Bytes.of(disk.read(document, 0, NOTICE_BYTES)));
        int times = Math.max(1, Math.ceilDiv(NOTICE_SIDE, Math.min(request.width(), request.height())));
        var shape = new Shape(request.width() * times, request.height() * times, NOTICE_RATE);
        var page = typesetter.page(notice, shape.width(), shape.height(), Legibility.FLOOR);
        tools.draw(page.film(shape.frameRate()), shape, to, UNTOLD);
        return new Source(to, Container.MP4);
    }

    private void remove(String scratch) throws IOException {
        if (disk.exists(scratch)) {
            disk.delete(scratch);
        }
    }
}
