package ledwall.controller.media;

import ledwall.protocol.id.MediaId;

/** How far one upload has come; {@code percent} counts within the phase. The id is the media's own from the upload's first byte on. */
public record MediaProgress(MediaId id, Phase phase, int percent) {
    /** Where an upload is on its way to the screens. Names, in lower case, are those of the live stream. */
    public enum Phase {
        /** Its bytes are coming in. */
        UPLOADING,
        /** It is complete and being looked into. */
        PROBING,
        /** It is accepted; clips for the screens are being made. */
        RENDERING,
        /** Every clip asked for exists. */
        READY,
        /** It was refused, broken off, or cannot be rendered. */
        FAILED
    }
}
