package ledwall.protocol.id;

/** Names one release: what goes live on walls and online channels at one instant. */
public record ReleaseId(String value) implements Comparable<ReleaseId> {
    public ReleaseId {
        Ids.name("release", value);
    }

    @Override
    public int compareTo(ReleaseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
