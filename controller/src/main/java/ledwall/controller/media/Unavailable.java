package ledwall.controller.media;

import ledwall.controller.refusal.Refusal;

/** Why nothing can be done for now, through no fault of a file. */
public final class Unavailable {
    private static final String DISK_FULL = "diskFull";
    private static final String TOOLS_MISSING = "mediaToolsMissing";

    private Unavailable() {}

    public static Refusal diskFull() {
        return new Refusal(Refusal.Kind.UNAVAILABLE, DISK_FULL, "The controller's disk is full.", "Delete media that are no longer needed.");
    }

    public static Refusal toolsMissing() {
        return new Refusal(Refusal.Kind.UNAVAILABLE, TOOLS_MISSING, "The controller has no ffmpeg.", "Install the package ffmpeg on the controller.");
    }

    /** Most often by the kernel, because the machine has no memory left: it says nothing about the file. */
    public static Refusal killed() {
        return new Refusal(Refusal.Kind.UNAVAILABLE, "mediaToolsKilled", "The media tools were killed while they worked on it.",
            "See whether the controller's machine has enough memory, then try again.");
    }

    /** Whether no other file would fare better. */
    static boolean forAll(Exception cause) {
        return cause instanceof Refusal refusal && (refusal.code().equals(DISK_FULL) || refusal.code().equals(TOOLS_MISSING));
    }
}
