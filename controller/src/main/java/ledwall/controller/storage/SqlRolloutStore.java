package ledwall.controller.storage;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ledwall.controller.rollout.CompiledRevision;
import ledwall.controller.rollout.Held;
import ledwall.controller.rollout.Revision;
import ledwall.controller.rollout.RolloutStore;
import ledwall.controller.rollout.StoredTimeline;
import ledwall.controller.schedule.GroupPlan;
import ledwall.controller.schedule.GroupPlanCodec;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ScreenId;
import ledwall.protocol.id.TimelineHash;
import ledwall.protocol.timeline.Block;
import ledwall.protocol.timeline.Instants;
import ledwall.protocol.timeline.Programme;
import ledwall.protocol.timeline.Switch;
import ledwall.protocol.timeline.Timeline;
import ledwall.protocol.timeline.TimelineCodec;
import ledwall.protocol.trust.Envelope;
import ledwall.protocol.trust.Signature;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Revisions, timelines and switches in SQL. */
public final class SqlRolloutStore implements RolloutStore {
    private final Database database;

    public SqlRolloutStore(Database database) {
        this.database = database;
    }

    /** A line of the table, without its timelines. */
    private record Row(Revision revision, String plan) {}

    @Override
    public List<CompiledRevision> recent() {
        return database.read("load the rollouts", handle -> {
            var out = new ArrayList<CompiledRevision>();
            for (String group : handle.createQuery("SELECT id FROM screen_group WHERE deleted_at IS NULL ORDER BY id").mapTo(String.class).list()) {
                for (Row row : recent(handle, group)) {
                    out.add(new CompiledRevision(row.revision(), plan(row.plan()), timelines(handle, row.revision()), kept(handle, row.revision()),
                            firstCues(handle, row.revision())));
                }
            }
            return out;
        });
    }

    private static List<Row> recent(Handle handle, String group) {
        // A switch that a newer one comes before is void: it was never in force, and never will be. What was before a backup was restored is history.
        return handle.createQuery("""
                WITH known AS (SELECT * FROM revision WHERE group_id = :group AND version > (SELECT coalesce(max(version_floor), 0) FROM restored)),
                decided AS (
                  SELECT version FROM known d WHERE switch_at IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM known n WHERE n.version > d.version AND n.switch_at < d.switch_at)
                  ORDER BY version DESC LIMIT :decided)
                SELECT * FROM known WHERE version IN decided OR switch_at IS NULL AND version = (SELECT max(version) FROM known)
                ORDER BY version""").bind("group", group).bind("decided", RECENT_DECIDED).map((row, context) -> row(row)).list();
    }

    private static SortedMap<ScreenId, StoredTimeline> timelines(Handle handle, Revision revision) {
        var out = new TreeMap<ScreenId, StoredTimeline>();
        handle.createQuery("""
                SELECT * FROM timeline t WHERE group_id = :group AND version = :version AND void = 0 AND NOT EXISTS (
                    SELECT 1 FROM timeline n WHERE n.screen_id = t.screen_id AND n.version > t.version AND n.group_id <> t.group_id)
                ORDER BY screen_id""")
                .bind("group", revision.group().value()).bind("version", revision.version()).map((row, context) -> timeline(row))
                .forEach(stored -> out.put(stored.screen(), stored));
        return out;
    }

    /** Timelines that went on through the revision; not of screens that another group has given newer ones since. */
    private static SortedMap<ScreenId, Held> kept(Handle handle, Revision revision) {
        var out = new TreeMap<ScreenId, Held>();
        handle.createQuery("""
                SELECT t.*, r.switch_at, r.first_cue AS group_cue FROM timeline_kept k
                JOIN timeline t ON t.screen_id = k.screen_id AND t.version = k.timeline_version
                JOIN revision r ON r.group_id = t.group_id AND r.version = t.version
                WHERE k.group_id = :group AND k.version = :version AND t.void = 0 AND r.switch_at IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM timeline n WHERE n.screen_id = t.screen_id AND n.version > t.version AND n.group_id <> t.group_id)
                ORDER BY t.screen_id""")
                .bind("group", revision.group().value()).bind("version", revision.version()).map((row, context) -> new Held(timeline(row), change(row)))
                .forEach(held -> out.put(held.stored().screen(), held));
        return out;
    }

    private static SortedMap<ScreenId, Integer> firstCues(Handle handle, Revision revision) {
        var out = new TreeMap<ScreenId, Integer>();
        handle.createQuery("SELECT screen_id, first_cue FROM timeline WHERE group_id = :group AND version = :version AND first_cue IS NOT NULL")
                .bind("group", revision.group().value()).bind("version", revision.version())
                .map((row, context) -> Map.entry(new ScreenId(row.getString("screen_id")), row.getInt("first_cue"))).forEach(each -> out.put(each.getKey(), each.getValue()));
        return out;
    }

