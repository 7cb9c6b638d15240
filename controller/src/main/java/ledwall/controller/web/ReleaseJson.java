package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import ledwall.controller.media.ChannelFrame;
import ledwall.controller.media.Crop;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Limits;
import ledwall.controller.playlist.Playlists;
import ledwall.controller.refusal.Names;
import ledwall.controller.release.Booking;
import ledwall.controller.release.Cause;
import ledwall.controller.release.Content;
import ledwall.controller.release.Decision;
import ledwall.controller.release.Evidence;
import ledwall.controller.release.HistoryEntry;
import ledwall.controller.release.Look;
import ledwall.controller.release.Outlet;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.Policy;
import ledwall.controller.release.Release;
import ledwall.controller.release.ReleaseAdvice;
import ledwall.controller.release.ReleaseProblem;
import ledwall.controller.release.ReleaseText;
import ledwall.controller.release.ReleaseView;
import ledwall.controller.release.Withdrawal;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.schedule.Targets;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.json.WireName;
import org.jspecify.annotations.Nullable;

/** Releases as JSON, both ways. */
final class ReleaseJson {
    private static final int MAX_ITEMS = 200;
    private static final int MAX_CHANNELS = 100;
    private static final int MAX_NOTE = 4_000;
    /** What is only a little too long is refused in the release's own words. */
    private static final int MAX_TEXT = 4 * ReleaseText.MAX_BODY;
    private static final long MAX_MILLIS = Duration.ofDays(62).toMillis();
    private static final String MISSING = "missing";

    private ReleaseJson() {}

    static Content content(Fields fields) {
        String name = fields.text("name", Names.MAX_LENGTH);
        var items = fields.optionalList("items", MAX_ITEMS, ReleaseJson::item);
        var texts = texts(fields);
        Where where = Objects.requireNonNullElse(fields.optionalObject("targets", ReleaseJson::where), Where.NOWHERE);
        var channels = fields.optionalList("channels", MAX_CHANNELS, ReleaseJson::part);
        Policy policy = fields.value("policy", true, ReleaseJson::policy);
        String rights = Objects.requireNonNullElse(note(fields, "rightsNote"), "");
        String partner = Objects.requireNonNullElse(note(fields, "partnerNote"), "");
        fields.check();
        return new Content(name, items, texts, where.targets(), where.length(), channels, Objects.requireNonNullElse(policy, Policy.HOLD), rights, partner);
    }

    private static @Nullable String note(Fields fields, String name) {
        return fields.present(name) ? fields.secret(name, MAX_NOTE).strip() : null;
    }

    static Policy policy(String text) {
        return WireName.parse(Policy.class, text);
    }

    private record Where(Targets targets, Duration length) {
        static final Where NOWHERE = new Where(Targets.NOBODY, Duration.ofMinutes(10));
    }

    private static Where where(Fields fields) {
        var groups = fields.valuesIfAny("groups", Targets.MAX, GroupId::new);
        var screens = fields.valuesIfAny("screens", Targets.MAX, ScreenId::new);
        long millis = fields.present("lengthMillis") ? fields.number("lengthMillis", 1, MAX_MILLIS) : Where.NOWHERE.length().toMillis();
        return new Where(new Targets(groups, screens), Duration.ofMillis(millis));
    }

    private static Content.Item item(Fields fields) {
        MediaId media = fields.value("mediaId", false, MediaId::new);
        Fit fit = fields.value("fit", true, PlaylistRoutes::fit);
        Integer length = fields.optionalInteger("lengthMillis", (int) Playlists.MIN_LENGTH.toMillis(), (int) Playlists.MAX_LENGTH.toMillis());
        // What is missing was noted: the stand-ins never leave check().
        return new Content.Item(Objects.requireNonNullElseGet(media, () -> new MediaId(MISSING)), Objects.requireNonNullElse(fit, Fit.CONTAIN),
            length == null ? null : Duration.ofMillis(length));
    }

    private static Content.ChannelPart part(Fields fields) {
        ChannelId channel = fields.value("channelId", false, ChannelId::new);
        MediaId cover = fields.value("coverMediaId", true, MediaId::new);
        return new Content.ChannelPart(Objects.requireNonNullElseGet(channel, () -> new ChannelId(MISSING)), texts(fields), cover, look(fields));
    }

