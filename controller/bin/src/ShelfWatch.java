import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import ledwall.protocol.message.MalformedFrame;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.timesync.Mapping;

/**
 * Reads what each agent keeps on its disk, from outside and as it changes: its verified timelines and their switches. With the controller's own clock, as that
 * keeps it, they say what is due on a screen at any instant. The agent's idea of the time plays no part, so that a clock that is wrong counts as a wrong item.
 * One thread; what it kept may be read meanwhile.
 */
final class ShelfWatch {
    private static final long PERIOD_MILLIS = 10;

    /** From {@code atNanos} (monotonic) on the shelf held this. */
    record Shelf(long atNanos, Programme programme) {}

    private final Path work;
    private final List<List<Shelf>> shelves = new ArrayList<>();
    private final List<Mapping> clock = new CopyOnWriteArrayList<>();
    private final Map<String, Timeline> timelines = new HashMap<>();
    private final Map<Path, Object> seen = new HashMap<>();
    private final Thread thread;
    private volatile boolean ending;

    ShelfWatch(Path work, int count) {
        this.work = work;
        for (int k = 1; k <= count; k++) {
            shelves.add(new CopyOnWriteArrayList<>());
        }
        look();
        thread = Thread.ofPlatform().name("shelves").daemon().start(() -> {
            while (!ending) {
                look();
                try {
                    Thread.sleep(PERIOD_MILLIS);
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    void end() throws InterruptedException {
        ending = true;
        thread.join();
    }

    /** What screen {@code k} held, in order. */
    List<Shelf> shelves(int k) {
        return shelves.get(k - 1);
    }

    /** The timeline clock at a monotonic instant. */
    long timelineAt(long monoNanos) {
        return clockAt(monoNanos).timelineAt(monoNanos);
    }

    /** The controller's clock as it was kept last before a monotonic instant. */
    Mapping clockAt(long monoNanos) {
        Mapping best = clock.getFirst();
        for (Mapping each : clock) {
            best = each.monoNanos() <= monoNanos ? each : best;
        }
        return best;
    }

    private void look() {
        for (int k = 1; k <= shelves.size(); k++) {
            Path folder = work.resolve("screens/" + k + "/timeline");
            try {
                if (changed(folder.resolve("shelf"))) {
                    shelves.get(k - 1).add(new Shelf(System.nanoTime(), programme(folder)));
                }
            } catch (IOException e) {
                // It was replaced between two looks: the next one reads it whole.
                seen.remove(folder.resolve("shelf"));
            }
        }
        Path mapping = work.resolve("controller/clock/mapping");
        try {
            if (changed(mapping)) {
                String[] words = Files.readString(mapping).strip().split(" ");
                clock.add(new Mapping(Long.parseLong(words[3]), Long.parseLong(words[4]), Double.parseDouble(words[5]), 0));
            }
        } catch (IOException e) {
            seen.remove(mapping);
        }
    }

    private boolean changed(Path file) throws IOException {
        // Files that are replaced by a rename are other files each time.
        Object now = Files.readAttributes(file, "unix:ino,lastModifiedTime,size");
        return !now.equals(seen.put(file, now));
    }

    private Programme programme(Path folder) throws IOException {
        var entries = new ArrayList<Programme.Entry>();
        for (String line : Files.readAllLines(folder.resolve("shelf"))) {
            String[] part = line.split(" ");
            if (part.length == 5 && !part[2].equals("-") && Boolean.parseBoolean(part[4])) {
                Timeline timeline = timeline(folder.resolve(part[0] + "-" + part[1].substring(0, 16) + ".offer"));
                entries.add(new Programme.Entry(timeline, new Switch(Long.parseLong(part[2]), Integer.parseInt(part[3]))));
            }
        }
        return new Programme(entries);
    }

    private Timeline timeline(Path offer) throws IOException {
        Timeline known = timelines.get(offer.toString());
        if (known == null) {
            try {
                known = TimelineCodec.decode(((TimelineOffer) MessageCodec.fromController(Files.readAllBytes(offer)).orElseThrow()).envelope().payload());
            } catch (MalformedFrame e) {
                throw new IOException(e);
            }
            timelines.put(offer.toString(), known);
        }
        return known;
    }
}
