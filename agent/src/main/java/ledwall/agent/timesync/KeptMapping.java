package ledwall.agent.timesync;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import ledwall.agent.keep.KeptFile;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.timesync.Mapping;

/** The mapping as it survives a restart of the process. It says nothing after a reboot: the monotonic clock then counts from elsewhere. */
final class KeptMapping {
    private static final String FORMAT = "ledwall-clock 2";
    /** Of before controllers named their clocks: the last line lacks. */
    private static final String UNNAMED = "ledwall-clock 1";

    private final KeptFile file;

    /** @param of the name of the controller's clock that is followed; 0 where it has none */
    record Kept(Mapping mapping, long of) {}

    KeptMapping(Disk disk) {
        file = new KeptFile(disk, "clock/mapping");
    }

    void write(String bootId, Kept kept) throws IOException {
        Mapping mapping = kept.mapping();
        file.write(List.of(FORMAT, bootId, Long.toString(mapping.monoNanos()), Long.toString(mapping.timelineNanos()), Double.toString(mapping.drift()),
                Long.toString(mapping.boundNanos()), Long.toString(kept.of())));
    }

    /** The mapping of an earlier process of the same boot, if there was one. */
    Optional<Kept> read(String bootId) throws IOException {
        List<String> at = file.read().orElse(List.of());
        boolean named = at.size() == 7 && at.getFirst().equals(FORMAT);
        boolean unnamed = at.size() == 6 && at.getFirst().equals(UNNAMED);
        if ((!named && !unnamed) || !at.get(1).equals(bootId)) {
            return Optional.empty();
        }
        try {
            var mapping = new Mapping(Long.parseLong(at.get(2)), Long.parseLong(at.get(3)), Double.parseDouble(at.get(4)), Long.parseLong(at.get(5)));
            return Optional.of(new Kept(mapping, named ? Long.parseLong(at.get(6)) : 0));
        } catch (NumberFormatException e) {
            throw new KeptFile.Damaged("clock/mapping holds no numbers: " + e.getMessage());
        }
    }
}
