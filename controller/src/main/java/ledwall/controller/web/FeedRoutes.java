package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import ledwall.controller.access.Right;
import ledwall.controller.calendar.Feed;
import ledwall.controller.playlist.PlaylistStore;
import ledwall.controller.rollout.Forecasts;
import ledwall.controller.schedule.Forecast;
import ledwall.controller.schedule.Preview;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleStore;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import org.jspecify.annotations.Nullable;

/**
 * What a screen will run, for calendar programs: windows, quiet hours and what is between them from yesterday's midnight (UTC) on. The range moves once a day
 * only, so that an unchanged schedule is the same bytes all day.
 */
public final class FeedRoutes extends Routes {
    /** Two weeks ahead at any time of day. */
    static final Duration AHEAD = Duration.ofDays(15);
    /** A calendar program that gets more shows nothing at all. */
    private static final int MAX_EVENTS = 5_000;

    private final Screens screens;
    private final GroupStore groups;
    private final RuleStore rules;
    private final PlaylistStore playlists;
    private final Forecasts forecasts;
    private final Supplier<Instant> now;

    /** @param now the timeline clock */
    public FeedRoutes(Screens screens, GroupStore groups, RuleStore rules, PlaylistStore playlists, Forecasts forecasts, Supplier<Instant> now) {
        this.screens = screens;
        this.groups = groups;
        this.rules = rules;
        this.playlists = playlists;
        this.forecasts = forecasts;
        this.now = now;
    }

    @Override
    List<Operation> operations() {
        return List.of(get("screenFeed", "/api/v1/screens/{id}/schedule.ics", Right.VIEW,
            request -> feed(screens.byId(ScreenRoutes.id(request.id())), request.header("If-None-Match"))));
    }

    Answer feed(Screen screen, @Nullable String known) {
        Instant today = now.get().truncatedTo(ChronoUnit.DAYS);
        var bytes = Bytes.of(Feed.write(screen.name(), today, events(screen, today.minus(1, ChronoUnit.DAYS), today.plus(AHEAD)))
            .getBytes(StandardCharsets.UTF_8));
        String tag = "\"" + bytes.sha256() + "\"";
        boolean same = known != null && List.of(known.replace("W/", "").split("\\s*,\\s*")).contains(tag);
        var answer = same ? new Answer.Content(304, Map.of(), null, Bytes.EMPTY, "")
            : new Answer.Content(200, Map.of(), "text/calendar; charset=utf-8", bytes, "");
        return answer.with("ETag", tag).with("Cache-Control", "private, no-cache");
    }

    private List<Feed.Event> events(Screen screen, Instant from, Instant until) {
        Map<RuleId, Rule> known = new HashMap<>();
        rules.all().forEach(rule -> known.put(rule.id(), rule));
        Forecast.Computed forecast = forecasts.of(screen, from, until);
        String loop = groups.byId(screen.group()).map(ScreenGroup::loop).map(this::name).orElse("");
        var out = new ArrayList<Feed.Event>();
        for (Forecast.Part part : forecast.parts(from, until)) {
            for (Preview.Stretch stretch : Preview.stretches(forecast.programme(), known, part.from(), part.until())) {
                var event = event(screen, stretch, part.computed(), known, loop);
                // One that goes on beyond what the screen was told is one event; so much of it is sure.
                Feed.Event last = out.isEmpty() ? null : out.getLast();
                if (last != null && last.until().equals(event.from()) && last.summary().equals(event.summary()) && last.opaque() == event.opaque()) {
                    out.removeLast();
                    event = new Feed.Event(last.uid(), last.summary(), last.description(), last.from(), event.until(), last.opaque(), last.tentative());
                }
                out.add(event);
            }
        }
        return out.size() > MAX_EVENTS ? out.subList(0, MAX_EVENTS) : out;
    }

    private Feed.Event event(Screen screen, Preview.Stretch stretch, boolean computed, Map<RuleId, Rule> known, String loop) {
        RuleId id = stretch.rule();
        @Nullable Rule rule = id == null ? null : known.get(id);
        boolean quiet = stretch.why().equals(Preview.QUIET);
        String summary;
        if (id != null) {
            String list = rule == null ? "" : name(rule.playlist());
            String name = rule == null ? id.value() : rule.name();
            summary = list.isEmpty() || list.equals(name) ? name : name + " · " + list;
        } else {
            summary = quiet ? "Quiet hours" : stretch.items() == 0 ? "Slate" : loop;
        }
        String kind = id != null ? id.value() : quiet ? "quiet" : stretch.items() == 0 ? "slate" : "loop";
        String uid = kind + "-" + stretch.from().getEpochSecond() + "-" + screen.id() + "@ledwall";
        String description = screen.name() + ": " + (quiet ? "black on purpose" : stretch.why()) + (computed ? ". The screen has not been told yet." : "");
        return new Feed.Event(uid, summary, description, stretch.from(), stretch.until(), id != null, computed);
    }

    private String name(PlaylistId id) {
        return Objects.requireNonNullElse(playlists.byId(id).map(list -> list.name()).orElse(null), id.value());
    }
}
