package ledwall.controller.health;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Refused connections of somebody who said to be one screen. Nothing was proved: anybody can name any screen, so this says "somebody", keeps one address and a
 * count, and never more, however many knock.
 */
final class Claims {
    /** An agent that is refused comes again within 15 s; who has not for so long is gone. */
    static final Duration RECENT = Duration.ofSeconds(60);
    /** An event for the first refusal, and one this often while they go on. */
    private static final Duration NOTE_EVERY = Duration.ofMinutes(10);

    private @Nullable Claim latest;

    /** @param notedAt when an event was last made of it */
    private record Claim(String reason, String address, String detail, Instant since, Instant at, int count, Instant notedAt) {}

    /** Notes a refusal; true where an event should be made of it. */
    boolean refused(String reason, String address, String detail, Instant now) {
        Claim old = latest;
        if (old == null) {
            latest = new Claim(reason, address, detail, now, now, 1, now);
            return true;
        }
        boolean same = old.reason().equals(reason) && old.at().plus(RECENT).isAfter(now);
        boolean note = !old.notedAt().plus(NOTE_EVERY).isAfter(now);
        latest = new Claim(reason, address, detail, same ? old.since() : now, now, same ? old.count() + 1 : 1, note ? now : old.notedAt());
        return note;
    }

    /** What goes on now, for people; null where nobody was refused lately. */
    @Nullable String recent(Instant now) {
        Claim claim = latest;
        if (claim == null || !claim.at().plus(RECENT).isAfter(now)) {
            return null;
        }
        return "Somebody at " + claim.address() + " says it is this screen and is refused (" + claim.reason() + "): " + claim.detail() + " " + claim.count()
                + (claim.count() == 1 ? " time" : " times") + " since " + claim.since() + ".";
    }

    @Nullable Instant since() {
        return latest == null ? null : latest.since();
    }

    /** An agent proved itself: what was before is history, unless it goes on. */
    void proved() {
        latest = null;
    }
}
