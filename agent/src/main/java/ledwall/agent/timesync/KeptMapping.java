package ledwall.agent.timesync;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import ledwall.agent.keep.KeptFile;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.timesync.Mapping;

/** The mapping as it survives a restart of the process. It says nothing after a reboot: the monotonic clock then counts from elsewhere. */
final class KeptMapping {
    private static final String FORMAT = "ledwall-clock 1";

    private final KeptFile file;

    KeptMapping(Disk disk) {
        file = new KeptFile(disk, "clock/mapping");
    }

    void write(String bootId, Mapping mapping) throws IOException {
        file.write(List.of(FORMAT, bootId, Long.toString(mapping.monoNanos()), Long.toString(mapping.timelineNanos()), Double.toString(mapping.drift()),
                Long.toString(mapping.boundNanos())));
    }

    /** The mapping of an earlier process of the same boot, if there was one. */
    Optional<Mapping> read(String bootId) throws IOException {
        Optional<List<String>> lines = file.read();
        if (lines.isEmpty() || lines.get().size() != 6 || !lines.get().get(0).equals(FORMAT) || !lines.get().get(1).equals(bootId)) {
            return Optional.empty();
        }
        List<String> at = lines.get();
        try {
            return Optional.of(new Mapping(Long.parseLong(at.get(2)), Long.parseLong(at.get(3)), Double.parseDouble(at.get(4)), Long.parseLong(at.get(5))));
        } catch (NumberFormatException e) {
            throw new KeptFile.Damaged("clock/mapping holds no numbers: " + e.getMessage());
        }
    }
}
