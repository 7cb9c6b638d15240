package ledwall.controller.storage;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import ledwall.controller.release.Release;
import ledwall.controller.release.Restored;
import ledwall.protocol.id.MediaHash;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** Copies of the database, and what one needs before it may serve in the place of the one that was lost. Blocking. */
public final class DatabaseBackup {
    /** More revisions than any group gets between a backup and its restoring, should the clock be of no use. */
    static final long LEAP = 1_000_000;

    /** Who changed a release, in its history. */
    private static final String BY = "restore";

    private DatabaseBackup() {}

    /**
     * Writes a whole copy as of one instant, also while a controller writes to the database: readers wait for nobody (WAL).
     *
     * @param to an empty file, or none
     */
    public static void copy(Path database, Path to) {
        String attempt = "copy the database " + database;
        try (var connection = SqliteFile.source(database).getConnection(); var into = connection.prepareStatement("VACUUM INTO ?")) {
            into.setString(1, to.toAbsolutePath().toString());
            into.execute();
        } catch (SQLException e) {
            throw DatabaseFailure.of(attempt, e);
        }
    }

    /** Hashes of the masters and of the renditions that a copy names, those for channels by themselves. */
    public record Named(List<MediaHash> masters, List<MediaHash> renditions, List<MediaHash> channelRenditions) {}

    public static Named named(Path copy) {
        try (var database = Database.asItIs(copy)) {
            return database.read("list the media of a copy", handle -> new Named(hashes(handle, "SELECT DISTINCT hash FROM media"),
                    hashes(handle, "SELECT DISTINCT hash FROM rendition"), channelHashes(handle)));
        }
    }

    /** A copy may be older than the table. */
    private static List<MediaHash> channelHashes(Handle handle) {
        boolean there = handle.createQuery("SELECT count(*) FROM sqlite_master WHERE name = 'channel_rendition'").mapTo(int.class).one() > 0;
        return there ? hashes(handle, "SELECT DISTINCT hash FROM channel_rendition") : List.of();
    }

    private static List<MediaHash> hashes(Handle handle, String query) {
        return handle.createQuery(query).mapTo(String.class).map(MediaHash::new).list();
    }

    /**
     * Makes a restored copy ready. Agents keep what was sent to them after the backup was made, and believe the higher version: from now on versions begin
     * above all that they can have. Also after the same backup was restored before, of which it knows nothing: the milliseconds since 1970 grow faster than any
     * group's versions. Nobody stays logged in, and no release goes by what was decided before: see {@link Restored}.
     */
    public static void restored(Database database, Instant now) {
        database.change("begin anew after a backup was restored", handle -> {
            handle.createUpdate("""
                    INSERT INTO restored (at, version_floor) SELECT :at, max(:millis, :leap + max(
                        (SELECT coalesce(max(version), 0) FROM revision), (SELECT coalesce(max(version), 0) FROM timeline),
                        (SELECT coalesce(max(version_floor), 0) FROM restored)))""").bind("at", Instants.nanos(now)).bind("millis", now.toEpochMilli())
                    .bind("leap", LEAP).execute();
            handle.execute("DELETE FROM session");
        });
        var releases = new SqlReleaseStore(database, FreezeGuard.none(database));
        for (Release each : releases.all()) {
            releases.change(each.id(), BY, now, release -> Restored.of(release, Math.max(now.toEpochMilli(), release.revision() + LEAP), now));
        }
    }
}
