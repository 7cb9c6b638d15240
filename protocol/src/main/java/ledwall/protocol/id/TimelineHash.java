package ledwall.protocol.id;

/** The SHA-256 of a timeline's opaque payload. */
public record TimelineHash(String value) implements Comparable<TimelineHash> {
    public TimelineHash {
        Ids.sha256("timeline hash", value);
    }

    @Override
    public int compareTo(TimelineHash other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
