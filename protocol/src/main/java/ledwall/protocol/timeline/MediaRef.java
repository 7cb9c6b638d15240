package ledwall.protocol.timeline;

import ledwall.protocol.id.MediaHash;

/** A rendition as a timeline names it: {@code frames} whole frames at the timeline's frame rate, in a file of {@code bytes} bytes. */
public record MediaRef(MediaHash hash, long bytes, int frames) {
    public MediaRef {
        if (bytes <= 0 || frames <= 0) {
            throw new IllegalArgumentException("media " + hash + " has " + bytes + " bytes and " + frames + " frames; both must be positive");
        }
    }
}
