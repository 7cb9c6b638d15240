package ledwall.controller.clock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timeline.Frames;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timesync.Mapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which every screen plays: nanoseconds since the Unix epoch, set from this machine's wall clock at the first start of a boot and from then on
 * counted by the monotonic clock, so that no step of the wall clock ever moves a wall. A restart in the same boot continues it. {@link #now} from any thread;
 * the rest on the control loop.
 *
 * <p>Not done: after a reboot whose wall clock differs from what the agents kept, all walls should follow at one switch instant; today each agent follows on
 * its own, and the board alarms.
 */
public final class TimelineClock {
    /** How often {@link #step} may change the rate: often enough to settle, rare enough to be cheap. */
    static final long SLEW_EVERY_NANOS = Frames.SECOND;
    /** How often the mapping is stored. */
    static final long STORE_EVERY_NANOS = 60 * Frames.SECOND;
    /** A rate further from the stored one is stored at once: a restart goes on from the stored mapping, and so less than 2 ms beside where the clock was. */
    static final double STORE_RATE = 30e-6;
    private static final String FILE = "clock/mapping";
    private static final String FRESH_FILE = "clock/mapping.fresh";
    private static final Logger log = LoggerFactory.getLogger(TimelineClock.class);

    private final Clock clock;
    private final Disk disk;
    private final Work work;
    private final Loop loop;
    /** Replaced as a whole, by the loop only. */
    private volatile Mapping mapping;
    private volatile long wallErrorNanos;
    private Mapping stored;
    private boolean storing;
    private boolean alarmed;

    private TimelineClock(Clock clock, Disk disk, Work work, Loop loop, Mapping mapping) {
        this.clock = clock;
        this.disk = disk;
        this.work = work;
        this.loop = loop;
        this.mapping = mapping;
        this.stored = mapping;
    }

    /**
     * Continues this boot's clock, or begins one. Blocking: before the loop runs.
     *
     * @throws IOException if the mapping cannot be stored: a clock that might not survive a restart must not be used
     */
    public static TimelineClock start(Clock clock, Disk disk, Work work, Loop loop) throws IOException {
        long mono = clock.nanos();
        long wall = Instants.nanos(clock.wall());
        Optional<Mapping> kept = load(disk).flatMap(file -> file.of(clock.bootId()));
        Mapping mapping = kept.map(old -> new Mapping(mono, old.timelineAt(mono), old.drift(), 0)).orElseGet(() -> new Mapping(mono, wall, 0, 0));
        log.info("timeline clock {} at {}, wall clock {} ms ahead of it", kept.isPresent() ? "continues" : "begins", Instants.instant(mapping.timelineNanos()),
                (wall - mapping.timelineNanos()) / 1_000_000);
        var out = new TimelineClock(clock, disk, work, loop, mapping);
        store(disk, new MappingFile(clock.bootId(), mapping));
        return out;
    }

    /** The timeline instant now. Never goes back. */
    public long now() {
        return mapping.timelineAt(clock.nanos());
    }

    /** The timeline instant now, across borders. */
    public Instant instant() {
        return Instants.instant(now());
    }

    /** How far the wall clock stepped away, where that is more than {@link Slew#ALARM_NANOS}: somebody has to look at this machine's time service. */
    public Optional<Long> wallStepNanos() {
        long error = wallErrorNanos;
        return Math.abs(error) > Slew.ALARM_NANOS ? Optional.of(error) : Optional.empty();
    }

    /** Follows the wall clock, gently, and stores the mapping now and then. Call it a few times a second. */
    public void step() {
        long mono = clock.nanos();
        if (mono - mapping.monoNanos() >= SLEW_EVERY_NANOS) {
            long timeline = mapping.timelineAt(mono);
            wallErrorNanos = Instants.nanos(clock.wall()) - timeline;
            mapping = new Mapping(mono, timeline, Slew.rate(wallErrorNanos), 0);
            noteStep();
        }
        boolean due = mono - stored.monoNanos() >= STORE_EVERY_NANOS || Math.abs(mapping.drift() - stored.drift()) > STORE_RATE;
        if (due && !storing) {
            storing = true;
            stored = mapping;
            var file = new MappingFile(clock.bootId(), mapping);
            work.submit("clock", "store the timeline clock", () -> {
                store(disk, file);
                return true;
            }, loop, new Work.Outcome<Boolean>() {
                @Override
                public void done(Boolean done) {
                    storing = false;
                }

                @Override
                public void failed(Exception cause) {
                    storing = false;
                }
            });
        }
    }

    private void noteStep() {
        boolean stepped = wallStepNanos().isPresent();
        if (stepped != alarmed) {
            alarmed = stepped;
            if (stepped) {
                log.warn("the wall clock stepped: it is {} ms ahead of the timeline clock, which follows by {} ppm at most", wallErrorNanos / 1_000_000,
                        Slew.MOST_PPM);
            } else {
                log.info("the wall clock and the timeline clock agree again");
            }
        }
    }

    private static Optional<MappingFile> load(Disk disk) throws IOException {
        if (!disk.exists(FILE)) {
            return Optional.empty();
        }
        var text = new String(disk.read(FILE, 0, MappingFile.MAX_BYTES), StandardCharsets.US_ASCII);
        Optional<MappingFile> file = MappingFile.parse(text);
        if (file.isEmpty()) {
            log.warn("{} is damaged; the timeline clock begins from the wall clock", FILE);
        }
        return file;
    }

    private static void store(Disk disk, MappingFile file) throws IOException {
        disk.write(FRESH_FILE, 0, file.text().getBytes(StandardCharsets.US_ASCII));
        disk.force(FRESH_FILE);
        disk.renameAtomically(FRESH_FILE, FILE);
    }
}
