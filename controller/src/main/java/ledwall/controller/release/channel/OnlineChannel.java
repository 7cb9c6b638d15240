package ledwall.controller.release.channel;

import java.time.Duration;

/**
 * One place online where a release is published, such as a feed or an account of a site. Blocking: called inside {@code Work}, at most one call at a time.
 *
 * <p>Whoever calls stores the memo of each {@link Step} before the next call, and hands the newest back in the job: an adapter keeps nothing else of a job that it
 * could not find again. After {@link Step.Later} and {@link Step.Trouble} the same step is called again when the time has come, with one exception: a
 * {@code publish} that answered {@link Step.Later} was accepted, and {@code confirm} follows. {@link Step.Unknown} is followed by {@code confirm} alone, and only its
 * {@link Step.NotThere} allows another {@code publish}.
 */
public interface OnlineChannel {
    /** No adapter waits longer than this for one answer, but for that to an upload: so long a call whose caller died may still be on its way. */
    Duration PATIENCE = Duration.ofSeconds(12);

    /** Does all that can be done without anybody seeing it: checks the post against the site's limits, uploads, drafts. Harmless to repeat. */
    Step prepare(Job job);

    /** Makes it public, at the job's instant where the site knows instants, else at once. Needs a finished {@link #prepare}. */
    Step publish(Job job);

    /** Finds out what became of {@link #publish}, also when its answer never came. Publishes nothing. */
    Step confirm(Job job);

    /** Takes it away again, whatever state it is in; a draft as well. Harmless to repeat: what is gone is {@link Step.Done}. */
    Step withdraw(Job job);

    /** Whether it would take a publication now. Asked shortly before the point of no return, and by hand. */
    Health health();
}
