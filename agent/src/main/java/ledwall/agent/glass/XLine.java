package ledwall.agent.glass;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stage's one connection to its display: dialled until it is there, and again after it broke; remembers meanwhile where the output was and whom it showed.
 * Belongs to the stage's thread, but for {@link #begin}, {@link #area} and {@link #troubles}, which anybody may call.
 */
final class XLine {
    private static final Logger LOG = LoggerFactory.getLogger(XLine.class);
    private static final long FIRST_REDIAL_NANOS = 250_000_000;
    private static final long LAST_REDIAL_NANOS = 5_000_000_000L;
    /** A predecessor that was killed may still be on its way out. */
    private static final long TAKEN_FOR_NANOS = 1_500_000_000;
    /** Longer than a display that hangs is waited for. */
    private static final int BEGIN_SECONDS = 6;
    private static final String DISPLAY_GONE = "displayGone";

    private final XDisplay display;
    private final String output;
    private final String who;
    private final Clock clock;
    private final long begunAtNanos;
    /** What became of the first look at the display: null where nothing speaks against starting. */
    private final CompletableFuture<@Nullable IOException> first = new CompletableFuture<>();
    private volatile Painting.@Nullable Area area;
    private volatile boolean lit = true;
    private volatile Map<String, String> troubles = Map.of();
    private @Nullable XStagehand hand;
    private long shown;
    private String gone = "it has not been asked yet";
    private long dialAtNanos;
    private long redialNanos = FIRST_REDIAL_NANOS;

    XLine(XDisplay display, String output, String who, Clock clock) {
        this.display = display;
        this.output = output;
        this.who = who;
        this.clock = clock;
        this.begunAtNanos = clock.nanos();
        this.dialAtNanos = begunAtNanos;
    }

    /** As {@link XStage#begin}. */
    void begin() throws IOException {
        try {
            @Nullable IOException against = first.get(BEGIN_SECONDS, TimeUnit.SECONDS);
            if (against != null) {
                throw new IOException("display " + display.name() + ": " + against.getMessage(), against);
            }
        } catch (TimeoutException e) {
            LOG.warn("display {} does not answer; it is dialled until it does", display.name());
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing completes it so", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    XDisplay display() {
        return display;
    }

    Painting.@Nullable Area area() {
        return area;
    }

    /** Whether the output sends out anything, as far as is known. */
    boolean lit() {
        return lit;
    }

    Map<String, String> troubles() {
        return troubles;
    }

    /** Null while there is no connection. */
    @Nullable XStagehand hand() {
        return hand;
    }

    /** @throws IOException with words for people, while there is no connection */
    XStagehand connected() throws IOException {
        if (hand == null) {
            throw new IOException(gone);
        }
        return hand;
    }

    /** Why there is no connection, for people. */
    String gone() {
        return gone;
    }

    /** When to dial next, while there is no connection. */
    long dialAtNanos() {
        return dialAtNanos;
    }

    /** Connects, unless there is a connection; a failure is noted and tried again later. */
    void dial() {
        if (hand != null) {
            return;
        }
        try {
            hand = XStagehand.open(display, output, who, area, shown);
            redialNanos = FIRST_REDIAL_NANOS;
            note();
            LOG.info("display {} is ours{}: {}", display.name(), output.isEmpty() ? "" : ", output " + output, area);
        } catch (IOException | RuntimeException e) {
            lose(e);
        }
    }

    /** Takes in what the display was found to be like. */
    void note() {
        if (hand != null) {
            area = hand.area();
            lit = hand.lit();
            troubles = hand.troubles();
            first.complete(null);
        }
    }

    /** Something failed: a request that was refused costs nothing more, anything else the connection. */
    void lose(Exception cause) {
        if (cause instanceof XError) {
            LOG.warn("display {}: {}", display.name(), cause.getMessage());
            return;
        }
        gone = explained(cause);
        if (hand != null || redialNanos == FIRST_REDIAL_NANOS) {
            LOG.warn("{}", gone);
        }
        hangUp();
        dialAtNanos = clock.nanos() + redialNanos;
        redialNanos = Math.min(2 * redialNanos, LAST_REDIAL_NANOS);
    }

    private String explained(Exception cause) {
        String words = String.valueOf(cause.getMessage());
        if (cause instanceof XPart.NoOutput none) {
            troubles = Map.of(XStagehand.OUTPUT_GONE, words);
            first.complete(none);
        } else if (cause instanceof XClaim.Taken taken) {
            troubles = Map.of(XStagehand.OUTPUT_TAKEN, words);
            if (clock.nanos() - begunAtNanos > TAKEN_FOR_NANOS) {
                first.complete(taken);
            }
        } else {
            words = String.valueOf(display.failed("used", cause).getMessage());
            troubles = Map.of(DISPLAY_GONE, words);
            first.complete(null);
        }
        return words;
    }

    void hangUp() {
        if (hand != null) {
            shown = hand.shown();
            try {
                hand.close();
            } catch (IOException e) {
                LOG.debug("display {} is gone either way", display.name(), e);
            }
        }
        hand = null;
    }
}
