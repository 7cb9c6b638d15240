package ledwall.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.health.Board;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.media.MediaRoom;
import ledwall.controller.media.MediaStore;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.release.Conductor;
import ledwall.controller.rollout.GroupStatus;
import ledwall.controller.rollout.Rollouts;
import ledwall.controller.screen.GroupStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.runtime.Loop;
import ledwall.protocol.runtime.Work;

/** Makes live events of what the features tell. On the control loop; what needs SQL is read by {@link Work}, in the order of the changes. */
public final class LiveEvents {
    private static final String LANE = "events";

    private final Parts parts;
    private final EventStream stream;
    private final MediaJson mediaJson;
    private final Map<GroupId, GroupStatus> told = new HashMap<>();

    /** Where the news comes from. */
    public record Parts(Board board, Rollouts rollouts, MediaRoom room, MediaStore media, PlaylistStore playlists, GroupStore groups, Changes changes,
                        Work work, Loop loop) {}

    /** Subscribes to everything; {@code stream} then tells it to whoever listens. */
    public LiveEvents(Parts parts, EventStream stream) {
        this.parts = parts;
        this.stream = stream;
        this.mediaJson = new MediaJson(parts.room().renditions());
        parts.board().subscribe(this::board);
        parts.room().progress().subscribe(progress -> publish("upload", MediaJson.view(progress)));
        parts.changes().subscribe(this::changed);
    }

    /** Tells that a release is another one. What it is now, who shows it asks for: one of 5,000 walls has megabytes, which nobody else is to be sent. */
    public static void releases(Conductor conductor, EventStream stream) {
        conductor.subscribe(view -> stream.publish(new EventStream.Event("release", Json.bytes(ReleaseJson.news(view.release())))),
            gone -> stream.publish(new EventStream.Event("gone", Json.bytes(Json.object().put("kind", "release").put("id", gone.value())))));
    }

    /** What a page is told first. */
    public static List<EventStream.Event> greeting(Board board) {
        return List.of(new EventStream.Event("screens", Json.bytes(screens(board.screens(), board.now()))));
    }

    private void board(List<ScreenStatus> screens) {
        // Whoever comes later is greeted with the whole board, or hears the next picture of it within half a second.
        if (stream.listening() > 0) {
            stream.show(new EventStream.Event("screens", Json.bytes(screens(screens, parts.board().now()))));
        }
        // A rollout moves on by itself: whoever waits for a switch sees it decided without anybody's edit.
        parts.rollouts().statuses().forEach((id, status) -> {
            if (!status.equals(told.put(id, status))) {
                group(id);
            }
        });
    }

    private void changed(Change change) {
        switch (change.kind()) {
            case MEDIA -> read("media", change, () -> parts.media().byId(new MediaId(change.id())).map(mediaJson::view).stream().toList());
            case RENDITION -> rendered(new MediaHash(change.id()));
            case PLAYLIST -> read("playlist", change, () -> parts.playlists().byId(new PlaylistId(change.id()))
                .map(list -> Json.object().put("id", list.id().value()).put("revision", list.revision())).stream().toList());
            case RULE -> publish("rule", Json.object().put("id", change.id()));
            case GROUP -> group(new GroupId(change.id()));
            case CALENDAR -> publish("calendar", Json.object().put("id", change.id()));
            case CHANNEL -> publish("channel", Json.object().put("id", change.id()));
            // The boards tell of screens, revisions and releases; as-run and people are read when asked for.
            case SCREEN, REVISION, AS_RUN, PERSON, RELEASE -> {}
        }
    }

    /** One file may have been uploaded several times: its renditions are those of each. */
    private void rendered(MediaHash master) {
        parts.work().submit(LANE, "read media of " + master, () -> parts.media().byHash(master), parts.loop(),
            found -> found.forEach(media -> publish("media", mediaJson.view(media))));
    }

    private void group(GroupId id) {
        var status = parts.rollouts().statuses().get(id);
        read("group", new Change(Change.Kind.GROUP, id.value()),
            () -> parts.groups().byId(id).map(group -> ScreenJson.view(group, status)).stream().toList());
    }

    private interface Reading {
        List<? extends JsonNode> read() throws Exception;
    }

    private void read(String event, Change change, Reading reading) {
        parts.work().submit(LANE, "read " + event + " " + change.id(), reading::read, parts.loop(), found -> {
            if (found.isEmpty()) {
                publish("gone", Json.object().put("kind", event).put("id", change.id()));
            }
            found.forEach(view -> publish(event, view));
        });
    }

    private void publish(String name, JsonNode data) {
        stream.publish(new EventStream.Event(name, Json.bytes(data)));
    }

    private static ObjectNode screens(List<ScreenStatus> screens, Instant now) {
        var views = new ArrayList<ObjectNode>(screens.size());
        screens.forEach(status -> views.add(ScreenJson.view(status)));
        ObjectNode page = Json.object().put("now", Json.instant(now));
        page.putArray("items").addAll(views);
        return page;
    }
}