    private static Look look(Fields fields) {
        ChannelFrame frame = fields.value("frame", true, text -> WireName.parse(ChannelFrame.class, text));
        Crop crop = fields.optionalObject("crop", part -> Crop.of(share(part, "x"), share(part, "y"), share(part, "width"), share(part, "height")));
        Integer at = fields.optionalInteger("coverAtMillis", 0, (int) Limits.MAX_LENGTH.toMillis());
        return new Look(frame, crop == null ? Crop.WHOLE : crop, at == null ? null : Duration.ofMillis(at));
    }

    private static Map<String, ReleaseText> texts(Fields fields) {
        Map<String, ReleaseText> read = fields.optionalObject("texts", all -> {
            var out = new LinkedHashMap<String, ReleaseText>();
            for (String language : ReleaseText.LANGUAGES) {
                ReleaseText text = all.optionalObject(language, ReleaseJson::text);
                if (text != null) {
                    out.put(language, text);
                }
            }
            return out;
        });
        return read == null ? Map.of() : read;
    }

    private static ReleaseText text(Fields fields) {
        String title = fields.text("title", MAX_TEXT);
        String digest = fields.present("digest") ? fields.secret("digest", MAX_TEXT).strip() : "";
        String body = fields.present("body") ? fields.secret("body", MAX_TEXT).strip() : "";
        return new ReleaseText(title, digest, body);
    }

    private static double share(Fields fields, String name) {
        Double share = fields.optionalDecimal(name, 0, 1);
        if (share == null) {
            fields.note(name, "is missing");
        }
        // Whatever stands in for it never leaves check(), as long as it makes a part.
        return share == null ? name.equals("width") || name.equals("height") ? 1 : 0 : share;
    }

    static ObjectNode news(Release release) {
        return Json.object().put("id", release.id().value()).put("revision", release.revision()).put("state", WireName.of(release.state().code()));
    }

    static ObjectNode view(ReleaseView view) {
        Release release = view.release();
        Content content = release.content();
        Booking booking = release.booking();
        ObjectNode out = Json.object().put("id", release.id().value()).put("name", content.name()).put("revision", release.revision());
        out.putObject("state").put("code", WireName.of(release.state().code())).put("since", Json.instant(release.since())).put("why", release.state().why());
        out.put("at", booking == null ? null : Json.instant(booking.at())).put("until", booking == null ? null : Json.instant(booking.until()))
            .put("policy", WireName.of(content.policy())).put("decideAt", Json.instant(view.decideAt()));
        decision(out, release.decision());
        var items = out.putArray("items");
        content.items().forEach(item -> items.addObject().put("mediaId", item.media().value()).put("fit", WireName.of(item.fit()))
            .put("lengthMillis", item.length() == null ? null : (Long) Objects.requireNonNull(item.length()).toMillis()));
        texts(out, content.texts());
        ObjectNode targets = out.putObject("targets");
        var groups = targets.putArray("groups");
        content.targets().groups().forEach(id -> groups.add(id.value()));
        var screens = targets.putArray("screens");
        content.targets().screens().forEach(id -> screens.add(id.value()));
        targets.put("lengthMillis", content.length().toMillis());
        var channels = out.putArray("channels");
        for (Content.ChannelPart part : content.channels()) {
            MediaId cover = part.cover();
            ObjectNode one = channels.addObject().put("channelId", part.channel().value()).put("coverMediaId", cover == null ? null : cover.value());
            texts(one, part.texts());
            look(one, part.look());
        }
        out.put("rightsNote", content.rightsNote()).put("partnerNote", content.partnerNote());
        ready(out, view);
        var outlets = out.putArray("outlets");
        release.outlets().forEach(outlet -> outlets.add(outlet(view, outlet)));
        var problems = out.putArray("problems");
        for (ReleaseProblem problem : view.problems()) {
            problems.addObject().put("code", problem.code()).put("since", Json.instant(problem.since())).put("cause", problem.cause()).put("advice", problem.advice());
        }
        return out.put("createdBy", release.createdBy()).put("createdAt", Json.instant(release.createdAt()));
    }

    private static void look(ObjectNode out, Look look) {
        Crop crop = look.crop();
        out.put("frame", look.frame() == null ? null : WireName.of(look.frame())).put("coverAtMillis", millis(look.coverAt()));
        if (crop.equals(Crop.WHOLE)) {
            out.putNull("crop");
        } else {
            out.putObject("crop").put("x", share(crop.x())).put("y", share(crop.y())).put("width", share(crop.width())).put("height", share(crop.height()));
        }
    }

    private static double share(int units) {
        return (double) units / Crop.UNITS;
    }

