package ledwall.agent.cache;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import ledwall.protocol.id.MediaHash;
import ledwall.protocol.message.MediaChunk;
import ledwall.protocol.runtime.Node;
import ledwall.protocol.runtime.Work;

/** What the disk does for files on their way: one thing after the other, so that pieces are written in order and before the end is checked. On the agent's loop. */
final class DiskLane {
    static final String NAME = "media";

    private final Node node;
    private final MediaStore store;

    DiskLane(Node node, MediaStore store) {
        this.node = node;
        this.store = store;
    }

    /** Deletes these files, which the owner has given up already, and looks how much is here of the next, and what room there is. */
    void begin(MediaWant want, List<MediaHash> victims, Work.Outcome<MediaStore.Begun> outcome) {
        submit("begin " + want.hash(), () -> {
            store.delete(victims);
            return store.begin(want.hash(), want.bytes());
        }, outcome);
    }

    /** Gives the length of what was written. */
    void write(MediaChunk chunk, Work.Outcome<Integer> outcome) {
        submit("write " + chunk.hash() + " at " + chunk.offset(), () -> {
            store.write(chunk.hash(), chunk.offset(), chunk.bytes().array());
            return chunk.bytes().length();
        }, outcome);
    }

    /** Gives whether the file is what its name says. */
    void verify(MediaHash hash, Work.Outcome<Boolean> outcome) {
        submit("verify " + hash, () -> store.finish(hash), outcome);
    }

    /** Deletes what is here of a file that was on its way. */
    void drop(MediaHash hash) {
        submit("drop " + hash, () -> {
            store.drop(hash);
            return hash;
        }, _ -> { });
    }

    /** Deletes a file that was found damaged, before anything else is done for it. */
    void delete(MediaHash hash) {
        submit("delete " + hash, () -> {
            store.delete(List.of(hash));
            return hash;
        }, _ -> { });
    }

    /** Deletes what is here of files that are not among these. */
    void retainParts(Set<MediaHash> parts) {
        submit("clear away parts", () -> {
            store.retainParts(parts);
            return parts;
        }, _ -> { });
    }

    private <T> void submit(String name, Callable<T> task, Work.Outcome<T> outcome) {
        node.work().submit(NAME, name, task, node.loop(), outcome);
    }
}
