package ledwall.agent.asrun;

import java.io.IOException;
import java.util.List;
import ledwall.agent.health.Problems;
import ledwall.agent.keep.KeptFile;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.runtime.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says whose log stands in {@code asrun}: {@code asrun/screen}. A PC that is enrolled again as another screen must not send the one's records as the other's.
 * Blocking; called before the log is read.
 */
final class LogOwner {
    private static final Logger LOG = LoggerFactory.getLogger(LogOwner.class);
    private static final String NAME = "screen";
    private static final String PATH = SegmentFiles.FOLDER + "/" + NAME;

    private LogOwner() {}

    /** Makes the log this screen's; another screen's is kept in a folder of its own. */
    static void claim(Disk disk, ScreenId screen, Problems problems) throws IOException {
        var file = new KeptFile(disk, PATH);
        String owner = owner(file);
        if (owner.isEmpty()) {
            begin(file, screen);
        } else if (!owner.equals(screen.value())) {
            String aside = SegmentFiles.FOLDER + "-" + owner;
            for (String name : disk.list(SegmentFiles.FOLDER)) {
                // The owner's name goes last: a crash before that finds the rest still to be moved.
                if (!name.startsWith(NAME)) {
                    disk.renameAtomically(SegmentFiles.FOLDER + "/" + name, SegmentFiles.unused(disk, aside + "/" + name));
                }
            }
            file.write(List.of(screen.value()));
            problems.raise("asRunOtherScreen", "This PC was " + owner + " before, whose as-run log was put aside as " + aside
                    + " in the data folder. Records in it that the controller does not hold are not sent any more.");
        }
    }

    private static void begin(KeptFile file, ScreenId screen) {
        try {
            file.write(List.of(screen.value()));
        } catch (IOException e) {
            // A full disk must not keep the wall dark; the next start tries again.
            LOG.warn("cannot note whose as-run log this is", e);
        }
    }

    /** Empty where nobody knows: a log is given up on proof only. */
    private static String owner(KeptFile file) throws IOException {
        try {
            return file.read().map(List::getFirst).orElse("");
        } catch (KeptFile.Damaged e) {
            LOG.warn("whose as-run log this is cannot be read", e);
            return "";
        }
    }
}
