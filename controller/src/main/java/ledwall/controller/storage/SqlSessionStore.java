package ledwall.controller.storage;

import java.time.Instant;
import java.util.Optional;
import ledwall.controller.access.SessionStore;
import ledwall.protocol.timeline.Instants;

/** Open sessions in SQL. */
public final class SqlSessionStore implements SessionStore {
    private final Database database;

    public SqlSessionStore(Database database) {
        this.database = database;
    }

    @Override
    public void insert(String tokenHash, String person, Instant openedAt) {
        database.change("open a session", handle -> handle
                .createUpdate("INSERT INTO session (token_hash, person_name, opened_at, used_at) VALUES (:hash, :person, :at, :at)")
                .bind("hash", tokenHash).bind("person", person).bind("at", Instants.nanos(openedAt)).execute());
    }

    @Override
    public Optional<Stored> find(String tokenHash) {
        return database.read("look for a session", handle -> handle.createQuery("""
                SELECT p.name, p.role, p.made_at, s.opened_at, s.used_at FROM session s JOIN person p ON p.name = s.person_name WHERE s.token_hash = :hash""")
                .bind("hash", tokenHash)
                .map((row, context) -> new Stored(SqlPeopleStore.person(row), Instants.instant(row.getLong("opened_at")), Instants.instant(row.getLong("used_at"))))
                .findOne());
    }

    @Override
    public void touch(String tokenHash, Instant usedAt) {
        database.change("note the use of a session", handle -> handle.createUpdate("UPDATE session SET used_at = :at WHERE token_hash = :hash")
                .bind("hash", tokenHash).bind("at", Instants.nanos(usedAt)).execute());
    }

    @Override
    public void delete(String tokenHash) {
        database.change("end a session", handle -> handle.createUpdate("DELETE FROM session WHERE token_hash = :hash").bind("hash", tokenHash).execute());
    }

    @Override
    public void prune(Instant openedBefore, Instant usedBefore, String person, int keep) {
        database.change("end old sessions", handle -> {
            handle.createUpdate("DELETE FROM session WHERE opened_at < :opened OR used_at < :used")
                    .bind("opened", Instants.nanos(openedBefore)).bind("used", Instants.nanos(usedBefore)).execute();
            handle.createUpdate("""
                    DELETE FROM session WHERE person_name = :person AND token_hash NOT IN (
                        SELECT token_hash FROM session WHERE person_name = :person ORDER BY used_at DESC, token_hash LIMIT :keep)""")
                    .bind("person", person).bind("keep", keep).execute();
        });
    }

    @Override
    public long countUsedSince(Instant since) {
        return database.read("count the sessions", handle -> handle.createQuery("SELECT count(*) FROM session WHERE used_at >= :since")
                .bind("since", Instants.nanos(since)).mapTo(long.class).one());
    }
}
