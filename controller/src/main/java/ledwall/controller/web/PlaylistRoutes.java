package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.media.Fit;
import ledwall.controller.media.MediaStore;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.refusal.Names;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;

/** Playlists and their items. */
public final class PlaylistRoutes extends Routes {
    private static final String PATH = "/api/v1/playlists";

    /** Lists beyond this are not looked at; one that is only a little too long is refused in the playlist's own words. */
    private static final int MOST_READ = 2 * Playlist.MAX_ITEMS;

    private final Playlists playlists;
    private final PlaylistStore store;
    private final MediaStore media;
    private final Consumer<PlaylistId> applyNow;

    /** @param applyNow told after an edit that is to cut at once */
    public PlaylistRoutes(Playlists playlists, PlaylistStore store, MediaStore media, Consumer<PlaylistId> applyNow) {
        this.playlists = playlists;
        this.store = store;
        this.media = media;
        this.applyNow = applyNow;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listPlaylists", PATH, Right.VIEW, request -> Answer.ok(Page.of(request).cut(store.all(), list -> list.id().value(), PlaylistRoutes::summary))),
            post("makePlaylist", PATH, Right.EDIT_PLAYLISTS, this::make),
            get("getPlaylist", PATH + "/{id}", Right.VIEW, request -> answer(200, playlists.byId(id(request)))),
            put("replacePlaylist", PATH + "/{id}", Right.EDIT_PLAYLISTS, this::replace),
            Operation.delete("deletePlaylist", PATH + "/{id}", Right.EDIT_PLAYLISTS, this::delete));
    }

    private Answer make(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        var drafts = fields.optionalList("items", MOST_READ, PlaylistRoutes::draft);
        fields.check();
        Playlist made = playlists.create(name, drafts);
        return answer(201, made).about(made.id().value()).with("Location", PATH + "/" + made.id());
    }

    private Answer replace(Request request) {
        long revision = request.ifMatch();
        boolean now = request.flag("applyNow");
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        var drafts = fields.list("items", MOST_READ, PlaylistRoutes::draft);
        fields.check();
        PlaylistId id = id(request);
        Playlist saved = playlists.save(id, revision, name, drafts);
        if (now) {
            applyNow.accept(id);
        }
        return answer(200, saved);
    }

    private Answer delete(Request request) {
        playlists.delete(id(request), request.ifMatch());
        return Answer.nothing();
    }

    private static Playlists.Draft draft(Fields fields) {
        ItemId id = fields.value("id", true, ItemId::new);
        MediaId media = fields.value("mediaId", false, MediaId::new);
        Integer length = fields.optionalInteger("lengthMillis", (int) Playlists.MIN_LENGTH.toMillis(), (int) Playlists.MAX_LENGTH.toMillis());
        Fit fit = fields.value("fit", true, PlaylistRoutes::fit);
        // A missing medium was noted: the stand-in never leaves check().
        return new Playlists.Draft(id, Objects.requireNonNullElseGet(media, () -> new MediaId("missing")), length == null ? null : Duration.ofMillis(length),
            Objects.requireNonNullElse(fit, Fit.CONTAIN));
    }

    private Answer.Content answer(int status, Playlist playlist) {
        return Answer.json(status, view(playlist)).with("ETag", "\"" + playlist.revision() + "\"");
    }

    private ObjectNode view(Playlist playlist) {
        Map<MediaId, String> names = new HashMap<>();
        if (!playlist.items().isEmpty()) {
            media.all().forEach(each -> names.put(each.id(), each.name()));
        }
        ObjectNode view = Json.object().put("id", playlist.id().value()).put("name", playlist.name()).put("revision", playlist.revision());
        var items = view.putArray("items");
        for (PlaylistItem item : playlist.items()) {
            ObjectNode each = items.addObject().put("id", item.id().value()).put("mediaId", item.media().value())
                .put("mediaName", names.getOrDefault(item.media(), item.media().value()));
            if (item.length() == null) {
                each.putNull("lengthMillis");
            } else {
                each.put("lengthMillis", item.length().toMillis());
            }
            each.put("fit", item.fit().name().toLowerCase(Locale.ROOT));
        }
        return view;
    }

    private static ObjectNode summary(Playlist playlist) {
        return Json.object().put("id", playlist.id().value()).put("name", playlist.name()).put("revision", playlist.revision())
            .put("itemCount", playlist.items().size());
    }

    private static Fit fit(String text) {
        return switch (text) {
            case "contain" -> Fit.CONTAIN;
            case "cover" -> Fit.COVER;
            case "stretch" -> Fit.STRETCH;
            default -> throw new IllegalArgumentException("use contain, cover or stretch");
        };
    }

    private static PlaylistId id(Request request) {
        return request.id("playlist", PlaylistId::new);
    }
}
