package ledwall.agent.asrun;

import java.io.IOException;
import java.util.List;
import ledwall.agent.health.Problems;
import ledwall.protocol.asrun.AsRunRecord;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

/** The as-run log on this agent's disk. On the loop, but for {@link #open}. */
public final class AsRunLog {
    private AsRunLog() {}

    /** Reads what the last run left; blocking, called before the loop runs. A torn tail is cut off. */
    public static AsRunLog open(Loop loop, Work work, Disk disk, Problems problems) throws IOException {
        return new AsRunLog();
    }

    /** The oldest records that are forced to disk and not acknowledged, at most {@code most}, consecutive. */
    public List<AsRunRecord> pending(int most) {
        return List.of();
    }

    /** The controller holds everything up to and including {@code upTo}. */
    public void ack(long upTo) {}

    /** Told on the loop whenever {@link #pending} may have more than before. */
    public void onPending(Runnable listener) {}
}
