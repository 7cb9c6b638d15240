package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ledwall.controller.access.Right;
import ledwall.controller.health.Board;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaPaths;
import ledwall.controller.media.MediaRoom;
import ledwall.controller.media.MediaStore;
import ledwall.controller.media.Upload;
import ledwall.controller.refusal.Names;
import ledwall.controller.rollout.RolloutStore;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.runtime.Disk;

/** Uploads and what became of them. */
public final class MediaRoutes extends Routes {
    private static final String PATH = "/api/v1/media";
    /** What an id or a hash names never changes. */
    private static final String FOR_GOOD = "private, max-age=31536000, immutable";

    private final MediaRoom room;
    private final MediaStore store;
    private final RolloutStore rollouts;
    private final Board board;
    private final Disk disk;
    private final MediaJson json;

    public MediaRoutes(MediaRoom room, MediaStore store, RolloutStore rollouts, Board board, Disk disk) {
        this.room = room;
        this.store = store;
        this.rollouts = rollouts;
        this.board = board;
        this.disk = disk;
        this.json = new MediaJson(room.renditions());
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listMedia", PATH, Right.VIEW, request -> Answer.ok(Page.of(request).cut(store.all(), media -> media.id().value(), json::view))),
            post("uploadMedia", PATH, Right.EDIT_MEDIA, this::upload).reading(Operation.Body.STREAM),
            get("getMedia", PATH + "/{id}", Right.VIEW, request -> Answer.ok(json.view(media(request)))),
            put("replaceMedia", PATH + "/{id}", Right.EDIT_MEDIA, this::rename),
            get("getMediaUses", PATH + "/{id}/uses", Right.VIEW, this::uses),
            Operation.delete("deleteMedia", PATH + "/{id}", Right.EDIT_MEDIA, this::delete),
            get("getThumbnail", PATH + "/{id}/thumbnail", Right.VIEW, this::thumbnail),
            get("getMediaFile", PATH + "/{id}/file", Right.VIEW, this::file));
    }

    private Answer upload(Request request) throws IOException {
        try (Upload upload = room.ingest().begin(request.needed("name"), request.bodyLength())) {
            InputStream body = request.body();
            byte[] buffer = new byte[WebServer.CHUNK_BYTES];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                upload.write(buffer, 0, count);
            }
            Media media = upload.finish();
            return Answer.json(201, json.view(media)).about(media.id().value()).with("Location", PATH + "/" + media.id());
        }
    }

    private Answer rename(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        fields.check();
        return Answer.ok(json.view(room.rename(id(request), name)));
    }

    private Answer uses(Request request) {
        MediaId id = id(request);
        ObjectNode view = Json.object();
        var playlists = view.putArray("playlists");
        for (MediaStore.Use use : room.uses(id)) {
            var groups = playlists.addObject().put("id", use.playlist().value()).put("name", use.name()).putArray("groups");
            use.groups().forEach(group -> groups.addObject().put("id", group.id().value()).put("name", group.name()));
        }
        var slates = view.putArray("slates");
        room.slateUses(id).forEach(use -> slates.addObject().put("screen", use.screen() == null ? null : use.screen().value())
            .put("group", use.group() == null ? null : use.group().value()).put("name", use.name()));
        var onAir = view.putArray("onAir");
        Set<ItemId> items = rollouts.items(id);
        for (ScreenStatus status : board.screens()) {
            var reported = status.reported();
            if (status.online() && reported != null && reported.item() != null && items.contains(reported.item())) {
                onAir.addObject().put("screenId", status.screen().id().value()).put("screenName", status.screen().name());
            }
        }
        return Answer.ok(view);
    }

    private Answer delete(Request request) {
        room.delete(id(request));
        return Answer.nothing();
    }

    private Answer thumbnail(Request request) throws IOException {
        Media media = media(request);
        String path = MediaPaths.thumbnail(media.id());
        if (!disk.exists(path)) {
            throw new HttpProblem(404, "noThumbnail", "There is no small picture of " + media.name() + ".", "Upload it again if you need one.");
        }
        return new Answer.File(Map.of("Cache-Control", FOR_GOOD), disk.locate(path), disk.size(path), "image/jpeg", null);
    }

    private Answer file(Request request) throws IOException {
        Media media = media(request);
        String path = MediaPaths.master(media.hash());
        if (!disk.exists(path)) {
            throw new HttpProblem(404, "fileLost", "The file of " + media.name() + " is no longer on the controller's disk.", "Upload it again.");
        }
        String tag = "\"" + media.hash() + "\"";
        String ifRange = request.header("If-Range");
        var range = ByteRange.parse(ifRange == null || ifRange.equals(tag) ? request.header("Range") : null, media.bytes());
        // Never shown as a page of ours: what people upload is theirs.
        var headers = Map.of("Cache-Control", FOR_GOOD, "ETag", tag, "Content-Disposition", "attachment; filename*=UTF-8''" + encoded(media.name()));
        return new Answer.File(headers, disk.locate(path), media.bytes(), "application/octet-stream", range.orElse(null));
    }

    private Media media(Request request) {
        return store.byId(id(request)).orElseThrow(() -> HttpProblem.unknownId("media", request.id()));
    }

    private static MediaId id(Request request) {
        return request.id("media", MediaId::new);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
