package ledwall.controller.web;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The bytes {@code [from, from + length)} of a file. */
record ByteRange(long from, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Reads a Range header (RFC 9110 section 14). Empty means the whole file: no range, one that is malformed, or several, which a server may ignore.
     *
     * @throws HttpProblem 416 if no byte of the file lies in it
     */
    static Optional<ByteRange> parse(@Nullable String header, long size) {
        var match = ONE.matcher(header == null ? "" : header.strip());
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        long from;
        long until;
        if (match.group(1).isEmpty()) {
            from = Math.max(0, size - Long.parseLong(match.group(2)));
            until = size;
        } else {
            from = Long.parseLong(match.group(1));
            until = match.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(match.group(2)) + 1);
            if (!match.group(2).isEmpty() && Long.parseLong(match.group(2)) < from) {
                return Optional.empty();
            }
        }
        if (from >= until) {
            throw new HttpProblem(416, "rangeNotSatisfiable", "The file has " + size + " bytes; the range lies beyond them.",
                "Ask for a range within the file.")
                .with(Map.of("Content-Range", "bytes */" + size));
        }
        return Optional.of(new ByteRange(from, until - from));
    }

    String contentRange(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }
}
