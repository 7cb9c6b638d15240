package ledwall.controller.release;

import java.time.Instant;

/**
 * What becomes of a release when the database was restored from a backup: nobody knows any more what was decided, published and withdrawn since the backup was made.
 * So nothing is carried out by itself of which that might have been done already, or taken back since: people look, and say so. Pure.
 */
public final class Restored {
    private static final String WORDS = "The database was restored from a backup: what became of this since the backup was made is not known here.";

    private Restored() {}

    /** @param revision above any that walls may have heard a go for: such a go must open nothing that is scheduled from now on */
    public static Release of(Release release, long revision, Instant now) {
        if (release.isUndecided()) {
            // Cancelled rather than held: under the keys of its drafts it may have been published.
            return Moves.cancelled(release, WORDS, now).revised(revision);
        }
        if (release.state() instanceof ReleaseState.Draft) {
            return release.revised(revision);
        }
        return release.goes() && !release.isWithdrawn() ? release.each(outlet -> Restored.of(outlet, release)) : release;
    }

    /** One that was to be called is not; whoever tries it again has the channel asked first what became of it. */
    private static Outlet of(Outlet outlet, Release release) {
        if (outlet.isWall() || outlet.withdrawal() != null) {
            return outlet;
        }
        return switch (outlet.state()) {
            case SCHEDULED, PREPARING, READY, SUBMITTING -> {
                Instant called = outlet.times().calledAt();
                yield outlet.called(called == null ? release.booked().at() : called).failed(new Cause(Codes.RESTORED, WORDS));
            }
            case SUBMITTED, CONFIRMED, FAILED, WITHDRAWN -> outlet;
        };
    }
}
