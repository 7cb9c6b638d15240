package ledwall.controller.release.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What somebody has to do by hand.
 *
 * @param words one sentence: what, where and why by hand
 * @param due when it is to be done
 */
public record ManualTask(Kind kind, String words, List<Check> checklist, Instant due) {
    /** Before it is due; from then on {@link #EVERY}. */
    private static final List<Duration> AHEAD = List.of(Duration.ofMinutes(30), Duration.ofMinutes(5), Duration.ZERO);
    private static final Duration EVERY = Duration.ofMinutes(15);

    public ManualTask {
        checklist = List.copyOf(checklist);
    }

    /** What sort of task; a job has at most one of each. */
    public enum Kind {
        /** Publish the package in the site's own console. */
        PUBLISH,
        /** The draft is there: publish it in the site's own console. */
        FINISH_DRAFT,
        /** Nobody can tell from here: look whether it is published. */
        LOOK_UP,
        /** Delete it in the site's own console. */
        DELETE
    }

    /** One line of a checklist; the page translates by code. */
    public enum Check {
        TAKE_PACKAGE("Take the package: video, cover, title, texts."),
        COMPARE_HASH("Compare the video's SHA-256 with the one in the package."),
        OPEN_CONSOLE("Log in to the site's own console with the account of the house."),
        UPLOAD_VIDEO("Upload the video."),
        SET_COVER("Set the cover."),
        SET_TEXTS("Copy title and texts as they are."),
        FIND_DRAFT("Find the draft by its title."),
        INSERT_VIDEO("Insert the video from the account's library."),
        PUBLISH("Publish it."),
        OPEN_ARTICLE("Open what was published and look at it."),
        FIND_ARTICLE("Look for it among what is published."),
        DELETE("Delete it."),
        PASTE_LINK("Confirm here with the link and your name.");

        private final String words;

        Check(String words) {
            this.words = words;
        }

        /** In English, for logs and scripts. */
        public String words() {
            return words;
        }
    }

    /** The first reminder after {@code after}. */
    public Instant reminder(Instant after) {
        for (Duration ahead : AHEAD) {
            if (due.minus(ahead).isAfter(after)) {
                return due.minus(ahead);
            }
        }
        long missed = Duration.between(due, after).dividedBy(EVERY);
        return due.plus(EVERY.multipliedBy(missed + 1));
    }
}
