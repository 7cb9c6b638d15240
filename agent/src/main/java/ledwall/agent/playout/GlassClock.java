package ledwall.agent.playout;

import java.util.Optional;
import java.util.function.Supplier;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.timesync.Changeover;
import ledwall.protocol.timesync.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * The timeline clock by which the glass is told what it shows. Where another clock is to be gone over to, that is done at its very instant, or with the first
 * picture by the other clock, which may be some milliseconds ahead of it. On the loop.
 */
final class GlassClock {
    private final Clock clock;
    private final Supplier<Mapping> mapping;
    private final Supplier<Optional<Changeover>> changeover;
    /** The clock by which a picture came on before it was followed by all else; 0 with none. */
    private long seenBy;

    GlassClock(Clock clock, Supplier<Mapping> mapping, Supplier<Optional<Changeover>> changeover) {
        this.clock = clock;
        this.mapping = mapping;
        this.changeover = changeover;
    }

    long nanos() {
        return clock.nanos();
    }

    Mapping mapping() {
        Changeover over = changeover.get().orElse(null);
        return over == null || ahead(over) ? mapping.get() : over.coming();
    }

    /** The step to another clock that is ahead; {@code null} where none is known. */
    @Nullable Changeover coming() {
        return changeover.get().filter(this::ahead).orElse(null);
    }

    private boolean ahead(Changeover over) {
        return clock.nanos() < over.monoNanos() && over.atNanos() != seenBy;
    }

    /** A picture by the other clock is on the glass. */
    void seen(Changeover over) {
        seenBy = over.atNanos();
    }
}
