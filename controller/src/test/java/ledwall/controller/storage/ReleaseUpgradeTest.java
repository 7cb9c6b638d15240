package ledwall.controller.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ledwall.controller.release.Decision;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.OutletState;
import ledwall.controller.release.Policy;
import ledwall.controller.release.Release;
import ledwall.controller.release.ReleaseCodec;
import ledwall.controller.release.ReleaseState;
import ledwall.controller.release.Withdrawal;
import ledwall.controller.release.channel.ManualTask;
import ledwall.controller.release.walls.WallOrder;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.id.ReleaseId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Verdict;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whichever version brought a table or column of releases and channels, what it stored then is there now, to the last field: in the tables themselves, and as the
 * stores read it. The rows are literal, as those versions wrote them.
 */
class ReleaseUpgradeTest {
    private static final Instant AT = Instant.parse("2026-12-01T11:00:00Z");
    private static final long NANOS = Instants.nanos(AT);
    private static final String CONTENT = """
        {"name":"Opening","items":[{"media":"media-a","fit":"cover","lengthNanos":8000000000}],"texts":[{"language":"zh","title":"开幕","digest":"今天","body":"今天开幕。"},\
        {"language":"bo","title":"སྒོ་འབྱེད།","digest":"","body":""}],"targets":"{\\"groups\\":[{\\"id\\":\\"group-square\\"}],\\"screens\\":[]}",\
        "lengthNanos":60000000000,"channels":[{"channel":"channel-account","cover":"media-a","texts":[{"language":"zh","title":"号外","digest":"","body":""}]}],\
        "policy":"hold","rightsNote":"ours","partnerNote":"at once"}""";
    private static final String POST = """
        {"name":"Opening","texts":[{"language":"zh","title":"开幕","digest":"今天","body":"今天开幕。"}],"attachments":[]}""";
    private static final String TASK = """
        {"kind":"delete","words":"Delete it by hand.","checklist":[{"check":"openConsole"}],"dueNanos":%d}""".formatted(NANOS);
    private static final String REASONS = """
        {"reasons":[{"outlet":"screen:screen-north","name":"North","code":"wallOffline","words":"It is offline."}]}""";

