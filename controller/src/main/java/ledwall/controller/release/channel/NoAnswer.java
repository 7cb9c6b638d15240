package ledwall.controller.release.channel;

import java.time.Duration;

/** A call brought no answer. Which of the three it is decides whether the call may be made again. The message is for people. */
public abstract sealed class NoAnswer extends Exception {
    private NoAnswer(String words) {
        // An outcome, not a defect: no stack trace.
        super(words, null, false, false);
    }

    public String words() {
        return String.valueOf(getMessage());
    }

    /** Not made: our own line holds it back for {@link #after}. */
    public static final class Held extends NoAnswer {
        private static final long serialVersionUID = 1L;
        private final transient Duration after;

        public Held(String words, Duration after) {
            super(words);
            this.after = after;
        }

        public Duration after() {
            return after;
        }
    }

    /** It did not reach the other side: nothing happened there. */
    public static final class Unsent extends NoAnswer {
        private static final long serialVersionUID = 1L;

        public Unsent(String words) {
            super(words);
        }
    }

    /** Sent, and the answer did not come: it may have happened. */
    public static final class Lost extends NoAnswer {
        private static final long serialVersionUID = 1L;

        public Lost(String words) {
            super(words);
        }
    }
}
