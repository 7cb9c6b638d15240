package ledwall.agent;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import ledwall.agent.player.PlayList;
import ledwall.protocol.id.Bytes;
import ledwall.sim.SimDisk;

/**
 * Fails the run where a player is handed a file whose bytes are not what its name says.
 *
 * @param cued collects the names of the files that were handed over
 */
record HandedFiles(SimDisk disk, Set<String> cued) implements Consumer<PlayList> {
    @Override
    public void accept(PlayList list) {
        for (String path : new TreeSet<>(list.entries().stream().map(PlayList.Entry::path).toList())) {
            String file = path.substring(path.indexOf("/cache/") + 1);
            String name = file.substring("cache/".length());
            try {
                if (!Bytes.of(disk.read(file, 0, (int) disk.size(file))).sha256().equals(name)) {
                    throw new IllegalStateException("the player was handed " + file + ", whose bytes are not those of its name");
                }
            } catch (IOException e) {
                throw new IllegalStateException("the player was handed " + file + ", which is not there", e);
            }
            cued.add(name);
        }
    }
}
