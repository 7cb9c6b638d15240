package ledwall.protocol.timesync;

/**
 * A step from one timeline clock to another that is known ahead: from {@code monoNanos} of this machine on, {@code coming} holds; it is then {@code atNanos} by
 * the other clock, which is also its name. What is known of the other clock gets better until then, so that all but the name may change a little.
 */
public record Changeover(long monoNanos, long atNanos, Mapping coming) {
    public static Changeover at(long atNanos, Mapping coming) {
        return new Changeover(coming.monoAt(atNanos), atNanos, coming);
    }
}
