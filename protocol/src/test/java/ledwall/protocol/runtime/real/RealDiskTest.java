package ledwall.protocol.runtime.real;

import java.io.IOException;
import java.nio.file.Path;
import ledwall.protocol.runtime.Disk;
import ledwall.sim.DiskContract;
import org.junit.jupiter.api.BeforeEach;
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
}
