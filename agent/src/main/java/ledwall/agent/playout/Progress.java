package ledwall.agent.playout;

/** Where the list on the glass is, as far as the player said. */
final class Progress {
    private long positionNanos;
    private long atNanos;
    /** What was reported last, anywhere on the timeline. */
    private long reportedNanos = -1;

    void seen(long position, long at) {
        positionNanos = position;
        atNanos = at;
    }

    /** Whether a report is of about where it would be by now if it had gone on as it was. */
    boolean goesOn(long position, long at) {
        return Math.abs(position - positionNanos - (at - atNanos)) <= DriftControl.RECUE_NANOS;
    }

    /** Whether a report is another one than the last: a player that repeats itself stands still. */
    boolean moved(long position) {
        boolean moved = position != reportedNanos;
        reportedNanos = position;
        return moved;
    }

    long position(long now, boolean runs) {
        return runs ? positionNanos + Math.max(0, now - atNanos) : positionNanos;
    }
}
