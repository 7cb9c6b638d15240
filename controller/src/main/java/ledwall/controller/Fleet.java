package ledwall.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.media.Shape;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

/** The screens there are, as the control loop knows them: loaded anew after each change, then told to whoever lives by them. On the control loop. */
final class Fleet {
    private final ScreenStore store;
    private final Work work;
    private final Loop loop;
    private final List<Consumer<List<Screen>>> hearers = new ArrayList<>();
    private List<Screen> screens;
    private boolean loading;
    private boolean stale;

    /** Blocking: before the loop runs. */
    Fleet(ScreenStore store, Work work, Loop loop, Changes changes) {
        this.store = store;
        this.work = work;
        this.loop = loop;
        this.screens = store.all();
        changes.subscribe(change -> {
            if (change.kind() == Change.Kind.SCREEN) {
                reload();
            }
        });
    }

    /** Tells {@code hearer} of all screens now and after each change. */
    void subscribe(Consumer<List<Screen>> hearer) {
        hearers.add(hearer);
        hearer.accept(screens);
    }

    /** The shapes of all screens, each once, in order. */
    List<Shape> shapes() {
        return screens.stream().map(screen -> new Shape(screen.width(), screen.height(), screen.frameRate())).sorted().distinct().toList();
    }

    private void reload() {
        stale = true;
        if (loading) {
            return;
        }
        loading = true;
        stale = false;
        work.submit("fleet", "load the screens", store::all, loop, new Work.Outcome<List<Screen>>() {
            @Override
            public void done(List<Screen> loaded) {
                loading = false;
                screens = List.copyOf(loaded);
                hearers.forEach(hearer -> hearer.accept(screens));
                if (stale) {
                    reload();
                }
            }

            @Override
            public void failed(Exception cause) {
                loading = false;
                // The next change tries again; who was retired meanwhile finds no key.
            }
        });
    }
}
