package ledwall.controller.release;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ledwall.controller.access.AuditEntry;
import ledwall.protocol.json.WireName;
import org.jspecify.annotations.Nullable;

/** What a change leaves behind for those who look later: history, and the audit of what the controller did by itself. Pure. */
public final class Trail {
    private static final String CONTROLLER = "controller";

    private Trail() {}

    /** What differs, outlets behind the whole. */
    public static List<HistoryEntry> between(Release before, Release after, String by, Instant at) {
        var out = new ArrayList<HistoryEntry>();
        whole(before, after, new Author(by, at, out));
        for (Outlet outlet : after.outlets()) {
            Optional<Outlet> was = before.revision() == after.revision() ? before.outlet(outlet.id()) : Optional.empty();
            outlet(was.orElse(null), outlet, new Author(by, at, out));
        }
        return out;
    }

    /** Adds what one did at one time. */
    private record Author(String by, Instant at, List<HistoryEntry> out) {
        void add(@Nullable OutletId outlet, @Nullable String from, String to, @Nullable Cause cause, @Nullable Instant about) {
            out.add(new HistoryEntry(at, by, outlet, from, to, cause == null ? null : cause.code(), cause == null ? "" : cause.words(), about));
        }

        /** With words alone. */
        void add(@Nullable OutletId outlet, @Nullable String from, String to, String words, @Nullable Instant about) {
            out.add(new HistoryEntry(at, by, outlet, from, to, null, words, about));
        }
    }

    private static void whole(Release before, Release after, Author author) {
        String from = WireName.of(before.state().code());
        Decision decision = after.decision();
        if (decision != null && !decision.equals(before.decision())) {
            author.add(null, from, "decided " + WireName.of(decision.verdict()), decision.words(), decision.at());
        }
        if (before.revision() != after.revision() && before.state() instanceof ReleaseState.Draft && after.state() instanceof ReleaseState.Draft) {
            author.add(null, from, "edited", "", null);
        } else if (!before.state().equals(after.state())) {
            String why = after.state().why();
            Booking booking = after.booking();
            boolean booked = after.state() instanceof ReleaseState.Scheduled;
            author.add(null, from, WireName.of(after.state().code()), why == null ? "" : why, booked && booking != null ? booking.at() : null);
        }
    }

    private static void outlet(@Nullable Outlet was, Outlet outlet, Author author) {
        String from = was == null ? null : WireName.of(was.state());
        boolean called = outlet.isWall() && outlet.times().calledAt() != null && (was == null || was.times().calledAt() == null);
        if (called) {
            author.add(outlet.id(), from, "called", "", outlet.times().calledAt());
        }
        Withdrawal back = outlet.withdrawal();
        Withdrawal asked = was == null ? null : was.withdrawal();
        if (was != null && was.task() != null && outlet.task() == null && !author.by().isEmpty() && (asked == null) == (back == null)) {
            author.add(outlet.id(), from, "doneByHand", "", null);
        }
        if (was == null || was.state() != outlet.state()) {
            Evidence proof = outlet.state() == OutletState.CONFIRMED ? outlet.evidence() : null;
            if (proof == null) {
                author.add(outlet.id(), from, WireName.of(outlet.state()), outlet.cause(), about(outlet));
            } else {
                author.add(outlet.id(), from, WireName.of(outlet.state()), proof.url() == null ? proof.ref() : proof.url(), about(outlet));
            }
        }
        if (back != null && (asked == null || asked.state() != back.state())) {
            author.add(outlet.id(), asked == null ? null : "withdrawal " + WireName.of(asked.state()), "withdrawal " + WireName.of(back.state()), back.words(), null);
        }
    }

    /** The instant that its state tells of. */
    private static @Nullable Instant about(Outlet outlet) {
        return switch (outlet.state()) {
            case SUBMITTING -> outlet.times().calledAt();
            case SUBMITTED -> outlet.times().submittedAt();
            case CONFIRMED -> outlet.times().actualAt();
            case SCHEDULED, PREPARING, READY, FAILED, WITHDRAWN -> null;
        };
    }

    /** One row for the decision, one for what came of the whole, and one for each outlet once it is known for certain when people saw it, or that they do not. */
    public static List<AuditEntry> audit(Release before, Release after, Instant at) {
        var out = new ArrayList<AuditEntry>();
        Decision decision = after.decision();
        if (before.decision() == null && decision != null) {
            out.add(row(at, "decideRelease", after.id() + " " + WireName.of(decision.verdict()) + " " + decision.words()));
        }
        boolean went = after.goes() && !after.isWithdrawn();
        if (went && before.state().code() != after.state().code() && after.state().code() != ReleaseState.Code.ARMED) {
            out.add(row(at, "releaseWent", after.id() + " " + WireName.of(after.state().code()) + " planned " + after.booked().at() + ": "
                + after.count(outlet -> outlet.state() == OutletState.CONFIRMED) + " of " + after.outlets().size() + " outlets show it"));
        }
        if (after.goes()) {
            for (Outlet outlet : after.outlets()) {
                Outlet was = before.outlet(outlet.id()).orElse(outlet);
                boolean proved = proved(outlet) && !proved(was);
                // Who had failed before it was decided to go without him gets his row with the decision.
                boolean failed = outlet.state() == OutletState.FAILED && (was.state() != OutletState.FAILED || !before.goes());
                if (proved || (went && failed)) {
                    out.add(row(at, "outletWent", outcome(after, outlet)));
                }
            }
        }
        return out;
    }

    private static AuditEntry row(Instant at, String what, String target) {
        return new AuditEntry(at, CONTROLLER, what, target, AuditEntry.DONE, CONTROLLER);
    }

    private static boolean proved(Outlet outlet) {
        Evidence proof = outlet.evidence();
        return proof != null && proof.exact();
    }

    private static String outcome(Release release, Outlet outlet) {
        Instant planned = release.booked().at();
        Instant actual = outlet.times().actualAt();
        Cause cause = outlet.cause();
        return release.id() + " " + outlet.name() + ": planned " + planned + ", " + (proved(outlet) && actual != null
            ? "actual " + actual + ", " + signed(Duration.between(planned, actual)) : WireName.of(outlet.state()) + (cause == null ? "" : " " + cause.code()));
    }

    private static String signed(Duration skew) {
        return (skew.isNegative() ? "" : "+") + skew.toMillis() + " ms";
    }
}
