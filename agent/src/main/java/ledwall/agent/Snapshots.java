package ledwall.agent;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import ledwall.agent.glass.Glass;
import ledwall.agent.link.Uplink;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.message.Phase;
import ledwall.protocol.message.Snapshot;
import ledwall.protocol.message.SnapshotFailed;
import ledwall.protocol.message.SnapshotRequest;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;
import ledwall.protocol.timesync.Mapping;

/** Answers requests for a picture of the glass, one at a time. On the agent's loop; the display is read inside Work. */
final class Snapshots {
    /** What the fields before the picture may take of a frame. */
    private static final int FIELDS_BYTES = 4 * 1024;

    private final Node node;
    private final Glass glass;
    private final Uplink uplink;
    private final Supplier<Mapping> mapping;
    private final Supplier<@Nullable ItemId> item;
    private boolean busy;

    /** A picture, and the monotonic instant just before its pixels were read. */
    private record Shot(Glass.Picture picture, long atNanos) {}

    Snapshots(Node node, Glass glass, Uplink uplink, Supplier<Mapping> mapping, Supplier<@Nullable ItemId> item) {
        this.node = node;
        this.glass = glass;
        this.uplink = uplink;
        this.mapping = mapping;
        this.item = item;
    }

    void requested(SnapshotRequest request) {
        if (busy) {
            uplink.send(new SnapshotFailed(request.id(), "busy", "the picture asked for before is still being taken"));
            return;
        }
        busy = true;
        Clock clock = node.clock();
        @Nullable ItemId before = item.get();
        node.work().submit("glass", "take a picture of the glass", () -> {
            long at = clock.nanos();
            return new Shot(glass.capture(request.maxWidth()), at);
        }, node.loop(), new Work.Outcome<Shot>() {
            @Override
            public void done(Shot shot) {
                busy = false;
                answer(request, shot, before);
            }

            @Override
            public void failed(Exception cause) {
                busy = false;
                uplink.send(new SnapshotFailed(request.id(), "noPicture", "the display cannot be read: " + cause.getMessage()));
            }
        });
    }

    private void answer(SnapshotRequest request, Shot shot, @Nullable ItemId before) {
        Glass.Picture picture = shot.picture();
        if (picture.jpeg().length() > Phase.WELCOMED.maxFrameBytes() - FIELDS_BYTES) {
            uplink.send(new SnapshotFailed(request.id(), "tooLarge", "the picture has " + picture.jpeg().length() + " bytes; ask for a smaller one"));
            return;
        }
        uplink.send(new Snapshot(request.id(), mapping.get().timelineAt(shot.atNanos()), before, picture.width(), picture.height(), picture.jpeg()));
    }
}
