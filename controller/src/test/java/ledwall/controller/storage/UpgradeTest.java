package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import ledwall.controller.calendar.Recurrence;
import ledwall.controller.calendar.When;
import ledwall.controller.change.Pace;
import ledwall.controller.schedule.QuietStore;
import ledwall.controller.schedule.QuietTime;
import ledwall.controller.schedule.GroupPlanCodecTest;
import ledwall.controller.schedule.Rule;
import ledwall.controller.schedule.RuleChange;
import ledwall.controller.schedule.RuleClass;
import ledwall.controller.schedule.RuleStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.id.RuleId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Switch;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an older controller has stored is the same to this one. */
class UpgradeTest {
    private static final Instant FROM = Instant.parse("2026-12-01T11:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-12-01T13:30:00.5Z");

    @TempDir Path folder;

    @Test
    void windowsAndItemsFromBeforeRecurrenceAndNestingStay() throws Exception {
        Path file = folder.resolve("ledwall.db");
        String url = "jdbc:sqlite:" + file;
        Flyway.configure().dataSource(url, null, null).locations("classpath:db/migration").target("10").load().migrate();
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute("INSERT INTO media (id, name, hash, bytes, kind, width, height, uploaded_at) VALUES ('media-a', 'A', '"
                    + "a".repeat(64) + "', 100, 'STILL', 64, 64, 0)");
            statement.execute("INSERT INTO playlist (id, name, revision) VALUES ('playlist-feast', 'Feast', 3)");
            statement.execute("INSERT INTO playlist_item (playlist_id, position, id, media_id, length_nanos, fit) "
                    + "VALUES ('playlist-feast', 0, 'item-a', 'media-a', 8000000000, 'COVER')");
            statement.execute("INSERT INTO screen_group (id, name, loop_id, revision) VALUES ('group-square', 'Square', 'playlist-feast', 1)");
            statement.execute("INSERT INTO schedule_rule (id, name, group_id, playlist_id, from_at, until_at, priority, revision) VALUES ('rule-feast', "
                    + "'Feast evening', 'group-square', 'playlist-feast', " + Instants.nanos(FROM) + ", " + Instants.nanos(UNTIL) + ", 7, 2)");
        }

        try (var database = Database.open(file)) {
            Rule rule = new SqlRuleStore(database).byId(new RuleId("rule-feast")).orElseThrow();
            assertEquals("Feast evening", rule.name());
            assertEquals(List.of(new GroupId("group-square")), rule.targets().groups());
            assertEquals(new When.Once(FROM, UNTIL), rule.when());
            assertEquals(RuleClass.NORMAL, rule.ruleClass());
            assertEquals(7, rule.priority());
            assertEquals(2, rule.revision());
            var store = new SqlRuleStore(database);
            var edit = store.changes(null, null, 9).getFirst();
            assertEquals(rule, edit.rule());
            assertNull(edit.undo(), "what it was before was not kept");
            store.delete(rule.id(), 2, new RuleStore.Stamp(FROM, "", Pace.ORDINARY));
            assertEquals(List.of(2L, 1L), store.changes(null, null, 9).stream().map(RuleChange::number).toList());

            var item = new SqlPlaylistStore(database).byId(new PlaylistId("playlist-feast")).orElseThrow().items().getFirst();
            assertEquals("item-a", item.id().value());
            assertEquals(1, item.terms().every());
        }
    }

    @Test
    void aScreenFromBeforeQuietHoursHasNoneAndCanBeGivenSome() throws Exception {
        Path file = folder.resolve("ledwall.db");
        String url = "jdbc:sqlite:" + file;
        Flyway.configure().dataSource(url, null, null).locations("classpath:db/migration").target("12").load().migrate();
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute("INSERT INTO playlist (id, name, revision) VALUES ('playlist-feast', 'Feast', 3)");
            statement.execute("INSERT INTO screen_group (id, name, loop_id, revision) VALUES ('group-square', 'Square', 'playlist-feast', 1)");
            statement.execute("INSERT INTO screen (id, name, group_id, width, height, frame_rate, zone, revision) "
                    + "VALUES ('screen-north', 'North', 'group-square', 640, 360, 25, 'Asia/Shanghai', 1)");
        }

        var north = new ScreenId("screen-north");
        var night = new QuietTime("Night", When.Recurring.of(LocalDateTime.parse("2026-11-01T22:00"), Duration.ofHours(8), Recurrence.parse("FREQ=DAILY")));
        try (var database = Database.open(file)) {
            var store = new SqlQuietStore(database, FreezeGuard.none(database));
            assertEquals(new QuietStore.Kept(0, List.of()), store.byScreen(north).orElseThrow());
            assertEquals(Map.of(), store.all());
            assertEquals(new QuietStore.Saved.Done(new QuietStore.Kept(1, List.of(night))), store.save(north, List.of(night), 0, Pace.ORDINARY, FROM, "Ann"));
        }
        try (var database = Database.open(file)) {
            var store = new SqlQuietStore(database, FreezeGuard.none(database));
            assertEquals(Map.of(north, List.of(night)), store.all());
            assertEquals(List.of(new QuietStore.Revision(new QuietStore.Kept(1, List.of(night)), FROM, "Ann")), store.history(north));
        }
    }

    @Test
    void theRevisionOnAirBeforeWallsHadLanesIsTakenUp() throws Exception {
        Path file = folder.resolve("ledwall.db");
        String url = "jdbc:sqlite:" + file;
        Flyway.configure().dataSource(url, null, null).locations("classpath:db/migration").target("10").load().migrate();
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            statement.execute("INSERT INTO playlist (id, name, revision) VALUES ('playlist-feast', 'Feast', 3)");
            statement.execute("INSERT INTO screen_group (id, name, loop_id, revision) VALUES ('group-square', 'Square', 'playlist-feast', 1)");
            try (var insert = connection.prepareStatement(
                    "INSERT INTO revision (group_id, version, made_at, apply_now, switch_at, first_cue, plan) VALUES ('group-square', 7, 900, 0, 1000, 1, ?)")) {
                insert.setString(1, GroupPlanCodecTest.FORMAT_1);
                insert.execute();
            }
        }
        try (var database = Database.open(file)) {
            var taken = new SqlRolloutStore(database).recent().getFirst();
            assertEquals(GroupPlanCodecTest.plan(), taken.plan());
            assertEquals(new Switch(1_000, 1), taken.revision().change());
        }
    }
}
