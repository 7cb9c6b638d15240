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

    /** The list it plays. Null where it is black; and where a list stands still because its agent died before it was to run: that one has to be cued anew. */
    @Nullable String listId() {
        boolean plays = Long.valueOf(0).equals(index) && Boolean.FALSE.equals(paused) && entry instanceof Long && position instanceof Double;
        return plays && title instanceof String text && text.startsWith(TITLE) ? text.substring(TITLE.length()) : null;
    }

    long entry() {
        return entry instanceof Long id ? id : -1;
    }

    double seconds() {
        return position instanceof Double seconds ? seconds : 0;
    }
}
