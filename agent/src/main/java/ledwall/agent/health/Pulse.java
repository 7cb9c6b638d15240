package ledwall.agent.health;

import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import ledwall.agent.keep.KeptFile;
import ledwall.protocol.message.Heartbeat;
import ledwall.protocol.message.PlayState;
import ledwall.protocol.message.Welcome;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every two seconds, and soon after the glass changes, how the agent is: to the controller as a heartbeat, to whoever looks at this machine as {@code
 * status.json}. With no controller only the file is written. On the agent's loop.
 */
public final class Pulse {
    public static final String STATUS_FILE = "status.json";

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final long EVERY_NANOS = 2_000_000_000L;
    /** How often the glass is looked at between beats: people watch the page for what it says. */
    private static final long GLANCE_EVERY_NANOS = 250_000_000L;
    private static final long LEAST_EVERY_NANOS = 200_000_000L;

    private final Node node;
    private final Consumer<Heartbeat> uplink;
    private final LongFunction<Heartbeat> heartbeat;
    private final Supplier<Object> glance;
    private final Link link;
    private final String name;
    private long everyNanos = EVERY_NANOS;
    private long beatAtNanos;
    private long glanceAtNanos;
    private Object lastGlance = "";
    private PlayState said = PlayState.STARTING;
    private long sequence;
    private long freeBytes;
    private boolean writing;

    /** How the link is, in the words of the status file. */
    public interface Link {
        Status.Link status();
    }

    /**
     * @param name the agent's release, as the status file names it
     * @param heartbeat makes the heartbeat of a sequence number
     * @param glance what is on the glass, equal for as long as it stays the same
     */
    public Pulse(Node node, Consumer<Heartbeat> uplink, String name, LongFunction<Heartbeat> heartbeat, Supplier<Object> glance, Link link) {
        this.node = node;
        this.uplink = uplink;
        this.name = name;
        this.heartbeat = heartbeat;
        this.glance = glance;
        this.link = link;
        this.beatAtNanos = node.clock().nanos();
    }

    /** A session began: the controller says how often it wants to hear, and hears at once. */
    public void welcomed(Welcome welcome, long now) {
        everyNanos = Math.max(LEAST_EVERY_NANOS, welcome.heartbeatMillis() * 1_000_000L);
        beatAtNanos = now;
    }

    /** Free bytes on the disk, as last asked; 0 before the first answer. */
    public long freeBytes() {
        return freeBytes;
    }

    /** Acts on what is due; returns when to be called next. */
    public long step(long now) {
        boolean changed = false;
        if (now >= glanceAtNanos) {
            glanceAtNanos = now + GLANCE_EVERY_NANOS;
            Object seen = glance.get();
            changed = !seen.equals(lastGlance);
            lastGlance = seen;
        }
        if (changed || now >= beatAtNanos) {
            beat(now);
        }
        return Math.min(beatAtNanos, glanceAtNanos);
    }

    /** Says how the agent is right now. */
    public void beat(long now) {
        beatAtNanos = now + everyNanos;
        sequence++;
        Heartbeat beat = heartbeat.apply(sequence);
        if (beat.state() != said) {
            LOG.info("glass: {} -> {}: {}", said, beat.state(), beat.itemName());
            said = beat.state();
        }
        uplink.accept(beat);
        if (writing) {
            return; // The disk is slower than the pulse: the next one writes fresher news.
        }
        writing = true;
        var status = new Status(name, node.clock().wall(), node.clock().bootId(), link.status(), beat);
        Disk disk = node.disk();
        node.work().submit("status", "write " + STATUS_FILE, () -> {
            KeptFile.replace(disk, STATUS_FILE, StatusCodec.encode(status));
            return disk.freeBytes();
        }, node.loop(), new Work.Outcome<Long>() {
            @Override
            public void done(Long free) {
                writing = false;
                freeBytes = free;
            }

            @Override
            public void failed(Exception cause) {
                writing = false;
            }
        });
    }
}
