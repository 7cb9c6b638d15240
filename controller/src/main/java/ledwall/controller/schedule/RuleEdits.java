package ledwall.controller.schedule;

import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.timeline.Instants;

/** What an edit of a rule would change on the walls, told before it is made. Blocking, safe from any thread; changes nothing. */
public final class RuleEdits {
    private final BookingStore store;
    private final Freeze freeze;
    private final LongSupplier clock;

    /** @param clock the timeline clock */
    public RuleEdits(BookingStore store, Freeze freeze, LongSupplier clock) {
        this.store = store;
        this.freeze = freeze;
        this.clock = clock;
    }

    /** An edit that somebody thinks of. */
    public sealed interface Edit {
        /** The rule as it would be, in the place of the one with its id or beside the others. */
        record Put(Rule rule) implements Edit {}

        record Delete(RuleId rule) implements Edit {}
    }

    /**
     * What came of the question.
     *
     * @param text the same as the differences, for people
     * @param frozen for what the edit would be refused if it was made now, as an ordinary one
     */
    public record Told(Bookings before, Bookings after, Differences differences, List<DifferenceWords.Sentence> text, List<CutHint> hints,
                       List<Frozen> frozen) {}

    /** @throws Refusal if there is no such rule to delete, or no such playlist */
    public Told compare(Edit edit, Instant from, Instant until) {
        long begin = Instants.nanos(from);
        long end = Instants.nanos(until);
        Bookings before;
        Bookings after;
        List<CutHint> hints;
        switch (edit) {
            case Edit.Put(Rule rule) -> {
                before = store.between(begin, end, rule);
                if (!before.material().playlists().containsKey(rule.playlist())) {
                    throw Refusal.invalid("playlistUnknown", "There is no playlist " + rule.playlist() + ".", "Choose one of the playlists listed.");
                }
                after = before.with(rule);
                hints = CutHint.of(after, rule, begin, end);
            }
            case Edit.Delete(RuleId id) -> {
                before = store.between(begin, end, null);
                after = before.without(id);
                hints = List.of();
            }
        }
        var differences = Differences.between(before, after, begin, end);
        return new Told(before, after, differences, DifferenceWords.of(differences, before, after), hints, frozen(edit));
    }

    private List<Frozen> frozen(Edit edit) {
        if (freeze.reachNanos() == 0) {
            return List.of();
        }
        long now = clock.getAsLong();
        var before = store.between(now, now + freeze.reachNanos(), edit instanceof Edit.Put(Rule rule) ? rule : null);
        return freeze.of(before, switch (edit) {
            case Edit.Put(Rule rule) -> before.with(rule);
            case Edit.Delete(RuleId id) -> before.without(id);
        }, now);
    }
}
