package ledwall.controller.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.health.ScreenStop;
import ledwall.controller.rollout.GroupStatus;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.json.WireName;
import ledwall.protocol.message.PlayState;
import org.jspecify.annotations.Nullable;

/** Screens and groups as the API shows them. */
final class ScreenJson {
    private ScreenJson() {}

    static ObjectNode view(Screen screen, ScreenStatus status) {
        ObjectNode view = Json.object().put("id", screen.id().value()).put("name", screen.name()).put("group", screen.group().value())
            .put("width", screen.width()).put("height", screen.height()).put("frameRate", screen.frameRate()).put("zone", screen.zone().getId())
            .put("pitchMillimetres", screen.pitchMillimetres()).put("revision", screen.revision())
            .put("online", status.online())
            .put("lastHeartbeatAt", Json.instant(status.lastHeartbeatAt()))
            .put("agentVersion", status.agentVersion());
        view.set("clock", status.clock() == null ? null : clock(status.clock()));
        view.set("desired", status.desired() == null ? null : timeline(status.desired()));
        view.set("reported", status.reported() == null ? null : report(status.reported()));
        view.put("cueEndsAt", Json.instant(status.cueEndsAt()));
        view.set("next", status.next() == null ? null : next(status.next()));
        var offline = status.condition().offline();
        view.put("offlineCause", offline == null ? null : WireName.of(offline.cause()));
        view.set("cover", HealthJson.cover(status.condition().upkeep()));
        view.put("quietUntil", Json.instant(status.quietUntil()));
        view.set("stop", status.stop() == null ? null : stop(status.stop()));
        view.put("inSync", status.inSync());
        var problems = view.putArray("problems");
        status.problems().forEach(problem -> problems.add(HealthJson.problem(problem)));
        return view;
    }

    static ObjectNode view(ScreenStatus status) {
        return view(status.screen(), status);
    }

    /** @param status null before its first rollout */
    static ObjectNode view(ScreenGroup group, @Nullable GroupStatus status) {
        ObjectNode view = Json.object().put("id", group.id().value()).put("name", group.name()).put("loop", group.loop().value())
            .put("revision", group.revision());
        if (status == null || status.onAir() == null) {
            view.putNull("onAir");
        } else {
            view.putObject("onAir").put("version", status.onAir());
        }
        if (status == null || status.pending() == null) {
            view.putNull("pending");
        } else {
            var pending = status.pending();
            var missing = view.putObject("pending").put("version", pending.version()).put("state", stage(pending.stage()))
                .put("switchAt", Json.instant(pending.switchAt())).putArray("missing");
            pending.missing().forEach(missing::add);
        }
        return view;
    }

    private static ObjectNode stop(ScreenStop stop) {
        return Json.object().put("since", Json.instant(stop.since())).put("picture", WireName.of(stop.picture())).put("by", stop.by())
            .put("reason", stop.reason()).put("origin", WireName.of(stop.origin())).put("confirmed", stop.confirmed());
    }

    private static ObjectNode clock(ScreenStatus.ClockReport clock) {
        return Json.object().put("offsetMillis", Json.millis(clock.offsetNanos())).put("boundMillis", Json.millis(clock.boundNanos()))
            .put("locked", clock.locked());
    }

    private static ObjectNode timeline(ScreenStatus.TimelineName name) {
        return Json.object().put("timelineVersion", name.version()).put("timelineHash", name.hash().value());
    }

    private static ObjectNode report(ScreenStatus.Report report) {
        var timeline = report.timeline();
        ObjectNode view = timeline == null ? Json.object().put("timelineVersion", 0).putNull("timelineHash") : timeline(timeline);
        var onAir = report.onAir();
        return view.put("onAirVersion", onAir == null ? 0 : onAir.version()).put("onAirHash", onAir == null ? null : onAir.hash().value())
            .put("readyUntil", Json.instant(report.readyUntil())).put("state", state(report.state()))
            .put("itemId", report.item() == null ? null : report.item().value()).put("itemName", report.itemName())
            .put("positionMillis", Json.millis(report.positionNanos())).put("driftMillis", Json.millis(report.driftNanos()))
            .put("droppedFrames", report.droppedFrames()).put("freeDiskBytes", report.freeDiskBytes());
    }

    private static ObjectNode next(ScreenStatus.NextItem next) {
        return Json.object().put("itemId", next.item().value()).put("itemName", next.itemName()).put("at", Json.instant(next.at()));
    }

    private static String state(PlayState state) {
        return switch (state) {
            case STARTING -> "starting";
            case PLAYING -> "playing";
            case SLATE -> "slate";
            case BLACK -> "black";
            case QUIET -> "quiet";
            case STOPPED -> "stopped";
            case PLAYER_LOST -> "playerLost";
        };
    }

    private static String stage(GroupStatus.Stage stage) {
        return switch (stage) {
            case PREPARING -> "preparing";
            case OFFERED -> "offered";
            case DECIDED -> "decided";
        };
    }
}
