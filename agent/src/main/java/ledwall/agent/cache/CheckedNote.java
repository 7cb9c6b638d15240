package ledwall.agent.cache;

import java.util.Map;
import java.util.function.Supplier;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;

/** Keeps on disk which files were hashed in this boot, so that the next process trusts them. On the agent's loop; one writing at a time. */
final class CheckedNote {
    private static final String LANE = "media-journal";

    private final Node node;
    private final MediaStore store;
    private final Supplier<Map<MediaHash, Long>> checked;
    private final Runnable wake;
    private boolean stale;
    private boolean writing;

    /** @param checked the files with their sizes as they are now */
    CheckedNote(Node node, MediaStore store, Supplier<Map<MediaHash, Long>> checked, Runnable wake) {
        this.node = node;
        this.store = store;
        this.checked = checked;
        this.wake = wake;
    }

    void changed() {
        stale = true;
    }

    void step() {
        if (!stale || writing) {
            return;
        }
        stale = false;
        writing = true;
        Map<MediaHash, Long> now = checked.get();
        String bootId = node.clock().bootId();
        node.work().submit(LANE, "note the checked files", () -> {
            store.writeChecked(bootId, now);
            return now.size();
        }, node.loop(), new Work.Outcome<Integer>() {
            @Override
            public void done(Integer noted) {
                writing = false;
                wake.run();
            }

            @Override
            public void failed(Exception cause) {
                // The next start hashes more than it must: no harm but time.
                writing = false;
            }
        });
    }
}
