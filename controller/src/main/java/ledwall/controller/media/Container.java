package ledwall.controller.media;

/** The file formats that are let in, known by their first bytes and never by a file's name. No format that can point at another file is among them. */
public enum Container {
    MP4(false),
    MATROSKA(false),
    MPEG_TS(false),
    AVI(false),
    /** May be a still or an animation; the probe tells. */
    GIF(false),
    PNG(true),
    JPEG(true),
    WEBP(true);

    private final boolean still;

    Container(boolean still) {
        this.still = still;
    }

    /** Whether such a file always holds one picture that stands. */
    public boolean still() {
        return still;
    }
}
