package ledwall.protocol.id;

/** Names a playlist. */
public record PlaylistId(String value) implements Comparable<PlaylistId> {
    public PlaylistId {
        Ids.name("playlist", value);
    }

    @Override
    public int compareTo(PlaylistId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
