package ledwall.controller.storage;

import java.util.Optional;
import ledwall.controller.access.SetupStore;

/** The setup token in SQL. */
public final class SqlSetupStore implements SetupStore {
    private final Database database;

    public SqlSetupStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> tokenHash() {
        return database.read("read the setup token", handle -> handle.createQuery("SELECT token_hash FROM setup_token").mapTo(String.class).findOne());
    }

    @Override
    public void replace(String tokenHash) {
        database.change("store the setup token", handle -> handle
                .createUpdate("INSERT INTO setup_token (id, token_hash) VALUES (1, :hash) ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash")
                .bind("hash", tokenHash).execute());
    }

    @Override
    public void clear() {
        database.change("forget the setup token", handle -> handle.execute("DELETE FROM setup_token"));
    }
}