    /** A timeline's switch: the instant is its revision's, and so is the first cue unless it has one of its own. */
    private static Switch change(ResultSet row) throws SQLException {
        int own = row.getInt("first_cue");
        // Asked at once: it tells of the column read last.
        int cue = row.wasNull() ? row.getInt("group_cue") : own;
        return new Switch(row.getLong("switch_at"), cue);
    }

    @Override
    public Set<ItemId> items(MediaId media) {
        return database.read("find the items of media " + media, handle -> {
            var items = new TreeSet<ItemId>();
            for (String group : handle.createQuery("SELECT id FROM screen_group WHERE deleted_at IS NULL").mapTo(String.class).list()) {
                for (Row row : recent(handle, group)) {
                    plan(row.plan()).blocks().forEach(block -> block.turns().stream().filter(turn -> turn.media().equals(media))
                            .forEach(turn -> items.add(turn.item())));
                }
            }
            return items;
        });
    }

    @Override
    public long newestVersion(GroupId group, Collection<ScreenId> screens) {
        return database.read("find the newest revision of " + group, handle -> {
            long newest = handle.createQuery("SELECT coalesce(max(version), 0) FROM revision WHERE group_id = :group").bind("group", group.value())
                    .mapTo(long.class).one();
            newest = Math.max(newest, handle.createQuery("SELECT coalesce(max(version_floor), 0) FROM restored").mapTo(long.class).one());
            for (ScreenId screen : screens) {
                newest = Math.max(newest, handle.createQuery("SELECT coalesce(max(version), 0) FROM timeline WHERE screen_id = :screen")
                        .bind("screen", screen.value()).mapTo(long.class).one());
            }
            return newest;
        });
    }

    @Override
    public boolean add(CompiledRevision compiled) {
        Revision revision = compiled.revision();
        return database.write("store revision " + revision.version() + " of " + revision.group(), handle -> {
            for (ScreenId screen : compiled.timelines().keySet()) {
                if (!belongs(handle, revision.group(), screen, revision.version() - 1)) {
                    return false;
                }
            }
            for (var kept : compiled.kept().entrySet()) {
                if (!belongs(handle, revision.group(), kept.getKey(), kept.getValue().stored().version())) {
                    return false;
                }
            }
            handle.createUpdate("INSERT INTO revision (group_id, version, made_at, apply_now, plan) VALUES (:group, :version, :madeAt, :applyNow, :plan)")
                    .bind("group", revision.group().value()).bind("version", revision.version()).bind("madeAt", Instants.nanos(revision.madeAt()))
                    .bind("applyNow", revision.applyNow() ? 1 : 0).bind("plan", json(compiled.plan())).execute();
            try (var insert = handle.prepareBatch("""
                    INSERT INTO timeline (screen_id, version, group_id, hash, payload, signatures)
                    VALUES (:screen, :version, :group, :hash, :payload, :signatures)""")) {
                for (StoredTimeline stored : compiled.timelines().values()) {
                    insert.bind("screen", stored.screen().value()).bind("version", stored.version()).bind("group", revision.group().value())
                            .bind("hash", stored.hash().value()).bind("payload", stored.envelope().payload().base64())
                            .bind("signatures", signatures(stored.envelope())).add();
                }
                insert.execute();
            }
            for (var kept : compiled.kept().entrySet()) {
                handle.createUpdate("INSERT INTO timeline_kept (group_id, version, screen_id, timeline_version) VALUES (:group, :version, :screen, :kept)")
                        .bind("group", revision.group().value()).bind("version", revision.version()).bind("screen", kept.getKey().value())
                        .bind("kept", kept.getValue().stored().version()).execute();
            }
            return true;
        });
    }

    /** Whether the screen is in the group and has no timeline newer than this version. */
    private static boolean belongs(Handle handle, GroupId group, ScreenId screen, long newest) {
        return handle.createQuery("""
                SELECT count(*) FROM screen WHERE id = :screen AND group_id = :group
                AND NOT EXISTS (SELECT 1 FROM timeline WHERE screen_id = :screen AND version > :newest)""").bind("screen", screen.value())
                .bind("group", group.value()).bind("newest", newest).mapTo(int.class).one() > 0;
    }

