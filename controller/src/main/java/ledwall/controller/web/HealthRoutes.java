package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import ledwall.controller.access.Right;
import ledwall.controller.health.AgentLogs;
import ledwall.controller.health.Board;
import ledwall.controller.health.HealthStore;
import ledwall.controller.health.LogUnavailable;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.controller.session.Commands;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.CommandDone;
import ledwall.protocol.message.CommandName;
import ledwall.protocol.message.CoverRequest;
import ledwall.protocol.message.LogRequest;
import ledwall.protocol.message.TestPicture;
import ledwall.protocol.runtime.Loop;
import org.jspecify.annotations.Nullable;

/** What a technician asks of a screen: how it is, what happened to it, its log; and what a technician has it do. */
public final class HealthRoutes extends Routes {
    private static final String SCREEN = "/api/v1/screens/{id}";
    private static final int EVENTS = 50;
    /** The control loop gives up on an agent before this. */
    private static final long PATIENCE_SECONDS = 20;

    private final Parts parts;

    /** @param log the end of the controller's own log, at most so many bytes */
    public record Parts(Screens screens, Board board, HealthStore events, Commands commands, AgentLogs logs, Loop loop, Supplier<Bytes> log) {}

    public HealthRoutes(Parts parts) {
        this.parts = parts;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("getScreenHealth", SCREEN + "/health", Right.VIEW, this::health),
            post("commandScreen", SCREEN + "/commands", Right.MANAGE_SCREENS, this::command),
            get("getScreenLog", SCREEN + "/log", Right.MANAGE_SCREENS, this::screenLog),
            get("getControllerLog", "/api/v1/log", Right.MANAGE_SCREENS, request -> attachment("ledwall-controller.log", parts.log.get())));
    }

    private Answer health(Request request) {
        Screen screen = parts.screens.byId(ScreenRoutes.id(request.id()));
        return Answer.ok(HealthJson.view(screen, parts.board.screen(screen), parts.events.latest(screen.id(), EVENTS), parts.board.now()));
    }

    private Answer command(Request request) throws Exception {
        var fields = request.fields();
        CommandName name = fields.value("name", false, text -> named(CommandName.values(), text));
        TestPicture picture = fields.value("picture", name != CommandName.TEST_PICTURE, text -> named(TestPicture.values(), text));
        int seconds = fields.integer("seconds", 1, CoverRequest.MAX_SECONDS, CoverRequest.SECONDS);
        int width = fields.integer("moduleWidth", CoverRequest.MIN_MODULE, CoverRequest.MAX_MODULE, CoverRequest.MODULE_WIDTH);
        int height = fields.integer("moduleHeight", CoverRequest.MIN_MODULE, CoverRequest.MAX_MODULE, CoverRequest.MODULE_HEIGHT);
        fields.check();
        if (name == null) {
            throw new IllegalStateException("check let a missing name pass");
        }
        Screen screen = parts.screens.byId(ScreenRoutes.id(request.id()));
        var done = await(parts.commands.send(screen.id(), name, cover(name, picture, seconds, width, height)));
        String said = WireName.of(name) + (picture == null ? "" : " " + WireName.of(picture)) + " by " + request.person().name() + ": " + done.detail();
        parts.loop.post("a screen was commanded", () -> parts.board.commanded(screen.id(), said));
        if (!done.done() && done.code().equals("screenOffline")) {
            throw offline(done.detail());
        }
        return Answer.ok(Json.object().put("done", done.done()).put("code", done.code()).put("detail", detail(done, name)));
    }

    private static @Nullable CoverRequest cover(CommandName name, @Nullable TestPicture picture, int seconds, int width, int height) {
        return switch (name) {
            case IDENTIFY -> new CoverRequest(null, seconds, width, height);
            case TEST_PICTURE -> new CoverRequest(picture == null ? null : WireName.of(picture), seconds, width, height);
            case RESTART_PLAYER, RESTART_AGENT, END_COVER -> null;
        };
    }

    private static String detail(CommandDone done, CommandName name) {
        return done.code().equals("unknownCommand") ? "The agent on this screen's PC is of an older release and cannot do " + WireName.of(name) + ". Update it."
            : done.detail();
    }

    private Answer screenLog(Request request) throws Exception {
        int bytes = request.integer("bytes", 1, LogRequest.MAX_BYTES, LogRequest.MAX_BYTES);
        Screen screen = parts.screens.byId(ScreenRoutes.id(request.id()));
        try {
            return attachment("ledwall-" + screen.id() + ".log", await(parts.logs.fetch(screen.id(), bytes)));
        } catch (LogUnavailable e) {
            if (e.code().equals("screenOffline")) {
                throw offline(String.valueOf(e.getMessage()));
            }
            throw new HttpProblem(503, e.code(), String.valueOf(e.getMessage()), "Try again, or read agent.log in the agent's folder on the screen PC.");
        }
    }

    private static Answer attachment(String name, Bytes text) {
        // The id is of a-z, 0-9 and hyphens: nothing in it ends the quotes.
        return new Answer.Content(200, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""), "text/plain; charset=utf-8", text, "");
    }

    static HttpProblem offline(String why) {
        return new HttpProblem(503, "screenOffline", why, "Look whether the screen's PC is switched on and reaches the controller.");
    }

    /** @throws IllegalArgumentException naming all of them */
    private static <E extends Enum<E>> E named(E[] values, String text) {
        return Arrays.stream(values).filter(value -> WireName.of(value).equals(text)).findFirst()
            .orElseThrow(() -> new IllegalArgumentException("use one of " + names(values)));
    }

    private static String names(Enum<?>[] values) {
        return Arrays.stream(values).map(WireName::of).collect(Collectors.joining(", "));
    }

    /** Waits on the operation's virtual thread; the loop gives up by itself, this is the second net. */
    static <T> T await(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new HttpProblem(503, "noAnswer", "The screen did not answer in time.", "Try again.");
        }
    }
}
