package ledwall.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

import ledwall.agent.player.PlayList;
import ledwall.agent.player.Player;
import ledwall.protocol.id.Bytes;
import ledwall.sim.SimDisk;

/** Hands on to another player, and fails the run where a list holds a file whose bytes are not what its name says. */
final class CheckingPlayer implements Player {
    private final Player player;
    private final SimDisk disk;
    private final Set<String> cued;

    CheckingPlayer(Player player, SimDisk disk, Set<String> cued) {
        this.player = player;
        this.disk = disk;
        this.cued = cued;
    }

    @Override
    public void cue(PlayList list, long positionNanos, long runAtNanos) {
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
        player.cue(list, positionNanos, runAtNanos);
    }

    @Override
    public void prepare(PlayList list) {
        player.prepare(list);
    }

    @Override
    public void open(Events events) {
        player.open(events);
    }

    @Override
    public void recue(long positionNanos, long runAtNanos) {
        player.recue(positionNanos, runAtNanos);
    }

    @Override
    public void speed(double factor) {
        player.speed(factor);
    }

    @Override
    public void black() {
        player.black();
    }

    @Override
    public void darken() {
        player.darken();
    }

    @Override
    public void close(boolean end) {
        player.close(end);
    }

    @Override
    public Duration lead() {
        return player.lead();
    }
}
