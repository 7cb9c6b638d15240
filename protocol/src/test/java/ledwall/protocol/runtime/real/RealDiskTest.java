package ledwall.protocol.runtime.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ledwall.protocol.runtime.Disk;
import ledwall.sim.DiskContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RealDiskTest extends DiskContract {
    @TempDir
    Path folder;

    private Disk disk;

    @BeforeEach
    void open() throws IOException {
        disk = RealDisk.open(folder.resolve("data"));
    }

    @Override
    protected Disk disk() {
        return disk;
    }

    /** The kernel's own full device: the simulated disk fails in the same words, which people read in the problem. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDeviceFailsInTheKernelsWords() throws IOException {
        Files.createSymbolicLink(folder.resolve("data/full"), Path.of("/dev/full"));
        assertEquals("No space left on device", assertThrows(IOException.class, () -> disk.write("full", 0, new byte[10])).getMessage());
        assertEquals("No space left on device", assertThrows(IOException.class, () -> disk.append("full", new byte[10])).getMessage());
    }
}
