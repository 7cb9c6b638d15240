package ledwall.protocol.runtime.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/** The operating system's clocks. On Linux the JVM's {@code nanoTime} is CLOCK_MONOTONIC itself, which all processes of a boot share. Any thread. */
public final class RealClock implements Clock {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final String bootId;

    private RealClock(String bootId) {
        this.bootId = bootId;
    }

    /** Where the kernel names no boot, every process counts as one: readings of another process then never compare. */
    public static RealClock open(Entropy entropy) {
        try {
            return new RealClock(Files.readString(BOOT_ID).strip());
        } catch (IOException e) {
            return new RealClock("process-" + Long.toHexString(entropy.below(Long.MAX_VALUE)));
        }
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wall() {
        return Instant.now();
    }

    @Override
    public String bootId() {
        return bootId;
    }
}
