package ledwall.controller.storage;

import java.time.Duration;
import java.util.List;
import ledwall.controller.release.channel.CallStore;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.timeline.Instants;

/** Counters and latencies of channels in SQL. */
public final class SqlCallStore implements CallStore {
    /** Counters of days before that are of no use to anybody. */
    private static final long DAYS_KEPT = 40;

    private final Database database;

    public SqlCallStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean take(ChannelId channel, String api, long day, int most) {
        return most > 0 && database.write("count a call of channel " + channel, handle -> {
            boolean taken = handle.createUpdate("""
                    INSERT INTO channel_counter (channel_id, api, day, used) VALUES (:channel, :api, :day, 1)
                    ON CONFLICT (channel_id, api, day) DO UPDATE SET used = channel_counter.used + 1 WHERE channel_counter.used < :most""")
                    .bind("channel", channel.value()).bind("api", api).bind("day", day).bind("most", most).execute() > 0;
            handle.createUpdate("DELETE FROM channel_counter WHERE channel_id = :channel AND day < :day").bind("channel", channel.value())
                    .bind("day", day - DAYS_KEPT).execute();
            return taken;
        });
    }

    @Override
    public int used(ChannelId channel, String api, long day) {
        return database.read("read the counters of channel " + channel, handle -> handle
                .createQuery("SELECT used FROM channel_counter WHERE channel_id = :channel AND api = :api AND day = :day").bind("channel", channel.value())
                .bind("api", api).bind("day", day).mapTo(int.class).findOne().orElse(0));
    }

    @Override
    public void called(ChannelId channel, Made call) {
        database.change("note a call of channel " + channel, handle -> {
            handle.createUpdate("""
                    INSERT INTO channel_call (id, channel_id, at, api, publishes, took_nanos, answered)
                    SELECT coalesce((SELECT max(id) FROM channel_call), 0) + 1, :channel, :at, :api, :publishes, :took, :answered""")
                    .bind("channel", channel.value()).bind("at", Instants.nanos(call.at())).bind("api", call.api()).bind("publishes", call.publishes() ? 1 : 0)
                    .bind("took", call.took().toNanos()).bind("answered", call.answered() ? 1 : 0).execute();
            handle.createUpdate("""
                    DELETE FROM channel_call WHERE channel_id = :channel AND publishes = :publishes AND id <= (SELECT id FROM channel_call
                      WHERE channel_id = :channel AND publishes = :publishes ORDER BY id DESC LIMIT 1 OFFSET :kept)""").bind("channel", channel.value())
                    .bind("publishes", call.publishes() ? 1 : 0).bind("kept", KEPT).execute();
        });
    }

    @Override
    public List<Duration> took(ChannelId channel, boolean publishes, int most) {
        return database.read("read the latencies of channel " + channel, handle -> handle.createQuery("""
                SELECT took_nanos FROM channel_call WHERE channel_id = :channel AND publishes = :publishes AND answered = 1 ORDER BY id DESC LIMIT :most""")
                .bind("channel", channel.value()).bind("publishes", publishes ? 1 : 0).bind("most", most).mapTo(long.class).map(Duration::ofNanos).list());
    }
}
