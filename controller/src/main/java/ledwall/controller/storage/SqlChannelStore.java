package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ledwall.controller.release.OutletId;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ChannelStore;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Channels in SQL. */
public final class SqlChannelStore implements ChannelStore {
    private static final String SELECT = "SELECT c.*, EXISTS (SELECT 1 FROM channel_secret s WHERE s.channel_id = c.id) AS secret FROM channel c WHERE c.removed_at IS NULL";
    private static final String WAITING = "r.state IN ('SCHEDULED', 'PREPARING', 'ARMED') AND o.state NOT IN ('SUBMITTING', 'SUBMITTED', 'CONFIRMED')";
    private static final String PUBLIC = "r.state <> 'DRAFT' AND coalesce(o.withdrawal, '') <> 'CONFIRMED'"
        + " AND (o.state IN ('SUBMITTING', 'SUBMITTED', 'CONFIRMED') OR o.withdrawal IS NOT NULL)";

    private final Database database;

    public SqlChannelStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Channel> all() {
        return database.read("list the channels", handle -> {
            var settings = new HashMap<String, Map<String, String>>();
            handle.createQuery("SELECT * FROM channel_setting").map((row, context) -> List.of(row.getString("channel_id"), row.getString("name"), row.getString("value")))
                    .forEach(each -> settings.computeIfAbsent(each.getFirst(), id -> new TreeMap<>()).put(each.get(1), each.getLast()));
            return handle.createQuery(SELECT + " ORDER BY c.name, c.id")
                    .map((row, context) -> channel(row, settings.getOrDefault(row.getString("id"), Map.of()))).list();
        });
    }

    /** Names of the channels that keep secrets; a database that was not brought up to date may be older than channels. */
    public static List<String> withSecrets(Database database) {
        return database.read("list the channels with secrets", handle -> {
            boolean there = handle.createQuery("SELECT count(*) FROM sqlite_master WHERE name = 'channel_secret'").mapTo(int.class).one() > 0;
            return !there ? List.<String>of() : handle.createQuery("SELECT c.name FROM channel c JOIN channel_secret s ON s.channel_id = c.id "
                + "WHERE c.removed_at IS NULL ORDER BY c.name").mapTo(String.class).list();
        });
    }

    @Override
    public Optional<Channel> byId(ChannelId id) {
        return database.read("read channel " + id, handle -> byId(handle, id));
    }

    private static Optional<Channel> byId(Handle handle, ChannelId id) {
        var settings = new TreeMap<String, String>();
        handle.createQuery("SELECT name, value FROM channel_setting WHERE channel_id = :id").bind("id", id.value())
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("value"))).forEach(each -> settings.put(each.getKey(), each.getValue()));
        return handle.createQuery(SELECT + " AND c.id = :id").bind("id", id.value()).map((row, context) -> channel(row, settings)).findOne();
    }

    @Override
    public Saved insert(Channel channel, @Nullable Bytes sealed) {
        return database.write("add the channel " + channel.name(), handle -> {
            if (taken(handle, channel)) {
                return new Saved.NameTaken();
            }
            handle.createUpdate("INSERT INTO channel (id, name, kind, revision, created_at) VALUES (:id, :name, :kind, :revision, :at)")
                    .bind("id", channel.id().value()).bind("name", channel.name()).bind("kind", channel.kind().name()).bind("revision", channel.revision())
                    .bind("at", Instants.nanos(channel.createdAt())).execute();
            settings(handle, channel);
            secret(handle, channel, sealed);
            return new Saved.Done(channel);
        });
    }

    @Override
    public Saved update(Channel channel, @Nullable Bytes sealed) {
        return database.write("change the channel " + channel.name(), handle -> {
            Channel now = byId(handle, channel.id()).orElse(null);
            if (now == null) {
                return new Saved.Unknown();
            }
            if (now.revision() != channel.revision()) {
                return new Saved.Stale(now);
            }
            if (taken(handle, channel)) {
                return new Saved.NameTaken();
            }
            handle.createUpdate("UPDATE channel SET name = :name, revision = revision + 1 WHERE id = :id").bind("id", channel.id().value())
                    .bind("name", channel.name()).execute();
            settings(handle, channel);
            secret(handle, channel, sealed);
            return new Saved.Done(byId(handle, channel.id()).orElseThrow());
        });
    }

    @Override
    public Saved remove(ChannelId id, long expected, boolean evenInUse, Instant at) {
        return database.write("remove the channel " + id, handle -> {
            Channel now = byId(handle, id).orElse(null);
            if (now == null) {
                return new Saved.Unknown();
            }
            if (now.revision() != expected) {
                return new Saved.Stale(now);
            }
            List<String> waiting = releases(handle, id, WAITING);
            List<String> open = releases(handle, id, PUBLIC);
            if (!evenInUse && !(waiting.isEmpty() && open.isEmpty())) {
                return new Saved.InUse(now, waiting, open);
            }
            handle.createUpdate("UPDATE channel SET removed_at = :at WHERE id = :id").bind("id", id.value()).bind("at", Instants.nanos(at)).execute();
            handle.createUpdate("DELETE FROM channel_secret WHERE channel_id = :id").bind("id", id.value()).execute();
            return new Saved.Done(now);
        });
    }

    @Override
    public Optional<Bytes> sealed(ChannelId id) {
        return database.read("read the secret of channel " + id, handle -> handle.createQuery("SELECT sealed FROM channel_secret WHERE channel_id = :id")
                .bind("id", id.value()).mapTo(String.class).map(Bytes::ofBase64).findOne());
    }

    private static List<String> releases(Handle handle, ChannelId id, String which) {
        return handle.createQuery("SELECT r.name FROM release_outlet o JOIN release r ON r.id = o.release_id WHERE o.outlet = :outlet AND " + which
            + " ORDER BY r.created_at DESC, r.id").bind("outlet", new OutletId.Online(id).toString()).mapTo(String.class).list();
    }

    private static boolean taken(Handle handle, Channel channel) {
        return handle.createQuery("SELECT 1 FROM channel WHERE name = :name AND id <> :id AND removed_at IS NULL").bind("name", channel.name())
                .bind("id", channel.id().value()).mapTo(int.class).findOne().isPresent();
    }

    private static void settings(Handle handle, Channel channel) {
        handle.createUpdate("DELETE FROM channel_setting WHERE channel_id = :id").bind("id", channel.id().value()).execute();
        channel.settings().forEach((name, value) -> handle.createUpdate("INSERT INTO channel_setting (channel_id, name, value) VALUES (:id, :name, :value)")
                .bind("id", channel.id().value()).bind("name", name).bind("value", value).execute());
    }

    private static void secret(Handle handle, Channel channel, @Nullable Bytes sealed) {
        if (!channel.secret()) {
            handle.createUpdate("DELETE FROM channel_secret WHERE channel_id = :id").bind("id", channel.id().value()).execute();
        } else if (sealed != null) {
            handle.createUpdate("INSERT INTO channel_secret (channel_id, sealed) VALUES (:id, :sealed) ON CONFLICT (channel_id) DO UPDATE SET sealed = excluded.sealed")
                    .bind("id", channel.id().value()).bind("sealed", sealed.base64()).execute();
        }
    }

    private static Channel channel(ResultSet row, Map<String, String> settings) throws SQLException {
        return new Channel(new ChannelId(row.getString("id")), row.getString("name"), ChannelKind.valueOf(row.getString("kind")), settings,
                row.getInt("secret") == 1, row.getLong("revision"), Instants.instant(row.getLong("created_at")));
    }
}
