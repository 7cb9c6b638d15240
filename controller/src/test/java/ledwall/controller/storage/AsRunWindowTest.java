package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A screen's records of years must not be read to tell a day of them. */
class AsRunWindowTest {
    @Test
    void aWindowIsFoundByItsIndex() {
        try (var database = Database.inMemory()) {
            var plan = database.read("explain", handle -> handle.createQuery("EXPLAIN QUERY PLAN " + SqlAsRunStore.SHOWINGS).bind("screen", "s")
                    .bind("from", 1).bind("until", 2).bind("afterPlanned", 0).bind("afterChain", 0).bind("afterSequence", 0).bind("limit", 10)
                    .bindList("outcomes", List.of("NONE")).mapToMap().list().stream().map(row -> String.valueOf(row.get("detail"))).toList());
            assertTrue(plan.getFirst().contains("as_run_planned (screen_id=? AND planned_at>? AND planned_at<?)"), plan.toString());
            assertTrue(plan.stream().noneMatch(step -> step.startsWith("SCAN") || step.contains("TEMP B-TREE")), plan.toString());
        }
    }
}
