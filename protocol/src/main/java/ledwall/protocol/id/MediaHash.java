package ledwall.protocol.id;

/** The SHA-256 of a file's bytes: the only name by which renditions travel. */
public record MediaHash(String value) implements Comparable<MediaHash> {
    public MediaHash {
        Ids.sha256("media hash", value);
    }

    @Override
    public int compareTo(MediaHash other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
