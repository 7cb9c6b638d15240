package ledwall.protocol.id;

/** Names one screen: one output of one screen PC. */
public record ScreenId(String value) implements Comparable<ScreenId> {
    public ScreenId {
        Ids.name("screen", value);
    }

    @Override
    public int compareTo(ScreenId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
