package ledwall.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import ledwall.protocol.runtime.Disk;
import org.junit.jupiter.api.Test;

class SimDiskTest extends DiskContract {
    private final SimWorld world = new SimWorld(11);
    private final Disk disk = world.node("agent").disk();

    @Override
    protected Disk disk() {
        return disk;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void aKillKeepsEverythingForcedAndDropsTearsOrKeepsTheRest() throws IOException {
        var marks = new Marks();
        for (long seed = 0; seed < 60; seed++) {
            var fresh = new SimWorld(seed);
            var node = fresh.node("agent");
            node.disk().append("log", bytes("forced;"));
            node.disk().force("log");
            node.disk().append("log", bytes("first;"));
            node.disk().append("log", bytes("second;"));
            node.disk().append("unforced", bytes("x"));
            fresh.kill("agent");
            var after = fresh.restart("agent", false).disk();
            var log = new String(after.read("log", 0, 100), UTF_8);
            // Whatever is left is the forced part, then a beginning of the rest, then perhaps zeros where the length got ahead of the bytes.
            assertTrue("forced;first;second;".startsWith(log.replace("\0", "")) && log.startsWith("forced;"), log);
            marks.addAll(fresh.marks());
        }
        marks.assertHit("fault.kill", "fault.disk-torn", "fault.disk-dropped", "fault.disk-kept", "fault.disk-lost-file");
    }

    @Test
    void aRenameWithoutForceMayTearTheContentButNeverLosesTheName() throws IOException {
        int torn = 0;
        for (long seed = 0; seed < 40; seed++) {
            var fresh = new SimWorld(seed);
            var disk = fresh.node("agent").disk();
            disk.append("state", bytes("old"));
            disk.force("state");
            disk.append("state.new", bytes("newer"));
            disk.renameAtomically("state.new", "state");
            fresh.kill("agent");
            var after = new String(fresh.disk("agent").read("state", 0, 100), UTF_8);
            torn += after.equals("newer") ? 0 : 1;
            assertFalse(fresh.disk("agent").exists("state.new"));
        }
        assertTrue(torn > 5, "a caller who forgets to force must be caught");
    }

    @Test
    void aDeletedFileMayComeBack() throws IOException {
        var marks = new Marks();
        for (long seed = 0; seed < 20; seed++) {
            var fresh = new SimWorld(seed);
            var disk = fresh.node("agent").disk();
            disk.append("file", bytes("x"));
            disk.force("file");
            disk.delete("file");
            assertFalse(disk.exists("file"));
            fresh.cutPower("agent");
            marks.addAll(fresh.marks());
        }
        marks.assertHit("fault.disk-undeleted", "fault.power");
    }

    @Test
    void aFullDiskRefusesToGrowAndKeepsWhatItHas() throws IOException {
        disk.append("a", new byte[90]);
        world.disk("agent").capacity(100);
        assertEquals(10, disk.freeBytes());
        assertThrows(IOException.class, () -> disk.append("b", new byte[11]));
        disk.write("a", 0, new byte[90]);
        disk.append("b", new byte[10]);
        assertEquals(0, disk.freeBytes());
        disk.delete("a");
        assertEquals(90, disk.freeBytes());
    }

    @Test
    void aFlippedBitIsAtRestForGood() throws IOException {
        disk.append("a", bytes("content"));
        disk.force("a");
        world.disk("agent").corrupt("a");
        assertNotEquals("content", new String(disk.read("a", 0, 10), UTF_8));
        world.kill("agent");
        assertNotEquals("content", new String(world.disk("agent").read("a", 0, 10), UTF_8));
        assertEquals(List.of("a"), world.disk("agent").paths());
    }

    @Test
    void aFailingDiskFailsUntilItDoesNot() throws IOException {
        world.disk("agent").failing(true);
        assertThrows(IOException.class, () -> disk.append("a", new byte[1]));
        world.disk("agent").failing(false);
        disk.append("a", new byte[1]);
    }
}
