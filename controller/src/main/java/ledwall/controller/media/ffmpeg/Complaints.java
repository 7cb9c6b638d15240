package ledwall.controller.media.ffmpeg;

import java.util.regex.Pattern;
import ledwall.controller.media.Unavailable;
import ledwall.controller.media.Unusable;
import ledwall.controller.refusal.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns how ffmpeg or ffprobe ended into words for people; its own words go to the log. */
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);
    private static final Pattern CODEC = Pattern.compile("Codec \\(([A-Za-z0-9_]{1,32})\\) not on whitelist");
    /** The shell's convention for a program that was not found. */
    private static final int NOT_FOUND = 127;
    /** 128 + SIGKILL. */
    private static final int KILLED = 137;
    /** 128 + SIGXCPU. */
    private static final int PROCESSOR_TIME = 152;
    /** 128 + SIGXFSZ. */
    private static final int FILE_SIZE = 153;
    private static final int LOGGED_CHARS = 2_000;

    private Complaints() {}

    static Refusal of(Confined.Ended ended) {
        String said = ended.complaint();
        String last = said.substring(Math.max(0, said.length() - LOGGED_CHARS)).strip();
        LOG.info("media tool ended with {}{}: {}", ended.exit(), ended.tooSlow() ? " (too slow)" : "", last);
        if (ended.exit() == NOT_FOUND) {
            return Unavailable.toolsMissing();
        }
        if (said.contains("No space left on device")) {
            return Unavailable.diskFull();
        }
        if (ended.tooSlow() || ended.exit() == PROCESSOR_TIME || said.contains("received signal 24")) {
            return Unusable.unsupported("It takes too much time to decode.");
        }
        if (ended.exit() == KILLED) {
            // Not by us, that was too slow: by the kernel or by somebody.
            return Unavailable.killed();
        }
        if (ended.exit() == FILE_SIZE || said.contains("File too large")) {
            return Unusable.unsupported("Its clips would become too large.");
        }
        if (said.contains("Cannot allocate memory")) {
            return Unusable.unsupported("It takes too much memory to decode.");
        }
        if (said.contains("moov atom not found")) {
            return Unusable.truncated("The file has no index (moov): its recording or copy was broken off.");
        }
        return codec(said);
    }

    /** What it most likely is when there was no decodable picture: a coding that we do not let in, or damage. */
    static Refusal codec(String said) {
        var codec = CODEC.matcher(said);
        return codec.find() ? Unusable.unsupported("It holds a stream coded as " + codec.group(1) + ", which is not taken.")
            : Unusable.damaged("Its pictures cannot be decoded.");
    }
}
