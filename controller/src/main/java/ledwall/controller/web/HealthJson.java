package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import ledwall.controller.health.BoardProblem;
import ledwall.controller.health.Offline;
import ledwall.controller.health.ScreenEvent;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.health.ScreenStatus.Condition;
import ledwall.controller.screen.Screen;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.Cover;
import ledwall.protocol.message.Upkeep;
import ledwall.protocol.timeline.Instants;
import org.jspecify.annotations.Nullable;

/** How a screen is, as the API shows it. */
final class HealthJson {
    private HealthJson() {}

    static ObjectNode view(Screen screen, ScreenStatus status, List<ScreenEvent> events, Instant now) {
        ObjectNode view = Json.object().put("id", screen.id().value()).put("name", screen.name()).put("now", Json.instant(now))
            .put("online", status.online());
        Condition condition = status.condition();
        view.put("since", Json.instant(condition.since()));
        view.set("offline", condition.offline() == null ? null : offline(condition.offline()));
        view.set("impact", Json.object().put("code", WireName.of(condition.impact().code())).put("text", condition.impact().text()));
        view.put("lastHeartbeatAt", Json.instant(status.lastHeartbeatAt()));
        view.put("agentVersion", status.agentVersion());
        view.put("agentAddress", condition.agentAddress());
        view.set("clock", status.clock() == null ? null : Json.object().put("offsetMillis", Json.millis(status.clock().offsetNanos()))
            .put("boundMillis", Json.millis(status.clock().boundNanos())).put("locked", status.clock().locked())
            .put("roundTripMillis", condition.roundTripNanos() == null ? null : (Double) Json.millis(condition.roundTripNanos())));
        reported(view, status.reported(), condition.upkeep());
        var problems = view.putArray("problems");
        status.problems().forEach(problem -> problems.add(problem(problem)));
        var list = view.putArray("events");
        events.forEach(event -> list.addObject().put("at", Json.instant(event.at())).put("code", WireName.of(event.code())).put("detail", event.detail()));
        return view;
    }

    private static void reported(ObjectNode view, ScreenStatus.@Nullable Report report, @Nullable Upkeep upkeep) {
        view.put("driftMillis", report == null ? null : (Double) Json.millis(report.driftNanos()));
        view.put("outputDelayMillis", upkeep == null ? null : (Integer) upkeep.outputDelayMillis());
        view.put("droppedFrames", report == null ? null : (Long) report.droppedFrames());
        view.set("disk", report == null ? null : Json.object().put("freeBytes", report.freeDiskBytes())
            .put("cacheBytes", upkeep == null ? null : (Long) upkeep.cacheBytes()).put("cacheFiles", upkeep == null ? null : (Integer) upkeep.cacheFiles()));
        view.set("fetch", upkeep == null ? null : fetch(upkeep));
        view.set("cover", cover(upkeep));
        Upkeep.LastError error = upkeep == null ? null : upkeep.lastError();
        view.set("lastError", error == null ? null
            : Json.object().put("at", Json.instant(Instants.instant(error.atNanos()))).put("code", error.code()).put("text", error.text()));
    }

    private static ObjectNode fetch(Upkeep upkeep) {
        long rate = upkeep.fetchBytesPerSecond();
        Long eta = upkeep.fetchBytes() == 0 ? (Long) 0L : rate <= 0 ? null : (Long) Math.round(upkeep.fetchBytes() * 1_000.0 / rate);
        return Json.object().put("files", upkeep.fetchFiles()).put("bytes", upkeep.fetchBytes()).put("bytesPerSecond", rate).put("etaMillis", eta);
    }

    /** Null while nothing covers the picture, and where the agent does not say. */
    static @Nullable ObjectNode cover(@Nullable Upkeep upkeep) {
        Cover cover = upkeep == null ? null : upkeep.cover();
        return cover == null ? null : Json.object().put("kind", cover.kind()).put("until", Json.instant(Instants.instant(cover.untilNanos())));
    }

    static ObjectNode problem(BoardProblem problem) {
        return Json.object().put("code", problem.code()).put("since", Json.instant(problem.since())).put("cause", problem.cause())
            .put("advice", problem.advice());
    }

    private static ObjectNode offline(Offline offline) {
        return Json.object().put("cause", WireName.of(offline.cause())).put("since", Json.instant(offline.since())).put("detail", offline.detail());
    }
}
