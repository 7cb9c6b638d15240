package ledwall.controller.storage;

import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;

/** Databases in memory: each a copy of one migrated template, because a simulation makes thousands. */
final class SqliteMemory {
    private SqliteMemory() {}

    /** The migrated, empty database as bytes; made once, when first asked for, and never changed. */
    private static final class Template {
        static final byte[] BYTES = migrated();

        private static byte[] migrated() {
            var config = new SQLiteConfig();
            var source = new SQLiteDataSource(config);
            source.setUrl("jdbc:sqlite:file:ledwall-template?mode=memory&cache=shared");
            try (Connection keeper = source.getConnection()) {
                SqliteFile.migrate(source, "a database in memory");
                return keeper.unwrap(SQLiteConnection.class).serialize("main");
            } catch (SQLException e) {
                throw DatabaseFailure.of("make a database in memory", e);
            }
        }
    }

    static Connection connect() {
        var config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite::memory:");
        try {
            Connection connection = source.getConnection();
            connection.unwrap(SQLiteConnection.class).deserialize("main", Template.BYTES);
            return connection;
        } catch (SQLException e) {
            throw DatabaseFailure.of("make a database in memory", e);
        }
    }
}
