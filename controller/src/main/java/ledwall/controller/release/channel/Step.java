package ledwall.controller.release.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one call of a channel. Each carries the memo to store; words are for people. */
public sealed interface Step {
    Memo memo();

    /** The step is through. A publication is only ever done with its proof. */
    record Done(Memo memo, @Nullable Proof proof) implements Step {
        public Done(Memo memo) {
            this(memo, null);
        }
    }

    /** All is well so far; there is more to do, or to wait for. */
    record Later(Memo memo, Duration after, String words) implements Step {}

    /** Somebody has to do something by hand; {@code confirm} (or {@code withdraw}) sees it once they have said so. */
    record Person(Memo memo, ManualTask task) implements Step {}

    /** It is certain that nothing was published. Only {@code confirm} says so. */
    record NotThere(Memo memo) implements Step {}

    /** For good: it will not work unless somebody changes the release, or the channel. {@code code} is stable and camelCase. */
    record Refused(Memo memo, String code, String words) implements Step {}

    /** Nothing happened, and it may work later. */
    record Trouble(Memo memo, String words, Duration retryAfter) implements Step {}

    /** It may have happened: the answer never came. */
    record Unknown(Memo memo, String words) implements Step {}
}
