package ledwall.agent.setup;

import java.util.List;
import java.util.Locale;
import ledwall.protocol.json.JsonException;
import ledwall.protocol.json.JsonObject;

/** {@code status.json} in words. Pure. */
public final class StatusWords {
    private StatusWords() {}

    /** @throws JsonException if the file is not what an agent of this release writes */
    public static String of(byte[] statusJson) {
        JsonObject status = JsonObject.parse(statusJson);
        JsonObject link = status.object("link");
        JsonObject clock = status.object("clock");
        var out = new StringBuilder();
        line(out, "screen", spaced(link.text("screenName")) + "(" + link.text("screen") + ")");
        line(out, "controller", link.text("controller") + ", " + link.text("phase").toLowerCase(Locale.ROOT) + (link.text("why").isEmpty() ? "" : ": " + link.text("why")));
        String item = status.has("itemName") ? status.text("itemName") : "";
        line(out, "on the glass", status.text("state") + (item.isEmpty() ? "" : ": " + item + " at " + seconds(status.number("positionMillis"))));
        line(out, "timeline", "version " + status.number("timelineVersion") + (status.has("readyUntil") ? ", ready until " + status.text("readyUntil") : ""));
        // Without a controller there is no bound to speak of.
        line(out, "clock", clock.truth("locked") ? "locked within " + millis(clock.decimal("boundMillis")) : "not locked");
        line(out, "pictures", "off by " + millis(status.decimal("driftMillis")) + ", " + status.number("droppedFrames") + " dropped");
        line(out, "free disk", (status.number("freeDiskBytes") >> 20) + " MiB");
        line(out, "written", status.text("writtenAt") + " by agent " + status.text("agentVersion"));
        List<String> problems = status.objects("problems", problem -> problem.text("code") + " since " + problem.text("since") + ": " + problem.text("detail"));
        problems.forEach(problem -> line(out, "PROBLEM", problem));
        return out.toString();
    }

    private static void line(StringBuilder out, String name, String text) {
        out.append(String.format("%-14s%s%n", name, text));
    }

    private static String spaced(String name) {
        return name.isEmpty() ? "" : name + " ";
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, "%.1f ms", millis);
    }
}