    private static void decision(ObjectNode out, @Nullable Decision decision) {
        if (decision == null) {
            out.putNull("decision");
            return;
        }
        ObjectNode view = out.putObject("decision").put("verdict", WireName.of(decision.verdict())).put("at", Json.instant(decision.at()));
        var reasons = view.putArray("reasons");
        for (Decision.Reason reason : decision.reasons()) {
            OutletId about = reason.outlet();
            reasons.addObject().put("outletId", about == null ? null : about.toString()).put("name", reason.name()).put("code", reason.cause().code())
                .put("words", reason.cause().words());
        }
    }

    private static void texts(ObjectNode out, Map<String, ReleaseText> texts) {
        ObjectNode view = out.putObject("texts");
        texts.forEach((language, text) -> view.putObject(language).put("title", text.title()).put("digest", text.digest()).put("body", text.body()));
    }

    private static void ready(ObjectNode out, ReleaseView view) {
        ObjectNode ready = out.putObject("ready").put("ready", view.ready()).put("total", view.release().outlets().size());
        view.worst().ifPresentOrElse(outlet -> {
            var live = view.live(outlet);
            ready.putObject("worst").put("outletId", outlet.id().toString()).put("name", outlet.name()).put("percent", Objects.requireNonNullElse(live.percent(), 0))
                .put("etaMillis", millis(live.eta()));
        }, () -> ready.putNull("worst"));
    }

    private static ObjectNode outlet(ReleaseView view, Outlet outlet) {
        Booking booking = view.release().booking();
        ReleaseView.Live live = view.live(outlet);
        Cause cause = live.cause();
        Duration skew = booking == null ? null : outlet.skew(booking.at()).orElse(null);
        ObjectNode out = Json.object().put("id", outlet.id().toString()).put("kind", outlet.isWall() ? "screen" : "channel").put("name", outlet.name())
            .put("state", WireName.of(live.state())).put("percent", live.percent()).put("etaMillis", millis(live.eta()))
            .put("code", cause == null ? null : cause.code()).put("cause", cause == null ? null : cause.words())
            .put("advice", cause == null ? null : ReleaseAdvice.of(cause.code()))
            .put("plannedAt", booking == null ? null : Json.instant(booking.at())).put("calledAt", Json.instant(outlet.times().calledAt()))
            .put("submittedAt", Json.instant(outlet.times().submittedAt())).put("actualAt", Json.instant(outlet.times().actualAt()))
            .put("skewMillis", millis(skew)).put("lastContactAt", Json.instant(live.lastContactAt()));
        proof(out, outlet);
        task(out, outlet.task());
        Withdrawal back = live.withdrawal();
        if (back == null) {
            return out.putNull("withdrawal");
        }
        out.putObject("withdrawal").put("state", WireName.of(back.state())).put("at", Json.instant(back.at())).put("words", back.words());
        return out;
    }

    private static void proof(ObjectNode out, Outlet outlet) {
        Evidence proof = outlet.evidence();
        if (proof == null) {
            out.putNull("proof");
        } else {
            out.putObject("proof").put("url", proof.url()).put("showing", outlet.isWall() ? proof.ref() : null).put("ref", outlet.isWall() ? null : proof.ref())
                .put("exact", proof.exact());
        }
    }

    private static void task(ObjectNode out, @Nullable ManualTask task) {
        if (task == null) {
            out.putNull("task");
            return;
        }
        ObjectNode view = out.putObject("task").put("kind", WireName.of(task.kind())).put("words", task.words()).put("due", Json.instant(task.due()));
        var checklist = view.putArray("checklist");
        task.checklist().forEach(check -> checklist.addObject().put("code", WireName.of(check)).put("words", check.words()));
    }

    static ObjectNode view(HistoryEntry entry) {
        OutletId outlet = entry.outlet();
        return Json.object().put("at", Json.instant(entry.at())).put("by", entry.by()).put("outletId", outlet == null ? null : outlet.toString())
            .put("from", entry.from()).put("to", entry.to()).put("code", entry.code()).put("words", entry.words()).put("about", Json.instant(entry.about()));
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : (Long) duration.toMillis();
    }

    /** As it is on the board, or as it is stored where nothing is going on. */
    static ReleaseView newest(Release stored, @Nullable ReleaseView board, Instant now) {
        // What was just changed is on the board with the loop's next turn.
        return board != null && board.release().version() >= stored.version() ? board : ReleaseView.of(stored, now);
    }
}
