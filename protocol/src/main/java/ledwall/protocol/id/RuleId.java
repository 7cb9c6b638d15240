package ledwall.protocol.id;

/** Names one rule of the schedule. */
public record RuleId(String value) implements Comparable<RuleId> {
    public RuleId {
        Ids.name("rule", value);
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