    @Override
    public Set<ScreenId> decide(GroupId group, long version, Switch change, Map<ScreenId, Integer> firstCues, Set<ScreenId> told) {
        return database.write("store the switch of revision " + version + " of " + group, handle -> {
            int decided = handle.createUpdate("""
                    UPDATE revision SET switch_at = :at, first_cue = :cue
                    WHERE group_id = :group AND version = :version AND (switch_at IS NULL OR switch_at = :at AND first_cue = :cue)""")
                    .bind("at", change.atNanos()).bind("cue", change.firstCue()).bind("group", group.value()).bind("version", version).execute();
            if (decided != 1) {
                throw new IllegalStateException("revision " + version + " of " + group + " is unknown or has another switch already");
            }
            firstCues.forEach((screen, cue) -> handle.createUpdate("UPDATE timeline SET first_cue = :cue WHERE screen_id = :screen AND version = :version")
                    .bind("cue", cue).bind("screen", screen.value()).bind("version", version).execute());
            var left = new TreeSet<ScreenId>();
            for (ScreenId screen : handle.createQuery("SELECT screen_id FROM timeline WHERE group_id = :group AND version = :version")
                    .bind("group", group.value()).bind("version", version).map((row, context) -> new ScreenId(row.getString("screen_id"))).list()) {
                boolean its = handle.createQuery("SELECT count(*) FROM screen WHERE id = :screen AND group_id = :group").bind("screen", screen.value())
                        .bind("group", group.value()).mapTo(int.class).one() > 0;
                if (!its || !told.contains(screen)) {
                    left.add(screen);
                    handle.createUpdate("UPDATE timeline SET void = 1 WHERE screen_id = :screen AND version = :version").bind("screen", screen.value())
                            .bind("version", version).execute();
                }
            }
            return left;
        });
    }

    @Override
    public Optional<Held> held(ScreenId screen, long version) {
        return database.read("load timeline " + version + " of " + screen, handle -> changes(handle, screen, Block.FOREVER).stream()
                .filter(found -> found.version() == version).findFirst().map(found -> new Held(timeline(handle, screen, version), found.change())));
    }

    @Override
    public Programme programme(ScreenId screen, long fromNanos, long untilNanos) {
        return database.read("load the programme of " + screen, handle -> {
            var entries = new ArrayList<Programme.Entry>();
            long end = Block.FOREVER;
            for (Change found : changes(handle, screen, untilNanos)) {
                // Newest first: whatever was superseded before it came on never was in force.
                if (found.change().atNanos() < end) {
                    entries.add(new Programme.Entry(timeline(handle, screen, found.version()).timeline(), found.change()));
                    end = found.change().atNanos();
                }
                if (end <= fromNanos) {
                    break;
                }
            }
            return new Programme(entries.reversed());
        });
    }

    /** A decided switch of a screen's timeline. */
    private record Change(long version, Switch change) {}

    private static List<Change> changes(Handle handle, ScreenId screen, long untilNanos) {
        return handle.createQuery("""
                SELECT t.version, t.first_cue, r.switch_at, r.first_cue AS group_cue FROM timeline t JOIN revision r ON r.group_id = t.group_id AND r.version = t.version
                WHERE t.screen_id = :screen AND t.void = 0 AND r.switch_at < :until ORDER BY t.version DESC""")
                .bind("screen", screen.value()).bind("until", untilNanos)
                .map((row, context) -> new Change(row.getLong("version"), change(row))).list();
    }

    private static StoredTimeline timeline(Handle handle, ScreenId screen, long version) {
        return handle.createQuery("SELECT * FROM timeline WHERE screen_id = :screen AND version = :version")
                .bind("screen", screen.value()).bind("version", version).map((row, context) -> timeline(row)).one();
    }

    private static Row row(ResultSet row) throws SQLException {
        long at = row.getLong("switch_at");
        @Nullable Switch change = row.wasNull() ? null : new Switch(at, row.getInt("first_cue"));
        return new Row(new Revision(new GroupId(row.getString("group_id")), row.getLong("version"), Instants.instant(row.getLong("made_at")),
                row.getInt("apply_now") == 1, change), row.getString("plan"));
    }

    private static StoredTimeline timeline(ResultSet row) throws SQLException {
        Bytes payload = Bytes.ofBase64(row.getString("payload"));
        return new StoredTimeline(new ScreenId(row.getString("screen_id")), row.getLong("version"), new TimelineHash(row.getString("hash")),
                new Envelope(payload, signatures(row.getString("signatures"))), TimelineCodec.decode(payload));
    }

    private static String json(GroupPlan plan) {
        return new String(GroupPlanCodec.encode(plan).array(), StandardCharsets.UTF_8);
    }

    private static GroupPlan plan(String json) {
        return GroupPlanCodec.decode(Bytes.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String signatures(Envelope envelope) {
        return envelope.signatures().stream().map(one -> one.alg() + " " + one.keyId() + " " + one.sig()).collect(Collectors.joining("\n"));
    }

    private static List<Signature> signatures(String lines) {
        return lines.lines().map(line -> line.split(" ", 3)).map(part -> new Signature(part[0], part[1], part[2])).toList();
    }
}
