package ledwall.controller.clock;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32;
import ledwall.protocol.timesync.Mapping;

/**
 * The stored clock: one line {@code ledwall-clock 2 BOOT MONO TIMELINE DRIFT NEXT-MONO NEXT-DRIFT FOLLOW CRC}, so that a torn or foreign file is told from a
 * good one. Format 1 ended after DRIFT and knew no name of the clock.
 *
 * @param followAtNanos what {@link TimelineClock#followAtNanos} says; 0 where the clock is older than that
 */
record MappingFile(String bootId, Lines lines, long followAtNanos) {
    static final int MAX_BYTES = 512;
    private static final String MAGIC = "ledwall-clock ";

    String text() {
        Mapping now = lines.now();
        Mapping next = lines.next() == null ? now : lines.next();
        var body = MAGIC + "2 " + bootId + " " + now.monoNanos() + " " + now.timelineNanos() + " " + now.drift() + " " + next.monoNanos() + " " + next.drift()
                + " " + followAtNanos;
        return body + " " + crc(body) + "\n";
    }

    static Optional<MappingFile> parse(String text) {
        int end = text.indexOf('\n');
        int last = end < 0 ? -1 : text.lastIndexOf(' ', end);
        if (last < 0 || !text.startsWith(MAGIC) || !text.substring(last + 1, end).equals(crc(text.substring(0, last)))) {
            return Optional.empty();
        }
        String[] words = text.substring(MAGIC.length(), last).split(" ", -1);
        boolean old = words[0].equals("1");
        if (words.length != (old ? 5 : 8) || (!old && !words[0].equals("2"))) {
            return Optional.empty();
        }
        var now = new Lines(new Mapping(Long.parseLong(words[2]), Long.parseLong(words[3]), Double.parseDouble(words[4]), 0), null);
        return Optional.of(old ? new MappingFile(words[1], now, 0)
                : new MappingFile(words[1], now.turning(Long.parseLong(words[5]), Double.parseDouble(words[6])), Long.parseLong(words[7])));
    }

    private static String crc(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(crc.getValue());
    }
}
