package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.change.Pace;
import ledwall.controller.health.Board;
import ledwall.controller.health.SnapshotPicture;
import ledwall.controller.health.SnapshotUnavailable;
import ledwall.controller.health.Snapshots;
import ledwall.controller.refusal.Names;
import ledwall.controller.screen.Enrolments;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/** Screens: the registry joined with the board. */
public final class ScreenRoutes extends Routes {
    private static final String PATH = "/api/v1/screens";
    private static final int SNAPSHOT_WIDTH = 640;

    private final Parts parts;

    /**
     * What it needs.
     *
     * @param agentsAddress {@code host:port} as a screen's PC reaches the agents' port, for the command that is shown
     * @param applyNow told after an edit that is to cut at once
     */
    public record Parts(Screens screens, ScreenStore store, Enrolments enrolments, Board board, Snapshots snapshots, String agentsAddress,
                        Consumer<GroupId> applyNow) {}

    public ScreenRoutes(Parts parts) {
        this.parts = parts;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listScreens", PATH, Right.VIEW, this::list),
            post("addScreen", PATH, Right.ARRANGE_SCREENS, this::add),
            get("getScreen", PATH + "/{id}", Right.VIEW, request -> answer(200, parts.screens.byId(id(request.id())))),
            put("replaceScreen", PATH + "/{id}", Right.ARRANGE_SCREENS, this::replace),
            Operation.delete("retireScreen", PATH + "/{id}", Right.ARRANGE_SCREENS, this::retire),
            post("enrolScreen", PATH + "/{id}/enrolment", Right.MANAGE_SCREENS, this::enrol),
            get("getSnapshot", PATH + "/{id}/snapshot", Right.VIEW, this::snapshot));
    }

    private Answer list(Request request) {
        // The registry, not the board, says which screens there are: whoever just added one sees it.
        var page = Page.of(request).cut(parts.store.all(), screen -> screen.id().value(), this::view);
        return Answer.ok(page.put("now", Json.instant(parts.board.now())));
    }

    private Answer add(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        int width = fields.integer("width", Screens.MIN_SIDE, Screens.MAX_SIDE, null);
        int height = fields.integer("height", Screens.MIN_SIDE, Screens.MAX_SIDE, null);
        Integer frameRate = fields.optionalInteger("frameRate", 1, 1_000);
        String zone = fields.optionalText("zone", 64);
        GroupId group = fields.value("group", true, GroupId::new);
        Double pitch = pitch(fields);
        fields.check();
        Screen added = parts.screens.create(new Screens.Draft(name, width, height, frameRate, zone, group, pitch));
        return answer(201, added).about(added.id().value()).with("Location", PATH + "/" + added.id());
    }

    private Answer replace(Request request) {
        long revision = request.ifMatch();
        boolean only = request.flag("check");
        Pace pace = request.pace();
        var fields = request.fields();
        var edit = new Screens.Edit(fields.text("name", Names.MAX_LENGTH), fields.value("group", true, GroupId::new),
            fields.optionalInteger("width", Screens.MIN_SIDE, Screens.MAX_SIDE), fields.optionalInteger("height", Screens.MIN_SIDE, Screens.MAX_SIDE),
            fields.optionalInteger("frameRate", 1, 1_000), fields.optionalText("zone", 64), pitch(fields));
        fields.check();
        ScreenId screen = id(request.id());
        var edited = only ? parts.screens.check(screen, revision, edit) : parts.screens.update(screen, revision, edit, pace);
        if (!only && pace == Pace.APPLY_NOW) {
            parts.applyNow.accept(edited.screen().group());
        }
        var view = ScreenJson.view(edited.screen(), parts.board.screen(edited.screen()));
        var list = view.putArray("consequences");
        edited.consequences().forEach(each -> list.addObject().put("code", each.code()).put("text", each.text()));
        var answer = Answer.ok(view);
        return only ? answer : answer.with("ETag", "\"" + edited.screen().revision() + "\"");
    }

    private static @Nullable Double pitch(Fields fields) {
        return fields.optionalDecimal("pitchMillimetres", Screens.MIN_PITCH, Screens.MAX_PITCH);
    }

    private Answer retire(Request request) {
        parts.screens.retire(id(request.id()));
        return Answer.nothing();
    }

    private Answer enrol(Request request) {
        request.fields().check();
        var code = parts.enrolments.open(id(request.id()));
        return Answer.json(201, Json.object().put("code", code.code()).put("expiresAt", Json.instant(code.expiresAt()))
            .put("command", "ledwall-agent enrol --controller " + parts.agentsAddress + " --code " + code.code()));
    }

    private Answer snapshot(Request request) throws Exception {
        int maxWidth = request.integer("maxWidth", 16, 1920, SNAPSHOT_WIDTH);
        ScreenId screen = parts.screens.byId(id(request.id())).id();
        try {
            SnapshotPicture picture = HealthRoutes.await(request.flag("kept") ? parts.snapshots.kept(screen) : parts.snapshots.snapshot(screen, maxWidth));
            var answer = new Answer.Content(200, Map.of("X-Ledwall-Captured-At", String.valueOf(Json.instant(picture.capturedAt()))), "image/jpeg",
                picture.jpeg(), "");
            return picture.item() == null ? answer : answer.with("X-Ledwall-Item", picture.item().value());
        } catch (SnapshotUnavailable e) {
            if (e.code().equals("screenOffline")) {
                throw HealthRoutes.offline(String.valueOf(e.getMessage()));
            }
            // No error: a screen without a picture is watched all the same, and a browser would log each failed answer.
            return Answer.nothing().with("X-Ledwall-Reason", e.code());
        }
    }

    private Answer.Content answer(int status, Screen screen) {
        return Answer.json(status, view(screen)).with("ETag", "\"" + screen.revision() + "\"");
    }

    private ObjectNode view(Screen screen) {
        return ScreenJson.view(screen, parts.board.screen(screen));
    }

    static ScreenId id(String text) {
        return Request.id("screen", text, ScreenId::new);
    }
}
