package ledwall.controller.media;

import java.util.List;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;

/** Where media files lie below the node's disk. */
public final class MediaPaths {
    /** Uploads on their way in; emptied at start. */
    static final String UPLOADS = "uploads";
    /** What the media tools are writing just now; emptied at start. */
    static final String SCRATCH = "media/scratch";
    static final String MASTERS = "media/masters";
    static final String RENDITIONS = "media/renditions";
    static final String THUMBNAILS = "media/thumbnails";
    static final String CHANNEL_RENDITIONS = "media/channel-renditions";

    private MediaPaths() {}

    /** The folders of files that are kept; none of them changes once it is there. */
    public static List<String> kept() {
        return List.of(MASTERS, RENDITIONS, THUMBNAILS, CHANNEL_RENDITIONS);
    }

    public static String master(MediaHash hash) {
        return MASTERS + "/" + hash;
    }

    public static String rendition(MediaHash hash) {
        return RENDITIONS + "/" + hash;
    }

    public static String channelRendition(MediaHash hash) {
        return CHANNEL_RENDITIONS + "/" + hash;
    }

    public static String thumbnail(MediaId id) {
        return THUMBNAILS + "/" + id + ".jpg";
    }

    static String upload(MediaId id) {
        return UPLOADS + "/" + id + ".part";
    }

    static String scratch(String name) {
        return SCRATCH + "/" + name;
    }
}
