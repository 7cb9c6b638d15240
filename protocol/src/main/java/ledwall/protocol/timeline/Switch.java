package ledwall.protocol.timeline;

/**
 * When a timeline takes over, and where it begins: from {@code atNanos} on this timeline is due and its predecessor no longer. A block without a start of its
 * own that covers {@code atNanos} begins its turns there with cue {@code firstCue}.
 */
public record Switch(long atNanos, int firstCue) {
    public Switch {
        Instants.checked("switch", atNanos);
        if (firstCue < 0) {
            throw new IllegalArgumentException("first cue " + firstCue + " is negative");
        }
    }
}
