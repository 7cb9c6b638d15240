package ledwall.controller.media;

import ledwall.protocol.id.MediaHash;

/** A clip ready for one screen size: constant frame rate, H.264, no sound, exactly {@code frames} frames. Its name is its own SHA-256. */
public record Rendition(RenditionKey key, MediaHash hash, long bytes, int frames) {}
