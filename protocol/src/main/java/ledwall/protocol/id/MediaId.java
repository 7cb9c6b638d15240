package ledwall.protocol.id;

/** Names a master that somebody uploaded. */
public record MediaId(String value) implements Comparable<MediaId> {
    public MediaId {
        Ids.name("media", value);
    }

    @Override
    public int compareTo(MediaId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
