package ledwall.protocol.id;

/** Names one place in a playlist; it survives reordering and a change of duration. */
public record ItemId(String value) implements Comparable<ItemId> {
    public ItemId {
        Ids.name("item", value);
    }

    @Override
    public int compareTo(ItemId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
