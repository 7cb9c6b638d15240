package ledwall.protocol.id;

/** Names one online channel: an account or address that releases go to. */
public record ChannelId(String value) implements Comparable<ChannelId> {
    public ChannelId {
        Ids.name("channel", value);
    }

    @Override
    public int compareTo(ChannelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
