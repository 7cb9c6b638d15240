package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import ledwall.controller.FakeMediaTools;
import ledwall.controller.access.Role;
import ledwall.controller.storage.Database;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.message.MessageCodec;
import ledwall.protocol.message.TimelineOffer;
import ledwall.protocol.timeline.Instants;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a week of 50 typical screens costs: asked for through HTTP of a whole controller on a SQLite file, and sent to an agent. Each group has a loop of 40 items and 12
 * recurring rules of its own. Its name keeps it out of the build: it is run by {@code controller/bin/bench preview}, on a machine that does nothing else.
 */
class PreviewFigures {
    private static final int GROUPS = 10;
    private static final int SCREENS_EACH = 5;
    private static final int ROUNDS = 9;
    private static final List<String> RULES = List.of("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=DAILY;INTERVAL=2");

    @TempDir
    Path folder;

    private final List<String> media = new ArrayList<>();
    private final List<String> screens = new ArrayList<>();

    private static String made(WebRig.Browser operator, String path, String body) throws IOException {
        var reply = operator.post(path, body);
        assertEquals(201, reply.status(), reply.text());
        return reply.json().path("id").asText();
    }

    private void fill(WebRig.Browser operator, int groups, int screensEach) throws IOException {
        for (int i = 0; i < 40; i++) {
            media.add(operator.upload("name=Film%20" + i, FakeMediaTools.video("film " + i, Duration.ofSeconds(8 + i % 7))).json().path("id").asText());
        }
        for (int group = 0; group < groups; group++) {
            String loop = made(operator, "/api/v1/playlists", "{\"name\":\"Loop " + group + "\",\"items\":[" + items(0, 40) + "]}");
            String its = made(operator, "/api/v1/groups", "{\"name\":\"Square " + group + "\"}");
            assertEquals(200, operator.put("/api/v1/groups/" + its, "{\"name\":\"Square " + group + "\",\"loop\":\"" + loop + "\"}", "If-Match", "1").status());
            for (int rule = 0; rule < 12; rule++) {
                String list = made(operator, "/api/v1/playlists", "{\"name\":\"List " + group + "/" + rule + "\",\"items\":[" + items(rule * 3, 5) + "]}");
                made(operator, "/api/v1/schedule/rules", "{\"name\":\"Rule " + group + "/" + rule + "\",\"group\":\"" + its + "\",\"playlist\":\"" + list
                    + "\",\"class\":\"" + (rule % 3 == 0 ? "fixed" : "normal") + "\",\"priority\":" + rule + ",\"recurrence\":{\"start\":\"2026-01-0" + (1 + rule % 7)
                    + "T%02d:15\",\"lengthMillis\":%d,\"rrule\":\"".formatted(6 + rule, (20 + 15 * (rule % 5)) * 60_000) + RULES.get(rule % 4) + "\"}}");
            }
            for (int screen = 0; screen < screensEach; screen++) {
                screens.add(made(operator, "/api/v1/screens", "{\"name\":\"Wall " + group + "/" + screen + "\",\"width\":640,\"height\":360,\"group\":\"" + its + "\"}"));
            }
        }
    }

    private String items(int from, int count) {
        return media.subList(from, from + count).stream().map(id -> "{\"mediaId\":\"" + id + "\"}").collect(Collectors.joining(","));
    }

