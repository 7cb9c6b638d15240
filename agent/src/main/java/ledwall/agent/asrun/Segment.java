package ledwall.agent.asrun;

/**
 * One file of the log.
 *
 * @param first the sequence of its first record, which names the file
 * @param bytes its length as far as it was forced
 * @param firstAtNanos when its first record was made
 */
record Segment(long first, long bytes, long firstAtNanos) {
    String path() {
        return path(first);
    }

    static String path(long first) {
        return "%s/%012d.log".formatted(SegmentFiles.FOLDER, first);
    }

    Segment grown(long bytes) {
        return new Segment(first, bytes, firstAtNanos);
    }
}
