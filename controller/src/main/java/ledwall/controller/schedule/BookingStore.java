package ledwall.controller.schedule;

import org.jspecify.annotations.Nullable;

/** Reads {@link Bookings}. Blocking; each call sees one state of the database. */
public interface BookingStore {
    /**
     * @param draft a rule that is to be compared with what is there: what it names is read too; null for none
     * @return what is needed to say whose the screens' time is in {@code [from, until)}
     */
    Bookings between(long fromNanos, long untilNanos, @Nullable Rule draft);
}
