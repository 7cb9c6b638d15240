package ledwall.protocol.id;

/** Names a calendar: days that rules of the schedule may ask for. */
public record CalendarId(String value) implements Comparable<CalendarId> {
    public CalendarId {
        Ids.name("calendar", value);
    }

    @Override
    public int compareTo(CalendarId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
