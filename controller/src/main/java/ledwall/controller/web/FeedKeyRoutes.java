package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import ledwall.controller.access.FeedKeyStore;
import ledwall.controller.access.FeedKeys;
import ledwall.controller.access.Right;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;

/** A screen's calendar feed for programs that cannot log in: its address holds a secret, which people make and withdraw. */
public final class FeedKeyRoutes extends Routes {
    private static final String PATH = "/api/v1/screens/{id}/feed-address";
    private static final String FEEDS = "/api/v1/feeds/";
    private static final String ENDING = ".ics";

    private final FeedKeys keys;
    private final Screens screens;
    private final FeedRoutes feeds;

    public FeedKeyRoutes(FeedKeys keys, Screens screens, FeedRoutes feeds) {
        this.keys = keys;
        this.screens = screens;
        this.feeds = feeds;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("getFeedAddress", PATH, Right.VIEW, request -> Answer.ok(made(screen(request)))),
            post("makeFeedAddress", PATH, Right.EDIT_SCHEDULE, this::make),
            Operation.delete("withdrawFeedAddress", PATH, Right.EDIT_SCHEDULE, request -> {
                keys.withdraw(screen(request).id());
                return Answer.nothing();
            }),
            get("readFeed", FEEDS + "{id}", Right.VIEW, this::read).open());
    }

    private Screen screen(Request request) {
        return screens.byId(ScreenRoutes.id(request.id()));
    }

    private ObjectNode made(Screen screen) {
        var made = keys.made(screen.id());
        return Json.object().put("madeAt", made.map(FeedKeyStore.Made::at).map(Json::instant).orElse(null)).put("madeBy", made.map(FeedKeyStore.Made::by).orElse(null));
    }

    private Answer make(Request request) {
        request.fields().check();
        Screen screen = screen(request);
        String key = keys.make(screen.id(), request.who());
        return Answer.json(201, made(screen).put("path", FEEDS + key + ENDING));
    }

    private Answer read(Request request) {
        String key = request.id().endsWith(ENDING) ? request.id().substring(0, request.id().length() - ENDING.length()) : request.id();
        Screen screen = keys.opens(key).map(screens::byId)
            .orElseThrow(() -> new HttpProblem(404, "noSuchFeed", "There is no calendar feed at this address, or it was withdrawn.",
                "Have a new address made on the page of groups and screens."));
        return feeds.feed(screen, request.header("If-None-Match"));
    }
}
