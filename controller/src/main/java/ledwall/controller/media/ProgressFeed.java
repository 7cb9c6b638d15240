package ledwall.controller.media;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import ledwall.protocol.runtime.Loop;

/** Tells everybody who asked how uploads come along, on the control loop, in the order published. Safe from any thread. */
public final class ProgressFeed {
    private final Loop loop;
    private final List<Consumer<MediaProgress>> hearers = new CopyOnWriteArrayList<>();

    public ProgressFeed(Loop loop) {
        this.loop = loop;
    }

    public void subscribe(Consumer<MediaProgress> hearer) {
        hearers.add(hearer);
    }

    void publish(MediaProgress progress) {
        for (Consumer<MediaProgress> hearer : hearers) {
            loop.post("media progress", () -> hearer.accept(progress));
        }
    }
}
