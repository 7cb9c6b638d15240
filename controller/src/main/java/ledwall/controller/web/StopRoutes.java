package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import ledwall.controller.access.Accounts;
import ledwall.controller.access.PasswordPolicy;
import ledwall.controller.access.Right;
import ledwall.controller.emergency.StopResult;
import ledwall.controller.emergency.StopView;
import ledwall.controller.emergency.Stops;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.StopPicture;
import ledwall.protocol.message.StopState;
import org.jspecify.annotations.Nullable;

/** The stop of walls, and how it ends. */
public final class StopRoutes extends Routes {
    private static final String PATH = "/api/v1/stop";
    private static final int MAX_SCREENS = 10_000;
    /** Audit rows name so many screens one by one. */
    private static final int NAMED = 20;
    /** The control loop answers before this. */
    private static final long PATIENCE_SECONDS = 10;

    private final Stops stops;
    private final Accounts accounts;

    public StopRoutes(Stops stops, Accounts accounts) {
        this.stops = stops;
        this.accounts = accounts;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listStops", PATH, Right.VIEW, request -> list()),
            post("stopScreens", PATH, Right.STOP, this::stop),
            post("resumeScreens", PATH + "/resume", Right.STOP, this::resume));
    }

    private Answer list() throws Exception {
        return Answer.ok(Json.page(await(stops.list()).stream().map(StopRoutes::view).toList(), null));
    }

    private Answer stop(Request request) throws Exception {
        var fields = request.fields();
        List<ScreenId> screens = fields.optionalValues("screens", MAX_SCREENS, ScreenId::new);
        StopPicture given = fields.value("picture", true, StopRoutes::picture);
        String reason = fields.optionalText("reason", StopState.MAX_REASON);
        fields.check();
        StopPicture picture = given == null ? StopPicture.BLACK : given;
        String why = reason == null ? "" : reason;
        StopResult result = await(stops.stop(screens, picture, request.person().name(), why));
        return Answer.ok(view(result)).about(target(screens) + ", " + WireName.of(picture) + ": " + why);
    }

    private Answer resume(Request request) throws Exception {
        var fields = request.fields();
        List<ScreenId> screens = fields.optionalValues("screens", MAX_SCREENS, ScreenId::new);
        String reason = fields.text("reason", StopState.MAX_REASON);
        String password = fields.secret("password", PasswordPolicy.MAX_LENGTH);
        fields.check();
        accounts.confirm(request.person(), password, request.address());
        return Answer.ok(view(await(stops.resume(screens, request.person().name(), reason)))).about(target(screens) + ": " + reason);
    }

    private static String target(@Nullable List<ScreenId> screens) {
        if (screens == null) {
            return "all screens";
        }
        return screens.stream().limit(NAMED).map(ScreenId::value).collect(Collectors.joining(" ")) + (screens.size() > NAMED ? " and more" : "");
    }

    private static StopPicture picture(String text) {
        return switch (text) {
            case "black" -> StopPicture.BLACK;
            case "slate" -> StopPicture.SLATE;
            default -> throw new IllegalArgumentException("use black or slate");
        };
    }

    private static ObjectNode view(StopView stop) {
        var record = stop.record();
        return Json.object().put("screenId", stop.screen().value()).put("screenName", stop.name()).put("stopped", record.stopped())
            .put("picture", WireName.of(record.picture())).put("since", Json.instant(record.at())).put("by", record.by()).put("reason", record.reason())
            .put("origin", WireName.of(record.origin())).put("state", WireName.of(stop.state()));
    }

    private static ObjectNode view(StopResult result) {
        ObjectNode view = Json.object().put("revision", result.revision()).put("stored", result.stored());
        var reached = view.putArray("reached");
        result.reached().forEach(screen -> reached.addObject().put("screenId", screen.screen().value()).put("screenName", screen.name()));
        var unreached = view.putArray("unreached");
        result.unreached().forEach(screen -> unreached.addObject().put("screenId", screen.screen().value()).put("screenName", screen.name())
            .put("why", WireName.of(screen.why())));
        return view;
    }

    /** Waits on the operation's virtual thread. */
    private static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new HttpProblem(503, "noAnswer", "The controller did not answer in time.", "Look at the walls; try again.");
        }
    }
}
