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
 * counted by the monotonic clock, so that no step of the wall clock ever moves a wall. A restart in the same boot goes on along the same line. {@link #now}
 * from any thread; the rest on the control loop.
 *
 * <p>After a reboot, agents that are up may follow another clock than this one. They go over to it together, at {@link #followAtNanos}, which each welcome
 * tells and which no restart changes.
 */
public final class TimelineClock {
    /** How often {@link #step} looks at the wall clock. */
    static final long LOOK_EVERY_NANOS = Frames.SECOND;
    /** How often the clock's speed is set anew, and stored. */
    static final long STORE_EVERY_NANOS = 60 * Frames.SECOND;
    /** A speed that has to change by more than this is changed at once. */
    static final double AT_ONCE = 30e-6;
    /** Time to have a change on the disk before it is used. */
    static final long TURN_AHEAD_NANOS = 10 * Frames.SECOND;
    /** Agents dial every 15 s at the latest: after twice that every wall that can be reached knows when to go over. */
    static final long FOLLOW_AFTER_NANOS = 30 * Frames.SECOND;
    private static final String FILE = "clock/mapping";
    private static final String FRESH_FILE = "clock/mapping.fresh";
    private static final Logger log = LoggerFactory.getLogger(TimelineClock.class);

    private final Clock clock;
    private final Disk disk;
    private final Work work;
    private final Loop loop;
    private final long followAtNanos;
    /** Replaced as a whole, by the loop only. */
    private volatile Lines lines;
    private volatile long wallErrorNanos;
    private long lookedNanos;
    private long turnedNanos;
    private boolean storing;
    private boolean alarmed;

    private TimelineClock(Clock clock, Disk disk, Work work, Loop loop, MappingFile file, long mono) {
        this.clock = clock;
        this.disk = disk;
        this.work = work;
        this.loop = loop;
        this.lines = file.lines();
        this.followAtNanos = file.followAtNanos();
        this.lookedNanos = mono - LOOK_EVERY_NANOS;
        // A turn that the last process stored may still be ahead, by so much at most.
        this.turnedNanos = mono;
    }

    /**
     * Continues this boot's clock, or begins one. Blocking: before the loop runs.
     *
     * @throws IOException if it cannot be stored: a clock that might not survive a restart must not be used
     */
    public static TimelineClock start(Clock clock, Disk disk, Work work, Loop loop) throws IOException {
        long mono = clock.nanos();
        long wall = Instants.nanos(clock.wall());
        // Monotonic readings of another boot mean nothing.
        Optional<MappingFile> kept = load(disk).filter(file -> file.bootId().equals(clock.bootId()));
        MappingFile file = kept.orElseGet(() -> new MappingFile(clock.bootId(), Lines.at(mono, wall), wall + FOLLOW_AFTER_NANOS));
        long timeline = file.lines().timelineAt(mono);
        log.info("timeline clock {} at {}, wall clock {} ms ahead of it", kept.isPresent() ? "continues" : "begins", Instants.instant(timeline),
                (wall - timeline) / 1_000_000);
        store(disk, file);
        return new TimelineClock(clock, disk, work, loop, file, mono);
    }

    /** The timeline instant now. Never goes back. */
    public long now() {
        return lines.timelineAt(clock.nanos());
    }

    /** The timeline instant now, across borders. */
    public Instant instant() {
        return Instants.instant(now());
    }

    /**
     * When walls that follow another clock, as that of this machine before it was booted, go over to this one: the same instant for all of them. It also names
     * this clock, for it is chosen when the clock begins. 0 where the clock began before there were such instants.
     */
    public long followAtNanos() {
        return followAtNanos;
    }

    /** How far the wall clock stepped away, where that is more than {@link Slew#ALARM_NANOS}: somebody has to look at this machine's time service. */
    public Optional<Long> wallStepNanos() {
        long error = wallErrorNanos;
        return Math.abs(error) > Slew.ALARM_NANOS ? Optional.of(error) : Optional.empty();
    }

    /** Follows the wall clock, gently. Call it a few times a second. */
    public void step() {
        long mono = clock.nanos();
        if (mono - lookedNanos < LOOK_EVERY_NANOS) {
            return;
        }
        lookedNanos = mono;
        wallErrorNanos = Instants.nanos(clock.wall()) - lines.timelineAt(mono);
        noteStep();
        long turnAt = mono + TURN_AHEAD_NANOS;
        double drift = lines.drift(turnAt);
        double wanted = Slew.rate(wallErrorNanos - Math.round(TURN_AHEAD_NANOS * drift));
        long since = mono - turnedNanos;
        if (!storing && (since >= STORE_EVERY_NANOS || (since >= TURN_AHEAD_NANOS && Math.abs(wanted - drift) > AT_ONCE))) {
            turn(mono, lines.turning(turnAt, wanted), turnAt);
        }
    }

    private void turn(long mono, Lines turning, long turnAt) {
        storing = true;
        turnedNanos = mono;
        var file = new MappingFile(clock.bootId(), turning, followAtNanos);
        work.submit("clock", "store the timeline clock", () -> {
            store(disk, file);
            return true;
        }, loop, new Work.Outcome<Boolean>() {
            @Override
            public void done(Boolean done) {
                storing = false;
                if (clock.nanos() < turnAt) {
                    lines = turning;
                } else {
                    // It would be a step by now. A successor would take the turn for done: another one is stored with the next look.
                    turnedNanos -= STORE_EVERY_NANOS;
                }
            }

            @Override
            public void failed(Exception cause) {
                storing = false;
            }
        });
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
