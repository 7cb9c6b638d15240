package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import ledwall.controller.access.Right;
import ledwall.controller.asrun.AsRunQuery;
import ledwall.controller.asrun.AsRunShowing;
import ledwall.controller.asrun.AsRunStore;
import ledwall.protocol.asrun.AsRunRecord.Outcome;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import org.jspecify.annotations.Nullable;

/** What was shown: proof of play. */
public final class AsRunRoutes extends Routes {
    private static final String PATH = "/api/v1/as-run";
    /** Rows of one table, which lies in memory whole, some 250 bytes each; the rest follows by its {@code Link}. A day of 10 s items has 8,640. */
    private static final int MAX_CSV_ROWS = AsRunQuery.MAX_LIMIT;
    private static final String CSV_HEAD = "plannedAt,startedAt,endedAt,boundMillis,itemId,itemName,media,timelineVersion,outcome,chained\r\n";

    private final AsRunStore store;

    public AsRunRoutes(AsRunStore store) {
        this.store = store;
    }

    @Override
    List<Operation> operations() {
        return List.of(get("listAsRun", PATH, Right.VIEW, this::list));
    }

    private Answer list(Request request) {
        ScreenId screen = ScreenRoutes.id(request.needed("screen"));
        var window = request.window();
        if (Objects.requireNonNullElse(request.header("Accept"), "").contains("text/csv")) {
            return csv(screen, window, Page.of(request).after());
        }
        var page = Page.of(request);
        var rows = store.showings(new AsRunQuery(screen, window.from(), window.until(), page.limit(), page.after()));
        var next = rows.size() < page.limit() ? null : Page.cursor(rows.getLast().cursor());
        return Answer.ok(Json.page(rows.stream().map(AsRunRoutes::view).toList(), next));
    }

    private Answer csv(ScreenId screen, Request.Window window, @Nullable String after) {
        var rows = store.showings(new AsRunQuery(screen, window.from(), window.until(), MAX_CSV_ROWS, after));
        var out = new StringBuilder(CSV_HEAD);
        rows.forEach(row -> line(out, row));
        var headers = Map.of("Content-Disposition", "attachment; filename=\"as-run-" + screen + ".csv\"");
        var table = new Answer.Content(200, headers, "text/csv; charset=utf-8", Bytes.of(out.toString().getBytes(StandardCharsets.UTF_8)), "");
        return rows.size() < MAX_CSV_ROWS ? table : table.with("Link", "<" + PATH + "?screen=" + screen + "&from=" + window.from() + "&until=" + window.until()
            + "&cursor=" + Page.cursor(rows.getLast().cursor()) + ">; rel=\"next\"");
    }

    private static ObjectNode view(AsRunShowing showing) {
        return Json.object().put("itemId", showing.item().value()).put("itemName", showing.itemName()).put("media", showing.media().value())
            .put("timelineVersion", showing.version()).put("plannedAt", Json.instant(showing.plannedAt())).put("startedAt", Json.instant(showing.startedAt()))
            .put("endedAt", Json.instant(showing.endedAt())).put("boundMillis", Json.millis(showing.boundNanos())).put("outcome", outcome(showing.outcome()))
            .put("chained", showing.chained());
    }

    private static void line(StringBuilder out, AsRunShowing row) {
        out.append(Json.instant(row.plannedAt())).append(',').append(Objects.requireNonNullElse(Json.instant(row.startedAt()), "")).append(',')
            .append(Objects.requireNonNullElse(Json.instant(row.endedAt()), "")).append(',').append(Json.millis(row.boundNanos())).append(',')
            .append(row.item()).append(',').append(quoted(row.itemName())).append(',').append(row.media()).append(',').append(row.version()).append(',')
            .append(Objects.requireNonNullElse(outcome(row.outcome()), "")).append(',').append(row.chained()).append("\r\n");
    }

    /** RFC 4180. A name that a spreadsheet would take for a formula is led by an apostrophe. */
    private static String quoted(String name) {
        String safe = !name.isEmpty() && "=+-@\t\r".indexOf(name.charAt(0)) >= 0 ? "'" + name : name;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    private static @Nullable String outcome(Outcome outcome) {
        return outcome == Outcome.NONE ? null : outcome.name().toLowerCase(Locale.ROOT);
    }
}
