package ledwall.controller.media;

import java.time.Duration;

/** What is let in. Each is far above what a public screen shows and below what could hurt the machine. */
public final class Limits {
    public static final long MAX_BYTES = 8L << 30;
    public static final Duration MAX_LENGTH = Duration.ofHours(4);
    /** One RGBA frame of this size is 256 MB, of which a decoder and a scaler hold a few. */
    public static final long MAX_PIXELS = 64_000_000;
    /** Uploads open at once; a browser opens six connections to a server. */
    public static final int MAX_UPLOADS = 16;
    /** Kept free on the disk for the database, logs and clips. */
    public static final long RESERVED_BYTES = 512L << 20;

    private Limits() {}
}
