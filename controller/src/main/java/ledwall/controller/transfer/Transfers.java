package ledwall.controller.transfer;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.media.MediaPaths;
import ledwall.controller.rollout.Rollouts;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.MediaCredit;
import ledwall.protocol.message.MediaDone;
import ledwall.protocol.message.MediaWanted;
import ledwall.protocol.runtime.Connection;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves files to welcome sessions. Each connection has one read under way at most, all together {@link #READS_AT_ONCE}, and whoever waits is served in turn:
 * a screen on a fast line does not starve one on a slow line. On the control loop.
 */
public final class Transfers {
    /** Enough to keep a disk busy; more would only take memory and the workers of others. */
    static final int READS_AT_ONCE = 8;
    private static final Logger log = LoggerFactory.getLogger(Transfers.class);

    private final Rollouts rollouts;
    private final Disk disk;
    private final Work work;
    private final Loop loop;
    private final Map<String, Outflow> outflows = new LinkedHashMap<>();
    /** Those that can be served at once, in turn; each stands here once. */
    private final ArrayDeque<Outflow> turn = new ArrayDeque<>();
    private int reads;

    public Transfers(Rollouts rollouts, Disk disk, Work work, Loop loop) {
        this.rollouts = rollouts;
        this.disk = disk;
        this.work = work;
        this.loop = loop;
    }

    /** A session is welcome. */
    public void opened(ScreenId screen, Connection connection) {
        outflows.put(connection.id(), new Outflow(screen, connection));
    }

    /** It is over. */
    public void closed(Connection connection) {
        Outflow gone = outflows.remove(connection.id());
        if (gone != null) {
            gone.stop();
            turn.remove(gone);
        }
    }

    /** The agent asks for a file; whatever it was getting ends. */
    public void wanted(Connection connection, MediaWanted wanted) {
        Outflow outflow = outflows.get(connection.id());
        if (outflow == null) {
            return;
        }
        if (wanted.offset() < 0) {
            outflow.refuse(wanted.hash(), "readFailed", "Offset " + wanted.offset() + " is negative.");
        } else if (!rollouts.offered(outflow.screen(), wanted.hash())) {
            // Told apart from a missing file on purpose: an agent that asks for this holds a timeline that is over, and will hear of the new one.
            outflow.refuse(wanted.hash(), "notPlanned", "No timeline offered to this screen names this file.");
        } else {
            log.debug("[{} {}] sends {} from {}", connection.id(), outflow.screen(), wanted.hash(), wanted.offset());
            outflow.begin(wanted.hash(), wanted.offset());
            serve(outflow);
        }
    }

    /** The agent has room for more. */
    public void credit(Connection connection, MediaCredit credit) {
        Outflow outflow = outflows.get(connection.id());
        if (outflow != null) {
            outflow.addCredit(credit);
            serve(outflow);
        }
    }

    /** The agent has checked what it got. */
    public void done(Connection connection, MediaDone done) {
        Outflow outflow = outflows.get(connection.id());
        if (outflow != null && !done.verified()) {
            log.warn("[{} {}] got {} damaged", connection.id(), outflow.screen(), done.hash());
        }
    }

    /** The connection takes bytes again. */
    public void writable(Connection connection) {
        Outflow outflow = outflows.get(connection.id());
        if (outflow != null) {
            serve(outflow);
        }
    }

    /** Reads under way, for the bounds that the simulation checks. */
    public int readsUnderWay() {
        return reads;
    }

    private void serve(Outflow outflow) {
        if (outflow.ready() && !outflow.queued) {
            outflow.queued = true;
            turn.addLast(outflow);
        }
        while (reads < READS_AT_ONCE && !turn.isEmpty()) {
            Outflow next = turn.removeFirst();
            next.queued = false;
            if (next.ready()) {
                read(next);
            }
        }
    }

    private void read(Outflow outflow) {
        reads++;
        Outflow.Piece piece = outflow.next();
        String path = MediaPaths.rendition(piece.hash());
        work.submit("transfer " + outflow.connection().id(), "read " + piece.hash(), () -> disk.exists(path)
                ? Optional.of(new Outflow.Found(disk.size(path), Bytes.of(disk.read(path, piece.offset(), piece.length())))) : Optional.<Outflow.Found>empty(),
                loop, new Work.Outcome<Optional<Outflow.Found>>() {
            @Override
            public void done(Optional<Outflow.Found> found) {
                reads--;
                outflow.found(piece, found);
                serve(outflow);
            }

            @Override
            public void failed(Exception cause) {
                reads--;
                outflow.unreadable(piece);
                serve(outflow);
            }
        });
    }
}
