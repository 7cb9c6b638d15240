package ledwall.agent.timeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import ledwall.agent.keep.KeptFile;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;

/**
 * The shelf on disk: each offer as the frame it came in, so that its bytes stay those that were signed, and an index with the switches, kept twice because a
 * screen without it has nothing to show. Blocking: inside Work, or before the loop runs.
 */
final class ShelfStore {
    private static final String FOLDER = "timeline";
    private static final String OFFER = ".offer";
    private static final String FORMAT = "ledwall-shelf 1";
    private static final String UNDECIDED = "-";
    private static final int MAX_OFFER_BYTES = 1 << 21;

    private final Disk disk;
    private final List<KeptFile> indexes;

    ShelfStore(Disk disk) {
        this.disk = disk;
        this.indexes = List.of(new KeptFile(disk, FOLDER + "/shelf"), new KeptFile(disk, FOLDER + "/shelf.copy"));
    }

    /** What was kept, oldest first; damaged files are set aside and named in {@code problems}. Entries of another screen are left out. */
    List<Kept> read(ScreenId screen, List<String> problems) throws IOException {
        var out = new ArrayList<Kept>();
        List<String> lines = index(problems);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            try {
                Kept kept = entry(line);
                if (kept.timeline().screen().equals(screen)) {
                    out.add(kept);
                }
            } catch (IOException | IllegalArgumentException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return out;
    }

    private List<String> index(List<String> problems) throws IOException {
        for (KeptFile index : indexes) {
            try {
                Optional<List<String>> lines = index.read();
                if (lines.isPresent() && lines.get().getFirst().equals(FORMAT)) {
                    return lines.get();
                }
            } catch (KeptFile.Damaged e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return List.of();
    }

    private Kept entry(String line) throws IOException {
        String[] part = line.split(" ", -1);
        if (part.length != 5) {
            throw new IOException("the shelf's index has a line of " + part.length + " fields");
        }
        var hash = new TimelineHash(part[1]);
        String path = path(Long.parseLong(part[0]), hash);
        if (!disk.exists(path)) {
            throw new IOException(path + " is gone");
        }
        try {
            Kept kept = Kept.of(hash, decode(hash, disk.read(path, 0, MAX_OFFER_BYTES)));
            if (!part[2].equals(UNDECIDED)) {
                kept = kept.withChange(new Switch(Long.parseLong(part[2]), Integer.parseInt(part[3])));
            }
            return Boolean.parseBoolean(part[4]) ? kept.withAdmission() : kept;
        } catch (IllegalArgumentException | MalformedFrame e) {
            disk.renameAtomically(path, path + ".damaged");
            throw new IOException(path + " is damaged (" + e.getMessage() + "); it was set aside", e);
        }
    }

    private static Timeline decode(TimelineHash hash, byte[] frame) {
        if (MessageCodec.fromController(frame).orElse(null) instanceof TimelineOffer offer && offer.envelope().payload().sha256().equals(hash.value())) {
            return TimelineCodec.decode(offer.envelope().payload());
        }
        throw new IllegalArgumentException("it holds no timeline of its hash");
    }

    /** Checks an offer and puts it on disk; it is not part of the shelf before the index names it. */
    Timeline take(TimelineOffer offer, ScreenId screen, @Nullable Size size) throws IOException, Refusal {
        Bytes payload = offer.envelope().payload();
        if (!payload.sha256().equals(offer.hash().value())) {
            throw new Refusal("hashMismatch", "the payload's SHA-256 is " + payload.sha256() + ", not " + offer.hash());
        }
        Timeline timeline;
        try {
            timeline = TimelineCodec.decode(payload);
        } catch (IllegalArgumentException e) {
            throw new Refusal("malformed", "the payload is no timeline: " + e.getMessage());
        }
        if (!timeline.screen().equals(screen) || timeline.version() != offer.version()) {
            throw new Refusal("wrongScreen", "the payload is version " + timeline.version() + " for " + timeline.screen()
                    + "; offered was " + offer.version() + " for " + screen);
        }
        if (size != null && (timeline.width() != size.width() || timeline.height() != size.height() || timeline.frameRate() != size.frameRate())) {
            throw new Refusal("wrongScreen", "the timeline is for " + timeline.width() + "x" + timeline.height() + " at " + timeline.frameRate()
                    + " fps; this screen has " + size.width() + "x" + size.height() + " at " + size.frameRate());
        }
        KeptFile.replace(disk, path(timeline.version(), offer.hash()), MessageCodec.encode(offer));
        return timeline;
    }

    /** Makes {@code shelf} what the next start will find, then clears away what it does not name. */
    void write(List<Kept> shelf) throws IOException {
        var lines = new ArrayList<String>();
        var named = new HashSet<String>();
        lines.add(FORMAT);
        for (Kept kept : shelf) {
            Switch change = kept.change();
            String decided = change == null ? UNDECIDED + " 0" : change.atNanos() + " " + change.firstCue();
            lines.add(kept.version() + " " + kept.hash() + " " + decided + " " + kept.admitted());
            named.add(path(kept.version(), kept.hash()));
        }
        for (KeptFile index : indexes) {
            index.write(lines);
        }
        long newest = shelf.isEmpty() ? 0 : shelf.getLast().version();
        for (String name : disk.list(FOLDER)) {
            // A newer offer may already lie here whose turn to be named is still to come.
            if (name.endsWith(OFFER) && !named.contains(FOLDER + "/" + name) && version(name) <= newest) {
                disk.delete(FOLDER + "/" + name);
            }
        }
    }

    private static long version(String name) {
        try {
            return Long.parseLong(name.substring(0, Math.max(0, name.indexOf('-'))));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String path(long version, TimelineHash hash) {
        return FOLDER + "/" + version + "-" + hash.value().substring(0, 16) + OFFER;
    }

    /** What the controller says this screen is. */
    record Size(int width, int height, int frameRate) {}
}
