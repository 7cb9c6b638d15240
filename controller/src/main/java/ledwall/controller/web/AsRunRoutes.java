package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import ledwall.controller.access.Right;
import ledwall.controller.asrun.AsRunList;
import ledwall.controller.asrun.AsRunOutcome;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunRow;
import ledwall.controller.health.Board;
import ledwall.controller.health.ScreenStatus;
import ledwall.controller.screen.Screen;
import ledwall.controller.screen.Screens;
import ledwall.protocol.id.Bytes;
import org.jspecify.annotations.Nullable;

/** What was planned, and what was shown of it: proof of play. */
public final class AsRunRoutes extends Routes {
    private static final String PATH = "/api/v1/as-run";
    /** Rows of one table, which lies in memory whole, some 250 bytes each; the rest follows by its {@code Link}. A day of 10 s items has 8,640. */
    private static final int MAX_CSV_ROWS = AsRunQuery.MAX_LIMIT;
    private static final String CSV_HEAD =
        "outcome,plannedAt,plannedUntil,startedAt,endedAt,boundMillis,itemId,itemName,media,timelineVersion,chained,zone,standInFor\r\n";
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private final AsRunList list;
    private final Screens screens;
    private final Board board;

    public AsRunRoutes(AsRunList list, Screens screens, Board board) {
        this.list = list;
        this.screens = screens;
        this.board = board;
    }

    @Override
    List<Operation> operations() {
        return List.of(get("listAsRun", PATH, Right.VIEW, this::list));
    }

    private Answer list(Request request) {
        Screen screen = screens.known(ScreenRoutes.id(request.needed("screen")));
        var page = Page.of(request);
        boolean table = Objects.requireNonNullElse(request.header("Accept"), "").contains("text/csv");
        var window = request.window();
        Set<AsRunOutcome> wanted = wanted(request);
        var found = list.page(new AsRunList.Query(screen.id(), window.from(), window.until(), table ? MAX_CSV_ROWS : page.limit(), page.after(), wanted,
            board.now(), onlineSince(screen)));
        String next = found.next() == null ? null : Page.cursor(found.next());
        if (table) {
            return csv(request, screen, found.rows(), next);
        }
        return Answer.ok(Json.page(found.rows().stream().map(AsRunRoutes::view).toList(), next).put("screen", screen.id().value())
            .put("zone", screen.zone().getId()));
    }

    private @Nullable Instant onlineSince(Screen screen) {
        ScreenStatus status = board.screen(screen);
        return status.online() ? status.condition().since() : null;
    }

    private static Set<AsRunOutcome> wanted(Request request) {
        String text = request.query("outcome");
        if (text == null || text.isEmpty()) {
            return EnumSet.allOf(AsRunOutcome.class);
        }
        var wanted = EnumSet.noneOf(AsRunOutcome.class);
        for (String word : text.split(",", -1)) {
            AsRunOutcome outcome = EnumSet.allOf(AsRunOutcome.class).stream().filter(each -> word(each).equals(word)).findFirst()
                .orElseThrow(() -> HttpProblem.badInput(List.of(new HttpProblem.Field("outcome",
                    "must be some of planned, running, shown, inferred, interrupted, missed, notShown, unknown, with commas between"))));
            wanted.add(outcome);
        }
        return wanted;
    }

    private static Answer csv(Request request, Screen screen, List<AsRunRow> rows, @Nullable String next) {
        var out = new StringBuilder(CSV_HEAD);
        rows.forEach(row -> line(out, row, screen.zone()));
        var headers = Map.of("Content-Disposition", "attachment; filename=\"as-run-" + screen.id() + ".csv\"");
        var table = new Answer.Content(200, headers, "text/csv; charset=utf-8", Bytes.of(out.toString().getBytes(StandardCharsets.UTF_8)), "");
        String outcome = request.query("outcome");
        return next == null ? table : table.with("Link", "<" + PATH + "?screen=" + screen.id() + "&from=" + request.window().from() + "&until="
            + request.window().until() + (outcome == null ? "" : "&outcome=" + URLEncoder.encode(outcome, StandardCharsets.UTF_8)) + "&cursor=" + next
            + ">; rel=\"next\"");
    }

    private static ObjectNode view(AsRunRow row) {
        return Json.object().put("outcome", word(row.outcome())).put("plannedAt", Json.instant(row.plannedAt()))
            .put("plannedUntil", Json.instant(row.plannedUntil())).put("startedAt", Json.instant(row.startedAt())).put("endedAt", Json.instant(row.endedAt()))
            .put("boundMillis", Json.millis(row.boundNanos())).put("itemId", row.item().value()).put("itemName", row.itemName())
            .put("media", row.media().value()).put("timelineVersion", row.version()).put("chained", row.chained())
            .put("standInFor", row.standInFor() == null ? null : row.standInFor().value());
    }

    private static void line(StringBuilder out, AsRunRow row, ZoneId zone) {
        out.append(word(row.outcome())).append(',').append(local(row.plannedAt(), zone)).append(',').append(local(row.plannedUntil(), zone)).append(',')
            .append(local(row.startedAt(), zone)).append(',').append(local(row.endedAt(), zone)).append(',').append(Json.millis(row.boundNanos())).append(',')
            .append(row.item()).append(',').append(quoted(row.itemName())).append(',').append(row.media()).append(',').append(row.version()).append(',')
            .append(row.chained()).append(',').append(zone.getId()).append(',').append(row.standInFor() == null ? "" : row.standInFor()).append("\r\n");
    }

    /** As the clock on the wall beside the screen shows it, with its offset. */
    private static String local(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? "" : LOCAL.format(instant.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    /** RFC 4180. A name that a spreadsheet would take for a formula is led by an apostrophe. */
    private static String quoted(String name) {
        String safe = !name.isEmpty() && "=+-@\t\r".indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static String word(AsRunOutcome outcome) {
        return switch (outcome) {
            case PLANNED -> "planned";
            case RUNNING -> "running";
            case SHOWN -> "shown";
            case INFERRED -> "inferred";
            case INTERRUPTED -> "interrupted";
            case MISSED -> "missed";
            case NOT_SHOWN -> "notShown";
            case UNKNOWN -> "unknown";
        };
    }
}
