package ledwall.agent.playout;

import static ledwall.agent.playout.Samples.SECOND;
import static ledwall.agent.playout.Samples.block;
import static ledwall.agent.playout.Samples.cue;
import static ledwall.agent.playout.Samples.entry;
import static ledwall.agent.playout.Samples.path;
import static ledwall.agent.playout.Samples.programme;
import static ledwall.agent.playout.Samples.timeline;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.timeline.Block;
import ledwall.sim.SimDisk;
import org.junit.jupiter.api.Test;

/** What a successor enters of a list that came on late, of which no record tells: the disk had taken the list and nothing after it. */
class LastRunSimTest {
    private static final long MILLI = 1_000_000L;
    private static final Duration A_MOMENT = Duration.ofNanos(20_000);
    private static final int SEEDS = 20;

    @Test
    void aListThatTheDiskHeldBackIsEnteredWithABoundThatSaysSo() {
        int held = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            var wall = Wall.playing(seed);
            if (takesTheListAlone(wall)) {
                held++;
                cameOnLate(wall);
            }
        }
        assertTrue(held >= 3, held + " of " + SEEDS);
    }

    /** An edit that is applied at once, and a disk that fails behind the list, where it happens to take that first; whether it did. */
    private static boolean takesTheListAlone(Wall wall) {
        SimDisk disk = wall.world.disk(Wall.NAME);
        byte[] before = disk.peek("playout/list.json");
        long records = recordBytes(disk);
        wall.set(programme(Samples.LOOP.entries().getFirst(),
                entry(wall.world.nowNanos(), 0, timeline(2, block(0, Block.FOREVER, null, cue("x", 250), cue("y", 150))))));
        while (Arrays.equals(before, disk.peek("playout/list.json")) && recordBytes(disk) == records) {
            wall.run(A_MOMENT);
        }
        disk.failing(true);
        return recordBytes(disk) == records;
    }

    private static long recordBytes(SimDisk disk) {
        return disk.paths().stream().filter(path -> path.startsWith("asrun/") && path.endsWith(".log")).mapToLong(path -> disk.peek(path).length).sum();
    }

    private static void cameOnLate(Wall wall) {
        long edited = wall.world.nowNanos();
        wall.run(Duration.ofSeconds(1));
        assertEquals(path("x"), wall.shown());
        wall.killAgent();
        wall.world.disk(Wall.NAME).failing(false);
        wall.run(Duration.ofSeconds(2));
        wall.startAgent();
        wall.run(Duration.ofSeconds(30));
        Checks.asRunTellsTheTruth(wall);
        long left = Checks.lights(wall, edited - SECOND, edited + SECOND).getFirst().untilNanos();
        assertTrue(left - edited > 400 * MILLI, "the disk did not hold it back: " + (left - edited) / MILLI + " ms");
        var before = Checks.entries(wall).stream().filter(entry -> entry.outcome() == Outcome.INFERRED).findFirst().orElseThrow();
        AsRunRecord end = Objects.requireNonNull(before.end);
        assertTrue(Math.abs(end.atNanos() - left) <= end.boundNanos(), before + " was seen until " + left / MILLI);
    }
}
