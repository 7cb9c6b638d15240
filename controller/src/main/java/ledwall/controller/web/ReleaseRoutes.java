package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import ledwall.controller.access.Right;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.release.Booking;
import ledwall.controller.release.Conductor;
import ledwall.controller.release.Outlet;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.Policy;
import ledwall.controller.release.Posts;
import ledwall.controller.release.Release;
import ledwall.controller.release.ReleaseStore;
import ledwall.controller.release.Releases;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.channel.ManualTask.Check;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.handoff.HandOff;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.runtime.Disk;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** Releases, and what becomes of them. */
public final class ReleaseRoutes extends Routes {
    private static final String PATH = "/api/v1/releases";
    private static final String ONE = PATH + "/{id}";
    private static final String OUTLET = ONE + "/outlets/{outletId}";
    private static final List<Check> BY_HAND = List.of(Check.TAKE_PACKAGE, Check.COMPARE_HASH, Check.OPEN_CONSOLE, Check.UPLOAD_VIDEO, Check.SET_COVER,
        Check.SET_TEXTS, Check.PUBLISH, Check.OPEN_ARTICLE, Check.PASTE_LINK);
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18}|[1-8]\\d{18}) ([a-z0-9][a-z0-9-]{0,63})");
    private static final int MAX_REASON = 500;
    private static final int MAX_URL = 2_000;

    private final Releases releases;
    private final Conductor conductor;
    private final Posts posts;
    private final ScreenStore screens;
    private final Disk disk;
    private final Supplier<Instant> timeline;

    public ReleaseRoutes(Releases releases, Conductor conductor, Posts posts, ScreenStore screens, Disk disk, Supplier<Instant> timeline) {
        this.releases = releases;
        this.conductor = conductor;
        this.posts = posts;
        this.screens = screens;
        this.disk = disk;
        this.timeline = timeline;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listReleases", PATH, Right.VIEW, this::list),
            post("addRelease", PATH, Right.RELEASE, this::add),
            get("getRelease", ONE, Right.VIEW, request -> answer(200, releases.byId(id(request)))),
            put("replaceRelease", ONE, Right.RELEASE, this::replace),
            Operation.delete("deleteRelease", ONE, Right.RELEASE, this::delete),
            get("listReleaseSteps", ONE + "/steps", Right.VIEW, this::steps),
            post("scheduleRelease", ONE + "/schedule", Right.RELEASE, this::schedule),
            post("cancelRelease", ONE + "/cancel", Right.RELEASE, request -> answer(200, releases.cancel(id(request), reason(request, true), request.who()))),
            post("holdRelease", ONE + "/hold", Right.RELEASE, request -> answer(200, releases.hold(id(request), reason(request, true), request.who()))),
            post("withdrawRelease", ONE + "/withdraw", Right.RELEASE, request -> answer(200, releases.withdraw(id(request), reason(request, false), request.who()))),
            get("getPackage", OUTLET + "/package", Right.VIEW, this::handOff),
            post("retryOutlet", OUTLET + "/retry", Right.RELEASE, this::retry),
            post("confirmOutlet", OUTLET + "/confirm", Right.RELEASE, this::confirm));
    }

    private Answer list(Request request) {
        Instant now = timeline.get();
        boolean outlets = request.query("outlets") == null || request.flag("outlets");
        Page page = Page.of(request);
        // One more than is shown tells whether there are more.
        var found = releases.page(place(page.after()), page.limit() + 1);
        var shown = found.subList(0, Math.min(found.size(), page.limit()));
        var items = shown.stream().map(release -> {
            var view = ReleaseJson.view(ReleaseJson.newest(release, conductor.view(release.id()).orElse(null), now));
            return outlets ? view : view.without("outlets");
        }).toList();
        return Answer.ok(Json.page(items, shown.size() == found.size() ? null : Page.cursor(Instants.nanos(shown.getLast().createdAt()) + " " + shown.getLast().id())));
    }

    /** What a cursor says, which stays true when the release that it names is deleted. */
    private static ReleaseStore.@Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var match = CURSOR.matcher(cursor);
        if (!match.matches()) {
            throw Page.gone();
        }
        return new ReleaseStore.Place(Instants.instant(Long.parseLong(match.group(1))), new ReleaseId(match.group(2)));
    }

    private Answer add(Request request) {
        Release made = releases.create(ReleaseJson.content(request.fields()), request.who());
        return answer(201, made).about(made.id().value()).with("Location", PATH + "/" + made.id());
    }

    private Answer replace(Request request) {
        return answer(200, releases.update(id(request), request.ifMatch(), ReleaseJson.content(request.fields()), request.who()));
    }

    private Answer delete(Request request) {
        releases.delete(id(request), request.ifMatch());
        return Answer.nothing();
    }

    private Answer steps(Request request) {
        var items = Json.array();
        releases.history(id(request)).forEach(entry -> items.add(ReleaseJson.view(entry)));
        return Answer.ok(Json.object().set("items", items));
    }

    private Answer schedule(Request request) {
        var fields = request.fields();
        Instant at = fields.instant("at");
        Policy policy = fields.value("policy", true, ReleaseJson::policy);
        fields.check();
        return answer(200, releases.schedule(id(request), request.ifMatchGiven(), at, policy, request.who())).about(request.id() + " at " + at);
    }

    private static String reason(Request request, boolean optional) {
        var fields = request.fields();
        String reason = optional ? fields.optionalText("reason", MAX_REASON) : fields.text("reason", MAX_REASON);
        fields.check();
        return Objects.requireNonNullElse(reason, "");
    }

    private Answer retry(Request request) {
        request.fields().check();
        OutletId outlet = outlet(request);
        return answer(200, releases.retry(id(request), outlet, request.who())).about(request.id() + " " + outlet);
    }

    private Answer confirm(Request request) {
        var fields = request.fields();
        String url = fields.optionalText("url", MAX_URL);
        if (url != null && !isAddress(url)) {
            fields.note("url", "must be a whole web address, beginning with https://");
        }
        String name = fields.optionalText("name", Names.MAX_LENGTH);
        fields.check();
        OutletId outlet = outlet(request);
        return answer(200, releases.confirm(id(request), outlet, url, name == null ? request.who() : name)).about(request.id() + " " + outlet);
    }

    /** What a person takes to the channel's own console. */
    private Answer handOff(Request request) {
        Release release = releases.byId(id(request));
        Outlet outlet = release.outlet(outlet(request)).orElseThrow(() -> HttpProblem.unknownId("outlet", request.part("outletId")));
        if (!(outlet.id() instanceof OutletId.Online(ChannelId channel))) {
            throw HttpProblem.unknownId("package", request.part("outletId"));
        }
        Post post = switch (posts.of(release, channel)) {
            case Posts.Made.Ready(Post whole) -> whole;
            case Posts.Made.NotYet(Post _, String words) -> throw Refusal.conflict("packageNotReady", words, "Wait until the files are made.");
            case Posts.Made.Impossible(Post _, String _, String words) -> throw Refusal.conflict("packageImpossible", words, "Mend what it names, then schedule it again.");
        };
        ManualTask task = outlet.task();
        Booking booking = release.booking();
        // People at a console go by the clock of the walls' place.
        ZoneId zone = screens.all().stream().map(Screen::zone).findFirst().orElse(ZoneOffset.UTC);
        var handOff = new HandOff(outlet.name(), post, task == null ? BY_HAND : task.checklist(), booking == null ? timeline.get() : booking.at(), zone);
        var headers = Map.of("Content-Disposition", "attachment; filename*=UTF-8''" + URLEncoder.encode(handOff.fileName(), StandardCharsets.UTF_8).replace("+", "%20"));
        return new Answer.Stream(headers, HandOff.MIME, to -> handOff.write(disk, to));
    }

    private static boolean isAddress(String text) {
        try {
            URI uri = new URI(text);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private Answer.Content answer(int status, Release release) {
        var view = ReleaseJson.newest(release, conductor.view(release.id()).orElse(null), timeline.get());
        return Answer.json(status, ReleaseJson.view(view)).with("ETag", "\"" + release.revision() + "\"");
    }

    private static OutletId outlet(Request request) {
        return Request.id("outlet", request.part("outletId"), OutletId::parse);
    }

    private static ReleaseId id(Request request) {
        return request.id("release", ReleaseId::new);
    }
}
