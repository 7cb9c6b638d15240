package ledwall.protocol.timeline;

import ledwall.protocol.id.ItemId;

/**
 * One item's turn within a block: {@code frames} frames of {@code media}, from its first frame on. A cue longer than its media repeats it from the start; a
 * shorter one cuts it. {@code name} is what people call the item.
 */
public record Cue(ItemId item, String name, MediaRef media, int frames) {
    public Cue {
        if (frames <= 0) {
            throw new IllegalArgumentException("cue of item " + item + " lasts " + frames + " frames; it must last at least one");
        }
    }
}