    /** Rows as a version first could have them. */
    private static final Map<Integer, List<String>> ROWS = new TreeMap<>(Map.of(
        20, List.of(
            "INSERT INTO media (id, name, hash, bytes, kind, width, height, uploaded_at) VALUES ('media-a', 'A', '" + "a".repeat(64) + "', 100, 'STILL', 64, 64, 0)",
            "INSERT INTO playlist (id, name, revision) VALUES ('playlist-loop', 'Loop', 1)",
            "INSERT INTO playlist (id, name, revision, release_id) VALUES ('playlist-opening', 'Opening', 1, 'release-1')",
            "INSERT INTO screen_group (id, name, loop_id, revision) VALUES ('group-square', 'Square', 'playlist-loop', 1)",
            "INSERT INTO screen (id, name, group_id, width, height, frame_rate, zone, revision) VALUES ('screen-north', 'North', 'group-square', 640, 360, 25, 'UTC', 1)",
            "INSERT INTO release_order VALUES ('screen-north', 'release-1', 3, 'GO', " + NANOS + ", " + (NANOS + 1) + ", " + (NANOS + 2) + ")",
            "INSERT INTO release_order VALUES ('screen-north', 'release-1', 3, 'WITHDRAWN', " + (NANOS + 3) + ", NULL, NULL)"),
        21, List.of(
            "INSERT INTO release VALUES ('release-1', 'Opening', 3, 17, '" + CONTENT + "', 'WITHDRAWN', 'wrong date', " + (NANOS + 3) + ", " + NANOS + ", "
                + (NANOS + 60_000_000_000L) + ", NULL, 'playlist-opening', 'release-1', 'item-a', 1, 'desk', 900)",
            "INSERT INTO release VALUES ('release-2', 'Draft', 1, 1, '" + CONTENT.replace("Opening", "Draft") + "', 'DRAFT', NULL, 950, NULL, NULL, NULL, NULL, NULL, NULL, "
                + "0, 'desk', 950)",
            "INSERT INTO release_decision VALUES ('release-1', 2, 'HOLD', 1000, '" + REASONS + "')",
            "INSERT INTO release_decision VALUES ('release-1', 3, 'GO', " + (NANOS - 5) + ", '{\"reasons\":[]}')",
            "INSERT INTO release_outlet VALUES ('release-1', 'screen:screen-north', 0, 'North', 'CONFIRMED', NULL, NULL, '{\"entries\":[]}', NULL, NULL, NULL, NULL, "
                + (NANOS + 7) + ", NULL, 'record 9', 1, 'NOT_REACHED', " + (NANOS + 4) + ", 'not heard')",
            "INSERT INTO release_outlet VALUES ('release-1', 'channel:channel-account', 1, 'Account', 'CONFIRMED', 'siteSlow', 'It took long.', "
                + "'{\"entries\":[{\"name\":\"publishId\",\"value\":\"100\"}]}', " + (NANOS + 8) + ", '" + TASK + "', " + (NANOS - 9) + ", " + (NANOS - 8) + ", " + NANOS
                + ", 'https://mp.weixin.qq.com/s/1', 'article 1', 0, 'BY_HAND', " + (NANOS + 5) + ", 'by hand')",
            "INSERT INTO release_step (release_id, number, at, who, outlet, was, became, words) VALUES ('release-1', 1, 900, 'desk', NULL, NULL, 'draft', '')",
            "INSERT INTO release_step (release_id, number, at, who, outlet, was, became, words) VALUES ('release-1', 2, 990, '', 'screen:screen-north', 'scheduled', "
                + "'failed', 'wallOffline It is offline.')"),
        22, List.of(
            "INSERT INTO channel VALUES ('channel-account', 'Account', 'WECHAT', 4, 800, NULL)",
            "INSERT INTO channel VALUES ('channel-gone', 'Gone', 'WEBHOOK', 1, 700, 750)",
            "INSERT INTO channel VALUES ('channel-feed', 'Feed', 'FEED', 1, 700, NULL)",
            "INSERT INTO channel_setting VALUES ('channel-account', 'appId', 'wx1')",
            "INSERT INTO channel_secret VALUES ('channel-account', 'c2VhbGVk')",
            "INSERT INTO channel_counter VALUES ('channel-account', 'freepublish/submit', 20788, 99)",
            "INSERT INTO channel_call VALUES (1, 'channel-account', 900, 'freepublish/submit', 1, 400000000, 1)",
            "INSERT INTO webhook_delivery VALUES ('channel-gone', 1, 'event-1', 'release.published', '{\"id\":\"event-1\"}', 700, 2, 710, 200, 'ok', 711)",
            "INSERT INTO feed_item VALUES ('channel-feed', 'release-1 3', 'release-1', 3, '" + POST + "', " + NANOS + ", " + (NANOS + 6) + ")",
            "INSERT INTO public_file VALUES ('channel-feed', 'release-1 3', '" + "b".repeat(64) + "', 'image/jpeg', 10, '/media/b', " + NANOS + ")",
            "INSERT INTO manual_task VALUES ('channel-account', 'release-1 3', 'DELETE', 0, 'release-1', 'Delete it by hand.', 'OPEN_CONSOLE', " + NANOS + ", " + NANOS
                + ", " + NANOS + ", NULL, NULL, NULL)",
            "INSERT INTO wechat_callback VALUES ('channel-account', '100', 0, 'article-1', 'https://mp.weixin.qq.com/s/1', " + NANOS + ")"),
        23, List.of("INSERT INTO channel_rendition VALUES ('" + "a".repeat(64) + "', 'PICTURE', 0, 0, 1000, 1000, 900, 383, -1, 1000000, 1, '" + "b".repeat(64)
            + "', 10, 900, 383, NULL, 900)"),
        24, List.of("INSERT INTO release_step (release_id, number, at, who, outlet, was, became, words, code, about_at) VALUES ('release-1', 3, 995, '', NULL, 'draft', "
            + "'scheduled', 'It is planned.', 'planned', " + NANOS + ")")));

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 22, 23, 24})
    void nothingOfReleasesAndChannelsIsLost(int version) throws SQLException {
        Path file = folder.resolve("ledwall.db");
        String url = "jdbc:sqlite:" + file;
        Flyway.configure().dataSource(url, null, null).locations("classpath:db/migration").target(Integer.toString(version)).load().migrate();
        Map<String, List<String>> before;
        try (var connection = DriverManager.getConnection(url); var statement = connection.createStatement()) {
            for (var each : ROWS.entrySet()) {
                for (String row : each.getKey() <= version ? each.getValue() : List.<String>of()) {
                    statement.execute(row);
                }
            }
            before = all(connection, columns(connection));
        }
        try (var database = Database.open(file)) {
            ordersAreKept(database);
            if (version >= 21) {
                releasesAreRead(database, version);
            }
            if (version >= 22) {
                channelsAreRead(database);
            }
        }
        try (var connection = DriverManager.getConnection(url)) {
            var columns = new TreeMap<String, List<String>>();
            before.forEach((table, rows) -> columns.put(table, List.of(rows.getFirst().split(","))));
            assertEquals(before, all(connection, columns), "every row of every table, in the columns that it had");
        }
    }

    private static void ordersAreKept(Database database) {
        var heard = new SqlWallOrderStore(database).heard(new ScreenId("screen-north")).of(new ReleaseId("release-1"));
        assertEquals(NANOS + 2, heard.orElseThrow().goNanos());
        var orders = new SqlWallOrderStore(database).since(Instant.EPOCH);
        assertEquals(List.of(Verdict.GO, Verdict.WITHDRAWN), orders.stream().map(WallOrder::verdict).sorted().toList());
    }

    private static void releasesAreRead(Database database, int version) {
        var store = new SqlReleaseStore(database, FreezeGuard.none(database));
        assertEquals(List.of("release-2", "release-1"), store.all().stream().map(each -> each.id().value()).toList());
        draftIsAsItWas(store.byId(new ReleaseId("release-2")).orElseThrow());
        Release release = store.byId(new ReleaseId("release-1")).orElseThrow();
        assertEquals("3 17 Opening desk", release.revision() + " " + release.version() + " " + release.content().name() + " " + release.createdBy());
        assertEquals(new ReleaseState.Withdrawn("wrong date"), release.state());
        assertEquals(CONTENT, ReleaseCodec.content(release.content()));
        assertEquals(Policy.HOLD, release.content().policy());
        assertEquals(Duration.ofSeconds(60), release.content().length());
        assertEquals("开幕", Objects.requireNonNull(release.content().texts().get("zh")).title());
        assertEquals("号外", Objects.requireNonNull(release.content().channels().getFirst().texts().get("zh")).title());
        assertEquals(AT, release.booked().at());
        assertNull(release.booked().rule(), "it was taken out again");
        assertEquals(Decision.Verdict.GO, Objects.requireNonNull(release.decision()).verdict());
        var wall = release.outlet(new OutletId.Wall(new ScreenId("screen-north"))).orElseThrow();
        assertEquals(Withdrawal.State.NOT_REACHED, Objects.requireNonNull(wall.withdrawal()).state());
        var online = release.outlet(new OutletId.Online(new ChannelId("channel-account"))).orElseThrow();
        assertEquals(OutletState.CONFIRMED, online.state());
        assertEquals("100", online.memo().entries().get("publishId"));
        assertEquals(ManualTask.Kind.DELETE, Objects.requireNonNull(online.task()).kind());
        assertEquals("https://mp.weixin.qq.com/s/1", Objects.requireNonNull(online.evidence()).url());
        assertFalse(Objects.requireNonNull(online.evidence()).exact());
        assertEquals(List.of(release), store.open(AT), "its withdrawal is still waited for");
        var steps = store.history(release.id());
        assertEquals(version >= 24 ? 3 : 2, steps.size());
        assertNull(steps.get(1).code(), "steps from before have none");
        assertEquals("wallOffline It is offline.", steps.get(1).words());
    }

    private static void draftIsAsItWas(Release release) {
        assertEquals(new ReleaseState.Draft(null), release.state());
        assertNull(release.booking());
        assertEquals("Draft", release.content().name());
    }

    private static void channelsAreRead(Database database) {
        var store = new SqlChannelStore(database);
        assertEquals(List.of("Account", "Feed"), store.all().stream().map(each -> each.name()).toList(), "and none that was removed");
        var account = store.byId(new ChannelId("channel-account")).orElseThrow();
        assertEquals(Map.of("appId", "wx1"), account.settings());
        assertTrue(account.secret());
        assertEquals(Bytes.ofBase64("c2VhbGVk"), store.sealed(account.id()).orElseThrow());
        assertEquals(List.of(Duration.ofMillis(400)), new SqlCallStore(database).took(account.id(), true, 31));
        assertEquals(2, new SqlDeliveryStore(database).byNumber(new ChannelId("channel-gone"), 1).orElseThrow().attempts());
        var item = new SqlFeedStore(database).find(new ChannelId("channel-feed"), "release-1 3").orElseThrow();
        assertEquals("开幕", Objects.requireNonNull(item.post().texts().get("zh")).title());
        assertEquals(AT, item.visibleAt());
        assertTrue(new SqlPublicFiles(database).names(new MediaHash("b".repeat(64))));
    }

    /** Of each table that has rows. */
    private static Map<String, List<String>> columns(Connection connection) throws SQLException {
        var out = new TreeMap<String, List<String>>();
        try (var tables = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                String table = tables.getString("TABLE_NAME");
                if (!table.startsWith("flyway") && !table.startsWith("sqlite")) {
                    var columns = new ArrayList<String>();
                    try (var each = connection.getMetaData().getColumns(null, null, table, "%")) {
                        while (each.next()) {
                            columns.add(each.getString("COLUMN_NAME"));
                        }
                    }
                    out.put(table, columns);
                }
            }
        }
        return out;
    }

    /** The rows of each table, behind a line with the names of the columns. */
    private static Map<String, List<String>> all(Connection connection, Map<String, List<String>> columns) throws SQLException {
        var out = new TreeMap<String, List<String>>();
        try (Statement statement = connection.createStatement()) {
            for (var table : columns.entrySet()) {
                var rows = new ArrayList<>(List.of(String.join(",", table.getValue())));
                try (var row = statement.executeQuery("SELECT " + rows.getFirst() + " FROM " + table.getKey() + " ORDER BY rowid")) {
                    while (row.next()) {
                        var line = new StringBuilder();
                        for (int i = 1; i <= table.getValue().size(); i++) {
                            line.append(row.getString(i)).append('|');
                        }
                        rows.add(line.toString());
                    }
                }
                out.put(table.getKey(), rows);
            }
        }
        return out;
    }
}
