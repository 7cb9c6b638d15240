package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.media.MediaStore;
import ledwall.controller.playlist.Content;
import ledwall.controller.playlist.Expansion;
import ledwall.controller.playlist.LanguageTag;
import ledwall.controller.playlist.Playlist;
import ledwall.controller.playlist.PlaylistItem;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.playlist.Slot;
import ledwall.controller.playlist.Terms;
import ledwall.controller.playlist.Validity;
import ledwall.controller.refusal.Names;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import org.jspecify.annotations.Nullable;

/** Playlists and their items. */
public final class PlaylistRoutes extends Routes {
    private static final String PATH = "/api/v1/playlists";

    private static final List<String> TERMS = List.of("languages", "validFrom", "validUntil", "every");

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
        Pace pace = request.pace();
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        var drafts = fields.list("items", MOST_READ, PlaylistRoutes::draft);
        fields.check();
        PlaylistId id = id(request);
        Playlist saved = playlists.save(id, revision, name, drafts, pace);
        if (pace == Pace.APPLY_NOW) {
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
        Content content = content(fields);
        var languages = fields.valuesIfAny("languages", Playlists.MAX_LANGUAGES, LanguageTag::new);
        var validity = new Validity(fields.optionalInstant("validFrom"), fields.optionalInstant("validUntil"));
        int every = fields.integer("every", 1, Playlists.MAX_EVERY, 1);
        // A client from before there were terms names none of them: it sends back what it read, and means to take nothing away.
        boolean silent = TERMS.stream().noneMatch(fields::named);
        return new Playlists.Draft(id, content, silent ? null : new Terms(languages, validity, every));
    }

    private static Content content(Fields fields) {
        PlaylistId nested = fields.value("playlistId", true, PlaylistId::new);
        MediaId medium = fields.value("mediaId", true, MediaId::new);
        Integer length = fields.optionalInteger("lengthMillis", (int) Playlists.MIN_LENGTH.toMillis(), (int) Playlists.MAX_LENGTH.toMillis());
        Fit fit = fields.value("fit", true, PlaylistRoutes::fit);
        if (fields.present("playlistId") == fields.present("mediaId")) {
            fields.note("mediaId", "is missing: an item needs either mediaId or playlistId, and not both");
        }
        if (nested != null) {
            if (length != null || fit != null) {
                fields.note(length != null ? "lengthMillis" : "fit", "must not be set beside playlistId: the items of a playlist bring their own");
            }
            return new Content.Nested(nested);
        }
        // A missing medium was noted: the stand-in never leaves check().
        return new Content.Medium(Objects.requireNonNullElseGet(medium, () -> new MediaId("missing")), length == null ? null : Duration.ofMillis(length),
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
        Map<PlaylistId, Playlist> nested = new HashMap<>();
        for (PlaylistItem item : playlist.items()) {
            ObjectNode each = items.addObject().put("id", item.id().value());
            switch (item.content()) {
                case Content.Medium(var medium, var length, var fit) -> each.put("mediaId", medium.value())
                    .put("mediaName", names.getOrDefault(medium, medium.value())).put("lengthMillis", length == null ? null : length.toMillis())
                    .put("fit", fit.name().toLowerCase(Locale.ROOT)).putNull("playlistId").putNull("playlistName");
                case Content.Nested(var inner) -> {
                    Playlist found = nested.computeIfAbsent(inner, id -> store.byId(id).orElse(null));
                    each.putNull("mediaId").putNull("mediaName").putNull("lengthMillis").putNull("fit").put("playlistId", inner.value())
                        .put("playlistName", found == null ? inner.value() : found.name());
                }
            }
            terms(each, item.terms());
        }
        view.put("turnCues", Expansion.cues(Slot.of(playlist, nested), Slot::every));
        return view;
    }

    private static void terms(ObjectNode view, Terms terms) {
        var languages = view.putArray("languages");
        terms.languages().forEach(tag -> languages.add(tag.value()));
        view.put("validFrom", instant(terms.validity().from())).put("validUntil", instant(terms.validity().until())).put("every", terms.every());
    }

    private static @Nullable String instant(@Nullable Instant at) {
        return at == null ? null : Json.instant(at);
    }

    private static ObjectNode summary(Playlist playlist) {
        return Json.object().put("id", playlist.id().value()).put("name", playlist.name()).put("revision", playlist.revision())
            .put("itemCount", playlist.items().size());
    }

    static Fit fit(String text) {
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
