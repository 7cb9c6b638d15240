package ledwall.controller.clock;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import ledwall.protocol.timesync.Mapping;

/** The stored mapping: one line {@code ledwall-clock 1 BOOT MONO TIMELINE DRIFT CRC}, so that a torn or foreign file is told from a good one. */
record MappingFile(String bootId, Mapping mapping) {
    static final int MAX_BYTES = 512;
    private static final String MAGIC = "ledwall-clock 1 ";

    /** The mapping, should it be of this boot: monotonic readings of another boot mean nothing. */
    Optional<Mapping> of(String boot) {
        return bootId.equals(boot) ? Optional.of(mapping) : Optional.empty();
    }

    String text() {
        var body = MAGIC + bootId + " " + mapping.monoNanos() + " " + mapping.timelineNanos() + " " + mapping.drift();
        return body + " " + crc(body) + "\n";
    }

    static Optional<MappingFile> parse(String text) {
        int end = text.indexOf('\n');
        int last = end < 0 ? -1 : text.lastIndexOf(' ', end);
        if (last < 0 || !text.startsWith(MAGIC) || !text.substring(last + 1, end).equals(crc(text.substring(0, last)))) {
            return Optional.empty();
        }
        String[] words = text.substring(MAGIC.length(), last).split(" ", -1);
        if (words.length != 4) {
            return Optional.empty();
        }
        return Optional.of(new MappingFile(words[0], new Mapping(Long.parseLong(words[1]), Long.parseLong(words[2]), Double.parseDouble(words[3]), 0)));
    }

    private static String crc(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
