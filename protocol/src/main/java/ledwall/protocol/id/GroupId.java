package ledwall.protocol.id;

/** Names a group of screens that play the same loop in step. */
public record GroupId(String value) implements Comparable<GroupId> {
    public GroupId {
        Ids.name("group", value);
    }

    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
