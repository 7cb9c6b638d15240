package ledwall.agent.player.mpv;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an mpv that another agent left is doing. Each list is opened under a title that holds its id: so mpv itself remembers which list it plays. */
final class MpvFound {
    private static final String TITLE = "ledwall list ";

    private @Nullable Object title;
    private @Nullable Object entry;
    private @Nullable Object index;
    private @Nullable Object paused;
    private @Nullable Object position;

    private MpvFound() {}

    static String title(String listId) {
        return TITLE + listId;
    }

    /** Asks, and tells once the last answer is in. */
    static void ask(MpvRequests requests, Consumer<MpvFound> then) {
        var found = new MpvFound();
        requests.send(List.of("get_property", "force-media-title"), reply -> found.title = reply.data());
        requests.send(List.of("get_property", "playlist/0/id"), reply -> found.entry = reply.data());
        requests.send(List.of("get_property", "playlist-playing-pos"), reply -> found.index = reply.data());
        requests.send(List.of("get_property", "pause"), reply -> found.paused = reply.data());
        requests.send(List.of("get_property", "time-pos"), reply -> {
            found.position = reply.data();
            then.accept(found);
        });
    }

    /** The list that is open in it, whether it plays or stands; null where it is black. */
    @Nullable String listId() {
        boolean open = Long.valueOf(0).equals(index) && entry instanceof Long && position instanceof Double;
        return open && title instanceof String text && text.startsWith(TITLE) ? text.substring(TITLE.length()) : null;
    }

    /** It was to begin, or was held for what was to take its place, as its agent died. */
    boolean stands() {
        return !Boolean.FALSE.equals(paused);
    }

    long entry() {
        return entry instanceof Long id ? id : -1;
    }

    double seconds() {
        return position instanceof Double seconds ? seconds : 0;
    }
}
