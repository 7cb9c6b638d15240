package ledwall.controller.storage;

import java.util.function.LongSupplier;
import ledwall.controller.change.Pace;
import ledwall.controller.schedule.Bookings;
import ledwall.controller.schedule.Freeze;
import org.jspecify.annotations.Nullable;

/**
 * The one place that holds ordinary edits to the {@link Freeze} window, whatever they are edits of: rules, playlists, calendars, loops of groups, screens. Within
 * the transaction of the edit the bookings are read before it and after it, on one reading of the timeline clock made when the transaction has the database to
 * itself: what stood in line before it is seen, and nothing comes between. An edit that is refused is rolled back.
 */
public final class FreezeGuard {
    private final Database database;
    private final Freeze freeze;
    private final LongSupplier clock;

    /** @param clock the timeline clock, by which stretches are shown */
    public FreezeGuard(Database database, Freeze freeze, LongSupplier clock) {
        this.database = database;
        this.freeze = freeze;
        this.clock = clock;
    }

    /** Where nothing is frozen. */
    public static FreezeGuard none(Database database) {
        return new FreezeGuard(database, Freeze.NONE, () -> 0);
    }

    /**
     * Runs an edit as {@link Database#write} does.
     *
     * @throws ledwall.controller.schedule.FrozenEdit if it is an ordinary one and changes what is frozen
     */
    public <T extends @Nullable Object> T edit(String attempt, Pace pace, SqlTask<T> task) {
        if (pace == Pace.APPLY_NOW || freeze.reachNanos() == 0) {
            return database.write(attempt, task);
        }
        return database.write(attempt, handle -> {
            long now = clock.getAsLong();
            long end = now + freeze.reachNanos();
            Bookings before = SqlBookings.of(handle, now, end, null);
            T done = task.run(handle);
            freeze.check(before, SqlBookings.of(handle, now, end, null), now);
            return done;
        });
    }
}