    @Test
    void aWeekOfFiftyScreensIsSoonToldAndSmallOnTheWire() throws IOException {
        try (var rig = new WebRig(folder, Database.open(folder.resolve("ledwall.db")))) {
            var operator = rig.as(Role.OPERATOR);
            fill(operator, GROUPS, SCREENS_EACH);
            Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
            String range = "&by=window&from=" + from + "&until=" + from.plus(Duration.ofDays(7)).minus(2, ChronoUnit.HOURS);
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(500)).until(() -> {
                for (String screen : screens) {
                    if (operator.get("/api/v1/schedule/preview?screen=" + screen + range).json().size() < 50) {
                        return false;
                    }
                }
                return true;
            });
            double[] seconds = new double[ROUNDS];
            int bytes = 0;
            for (int round = 0; round < ROUNDS; round++) {
                long begun = System.nanoTime();
                bytes = 0;
                for (String screen : screens) {
                    bytes += operator.get("/api/v1/schedule/preview?screen=" + screen + range).bytes().length;
                }
                seconds[round] = (System.nanoTime() - begun) / 1e9;
            }
            Arrays.sort(seconds);
            int wire = wire(rig, from);
            System.out.printf(Locale.ROOT, "preview of %d screens x 7 days through HTTP, one after the other: median %.3f s, least %.3f (bar 1), %,d bytes; "
                + "timeline of a screen on the wire: %,d bytes (bar 65,536)%n", screens.size(), seconds[ROUNDS / 2], seconds[0], bytes, wire);
            assertTrue(wire <= 65_536, wire + " bytes");
            assertTrue(seconds[ROUNDS / 2] <= 1, seconds[ROUNDS / 2] + " s");
        }
    }

    /** Each round begins with an edit, so that nothing that was computed for the one before is of use. */
    @Test
    void theWeekBehindWhatFiftyScreensOfOneGroupWereToldIsSoonComputed() throws IOException {
        try (var rig = new WebRig(folder, Database.open(folder.resolve("ledwall.db")))) {
            var operator = rig.as(Role.OPERATOR);
            fill(operator, 1, GROUPS * SCREENS_EACH);
            Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
            String week = "&by=window&from=" + today.plus(8, ChronoUnit.DAYS) + "&until=" + today.plus(15, ChronoUnit.DAYS);
            String year = "&by=window&from=" + today.plus(398, ChronoUnit.DAYS) + "&until=" + today.plus(399, ChronoUnit.DAYS);
            String path = "/api/v1/schedule/preview?screen=";
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(500))
                .until(() -> operator.get(path + screens.getLast() + "&by=window&from=" + Instant.now() + "&until=" + today.plus(2, ChronoUnit.DAYS)).json().size() > 3);
            int rounds = 5;
            double[] edited = new double[rounds];
            double[] again = new double[rounds];
            double[] far = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                assertEquals(201, operator.post("/api/v1/playlists", "{\"name\":\"New " + round + "\",\"items\":[]}").status());
                edited[round] = seconds(operator, path, screens, week);
                again[round] = seconds(operator, path, screens, week);
                assertEquals(201, operator.post("/api/v1/playlists", "{\"name\":\"Newer " + round + "\",\"items\":[]}").status());
                far[round] = seconds(operator, path, screens.subList(0, 1), year);
            }
            for (double[] each : List.of(edited, again, far)) {
                Arrays.sort(each);
            }
            System.out.printf(Locale.ROOT, "preview of %d screens of one group x 7 days beyond what they were told, through HTTP, one after the other: "
                + "median %.3f s after an edit (bar 1), %.3f s again; one screen at day 398 after an edit: %.3f s%n", screens.size(), edited[rounds / 2],
                again[rounds / 2], far[rounds / 2]);
            assertTrue(edited[rounds / 2] <= 1, edited[rounds / 2] + " s");
        }
    }

    private static double seconds(WebRig.Browser operator, String path, List<String> screens, String range) throws IOException {
        long begun = System.nanoTime();
        for (String screen : screens) {
            var reply = operator.get(path + screen + range);
            assertTrue(reply.status() == 200 && reply.json().size() > 1 && reply.header("Computed-Until").isEmpty(), reply.text());
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The offer of the largest timeline, as it is framed. */
    private int wire(WebRig rig, Instant at) {
        int most = 0;
        for (String id : screens) {
            var screen = new ScreenId(id);
            long version = rig.controller.rolloutStore().programme(screen, Instants.nanos(at), Instants.nanos(at) + 1).entries().getLast().timeline().version();
            var stored = rig.controller.rolloutStore().held(screen, version).orElseThrow().stored();
            most = Math.max(most, MessageCodec.encode(new TimelineOffer(version, stored.hash(), stored.envelope())).length);
        }
        return most;
    }
}
