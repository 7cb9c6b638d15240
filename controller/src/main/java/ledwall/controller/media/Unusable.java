package ledwall.controller.media;

import java.time.Duration;
import ledwall.controller.refusal.Refusal;

/** Why a file cannot become a media: the refusals that several steps of looking at it share. */
public final class Unusable {
    private static final String CONVERT = "Convert it to MP4 (H.264), PNG or JPEG, then upload that.";

    private Unusable() {}

    /** Nothing we know begins like this. */
    public static Refusal unknownFormat() {
        return Refusal.invalid("mediaUnknownFormat", "The file is none of MP4/MOV, MKV/WebM, MPEG-TS, AVI, PNG, JPEG, WebP and GIF, whatever its name says.",
            CONVERT);
    }

    /** A format, or a kind of it, that we know and do not take. */
    public static Refusal unsupported(String what) {
        return Refusal.invalid("mediaUnsupported", what, CONVERT);
    }

    /** The file ends before what it promises. */
    public static Refusal truncated(String what) {
        return Refusal.invalid("mediaTruncated", what, "Copy it from its source again, check that it plays on your computer, then upload it again.");
    }

    /** It is whole by its looks, and yet cannot be read. */
    public static Refusal damaged(String what) {
        return Refusal.invalid("mediaDamaged", what, "Check that it plays on your computer; export it again if it does not, then upload that.");
    }

    /** @throws Refusal if a picture of this size is not let in */
    public static void checkPicture(long width, long height) {
        if (width < 1 || height < 1) {
            throw damaged("Its picture is " + width + "x" + height + " pixels.");
        }
        if (width > Limits.MAX_PIXELS / height) {
            throw Refusal.invalid("mediaTooManyPixels", "Its picture is " + width + "x" + height + " pixels; at most " + Limits.MAX_PIXELS / 1_000_000
                + " megapixels are taken.",
                "Scale it down to the size of the screens, then upload that.");
        }
    }

    /** @throws Refusal if so long a video is not let in */
    public static void checkLength(Duration length) {
        if (length.compareTo(Limits.MAX_LENGTH) > 0) {
            throw Refusal.invalid("mediaTooLong", "It runs for " + length.toMinutes() + " minutes; at most " + Limits.MAX_LENGTH.toMinutes() + " are taken.",
                "Cut it into parts, then upload those.");
        }
    }
}
