package ledwall.controller.screen;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Addresses;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.Handshake;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/**
 * How a screen's PC gets its key: an operator has a one-time code shown, somebody types it at the PC, and the PC trades it for a fresh key. Blocking, safe
 * from any thread. Codes have 50 random bits, last 15 minutes, work once, and only their hash is stored; guessing is slowed down besides, for each address by
 * itself, so that nobody locks others out. Whoever comes from this computer itself may be anybody, behind a tunnel: there wrong codes only make a short pause.
 */
public final class Enrolments {
    public static final Duration VALIDITY = Duration.ofMinutes(15);
    /** Wrong tries from one address in {@link #WINDOW}; more are refused unseen. */
    public static final int MAX_TRIES = 5;
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Between tries from this computer itself, after as many wrong ones. */
    static final Duration SHARED_PAUSE = Duration.ofSeconds(1);

    /** Addresses remembered at once; the one quiet for longest is forgotten first. */
    private static final int MAX_ADDRESSES = 1_000;
    /** Crockford's base 32: no I, L, O or U. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int GROUP = 5;

    private final ScreenStore screens;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;
    private final AtomicLong refused = new AtomicLong();
    private final SequencedMap<String, ArrayDeque<Long>> wrongTries = new LinkedHashMap<>();

    public Enrolments(ScreenStore screens, Changes changes, Clock clock, Entropy entropy) {
        this.screens = screens;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    /** A code as shown once: {@code XXXXX-XXXXX}. */
    public record Code(String code, Instant expiresAt) {
        /** Without the code: it opens a screen. */
        @Override
        public String toString() {
            return "code until " + expiresAt;
        }
    }

    /** What a code was traded for. */
    public record Enrolled(Screen screen, Bytes key) {}

    /** Makes a code for a screen; an earlier one no longer works. The screen's present key works until the new code is used. */
    public Code open(ScreenId screen) {
        var code = new StringBuilder();
        for (int i = 0; i < 2 * GROUP; i++) {
            code.append(i == GROUP ? "-" : "").append(ALPHABET.charAt((int) entropy.below(ALPHABET.length())));
        }
        Instant expiresAt = clock.wall().plus(VALIDITY);
        if (!screens.openEnrolment(screen, hash(code.toString()), expiresAt)) {
            throw Refusal.notFound("screenUnknown", "There is no screen " + screen + ".", "Reload the list of screens: it may have been retired.");
        }
        return new Code(code.toString(), expiresAt);
    }

    /**
     * Trades a code for a fresh key, which takes the place of the screen's earlier one.
     *
     * @param remote the peer's address, with or without its port
     */
    public Enrolled redeem(String code, String remote) {
        String address = remote.replaceFirst(":\\d+$", "");
        Duration pause = pause(address);
        if (pause.isPositive()) {
            refused.incrementAndGet();
            throw new Refusal(Refusal.Kind.FORBIDDEN, "enrolmentPaused", "Too many wrong codes came from this address.",
                    "Wait " + pause.plusMillis(999).toSeconds() + " s, then try again.");
        }
        Bytes key = Bytes.of(entropy.bytes(Handshake.KEY_BYTES));
        var screen = screens.redeem(hash(code), clock.wall(), key);
        if (screen.isEmpty()) {
            noteWrong(address);
            refused.incrementAndGet();
            throw new Refusal(Refusal.Kind.FORBIDDEN, "codeInvalid", "This code is wrong, used up, or older than " + VALIDITY.toMinutes() + " minutes.",
                    "Have a new code shown on the screen's page and type it in as it stands there.");
        }
        changes.post(new Change(Change.Kind.SCREEN, screen.get().id().value()));
        return new Enrolled(screen.get(), key);
    }

    /** How many tries were refused since the start. */
    public long refused() {
        return refused.get();
    }

    private synchronized Duration pause(String address) {
        var tries = wrongTries.get(address);
        if (tries == null) {
            return Duration.ZERO;
        }
        long now = clock.nanos();
        while (!tries.isEmpty() && now - tries.getFirst() >= WINDOW.toNanos()) {
            tries.removeFirst();
        }
        if (tries.size() < MAX_TRIES) {
            return Duration.ZERO;
        }
        long until = Addresses.isLoopback(address) ? tries.getLast() + SHARED_PAUSE.toNanos() : tries.getFirst() + WINDOW.toNanos();
        return Duration.ofNanos(Math.max(0, until - now));
    }

    private synchronized void noteWrong(String address) {
        ArrayDeque<Long> tries = wrongTries.remove(address);
        if (tries == null) {
            tries = new ArrayDeque<>();
        }
        tries.addLast(clock.nanos());
        wrongTries.putLast(address, tries);
        if (wrongTries.size() > MAX_ADDRESSES) {
            wrongTries.pollFirstEntry();
        }
    }

    private static final Map<Character, Character> LOOKALIKES = Map.of('O', '0', 'I', '1', 'L', '1');

    /** Read as Crockford means it: case, hyphens and blanks do not count, and look-alikes are what they look like. */
    private static String hash(String code) {
        var plain = new StringBuilder();
        for (char c : code.toUpperCase(Locale.ROOT).toCharArray()) {
            if (c != '-' && !Character.isWhitespace(c)) {
                plain.append(LOOKALIKES.getOrDefault(c, c));
            }
        }
        return Bytes.of(plain.toString().getBytes(StandardCharsets.UTF_8)).sha256();
    }
}
