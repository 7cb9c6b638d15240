package ledwall.agent;

import org.jspecify.annotations.Nullable;

import ledwall.agent.cache.MediaCache;
import ledwall.agent.health.Intake;
import ledwall.agent.health.Pulse;
import ledwall.agent.link.Session;
import ledwall.agent.release.Releases;
import ledwall.agent.stop.Latch;
import ledwall.agent.timeline.Shelf;
import ledwall.agent.timesync.ClockSync;
import ledwall.protocol.message.AsRunAck;
import ledwall.protocol.message.Command;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.message.MediaUnavailable;
import ledwall.protocol.message.ReleaseOrder;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.message.StopOrder;
import ledwall.protocol.message.TimeAnswer;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.message.TimelineSwitch;
import ledwall.protocol.message.Welcome;

/** Hands what the controller says to the part it is for, and has the parts act on it. On the agent's loop. */
final class Conversation implements Session {
    private final Runnable wake;
    private @Nullable Parts bound;
    private String screenName = "";

    /** Those who are spoken to. */
    record Parts(Latch latch, Releases releases, Intake intake, ClockSync clock, Shelf shelf, MediaCache cache, AsRunSender asRun,
                 Pulse pulse, Snapshots snapshots, Commands commands, LogSender log) {}

    Conversation(Runnable wake) {
        this.wake = wake;
    }

    /** The link and the parts need each other: the parts are named once all of them are there. */
    void bind(Parts parts) {
        bound = parts;
    }

    /** What the controller calls this screen; empty before the first welcome. */
    String screenName() {
        return screenName;
    }

    private Parts parts() {
        if (bound == null) {
            throw new IllegalStateException("the link speaks before the agent is composed");
        }
        return bound;
    }

    @Override
    public void welcomed(Welcome welcome, long nowNanos) {
        screenName = welcome.screenName();
        parts().clock().welcomed(welcome.followAtNanos(), nowNanos);
        parts().shelf().welcomed(welcome);
        parts().cache().welcomed();
        parts().asRun().welcomed();
        parts().pulse().welcomed(welcome, nowNanos);
        wake.run();
    }

    @Override
    public void lost(long nowNanos) {
        parts().latch().lost();
        parts().releases().lost();
        parts().cache().lost();
        wake.run();
    }

    @Override
    public void time(TimeAnswer answer, long nowNanos) {
        parts().clock().answered(answer, nowNanos);
    }

    @Override
    public void offer(TimelineOffer offer) {
        parts().shelf().offer(offer);
    }

    @Override
    public void change(TimelineSwitch change) {
        parts().shelf().change(change);
    }

    @Override
    public void chunk(MediaChunk chunk, long nowNanos) {
        parts().intake().add(chunk, nowNanos);
        parts().cache().chunk(chunk, nowNanos);
    }

    @Override
    public void unavailable(MediaUnavailable answer, long nowNanos) {
        parts().cache().unavailable(answer, nowNanos);
        wake.run();
    }

    @Override
    public void acknowledged(AsRunAck ack) {
        parts().asRun().acknowledged(ack);
        wake.run();
    }

    @Override
    public void snapshot(SnapshotRequest request) {
        parts().snapshots().requested(request);
    }

    @Override
    public void log(LogRequest request) {
        parts().log().requested(request);
    }

    @Override
    public void command(Command command) {
        parts().commands().received(command);
    }

    @Override
    public void stop(StopOrder order) {
        parts().latch().ordered(order);
    }

    @Override
    public void releases(ReleaseOrder order) {
        parts().releases().ordered(order);
    }
}
