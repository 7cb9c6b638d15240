package ledwall.controller.change;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import ledwall.protocol.runtime.Loop;

/** Tells everybody who asked of each change, on the control loop, in the order posted. Safe from any thread. */
public final class Changes {
    private final Loop loop;
    private final List<Consumer<Change>> hearers = new CopyOnWriteArrayList<>();

    public Changes(Loop loop) {
        this.loop = loop;
    }

    /** Call after the commit, never before. */
    public void post(Change change) {
        for (Consumer<Change> hearer : hearers) {
            loop.post("change " + change.kind(), () -> hearer.accept(change));
        }
    }

    public void subscribe(Consumer<Change> hearer) {
        hearers.add(hearer);
    }
}
