package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import ledwall.controller.access.PeopleStore;
import ledwall.controller.access.Person;
import ledwall.controller.access.Role;
import ledwall.protocol.timeline.Instants;
import org.jdbi.v3.core.Handle;

/** People in SQL. */
public final class SqlPeopleStore implements PeopleStore {
    private static final String ADMINISTRATORS = "SELECT count(*) FROM person WHERE role = 'ADMINISTRATOR'";

    private final Database database;

    public SqlPeopleStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Person> all() {
        return database.read("list the people", handle -> handle.createQuery("SELECT * FROM person ORDER BY name").map((row, context) -> person(row)).list());
    }

    @Override
    public Optional<Account> byName(String name) {
        return database.read("look for a person", handle -> handle.createQuery("SELECT * FROM person WHERE name = :name").bind("name", name)
                .map((row, context) -> new Account(person(row), row.getString("password_hash"))).findOne());
    }

    @Override
    public boolean insert(Account account) {
        return database.write("add a person", handle -> insert(handle, account));
    }

    @Override
    public boolean insertFirstAdministrator(Account account) {
        return database.write("add the first administrator",
                handle -> handle.createQuery(ADMINISTRATORS).mapTo(long.class).one() == 0 && insert(handle, account));
    }

    @Override
    public boolean hasAdministrator() {
        return database.read("look for an administrator", handle -> handle.createQuery(ADMINISTRATORS).mapTo(long.class).one() > 0);
    }

    @Override
    public boolean changePassword(String name, String passwordHash) {
        return database.write("change a password", handle -> {
            handle.createUpdate("DELETE FROM session WHERE person_name = :name").bind("name", name).execute();
            return handle.createUpdate("UPDATE person SET password_hash = :hash WHERE name = :name").bind("name", name).bind("hash", passwordHash).execute() > 0;
        });
    }

    private static boolean insert(Handle handle, Account account) {
        return handle.createUpdate("INSERT INTO person (name, role, password_hash, made_at) VALUES (:name, :role, :hash, :madeAt) ON CONFLICT (name) DO NOTHING")
                .bind("name", account.person().name()).bind("role", account.person().role().name()).bind("hash", account.passwordHash())
                .bind("madeAt", Instants.nanos(account.person().madeAt())).execute() > 0;
    }

    static Person person(ResultSet row) throws SQLException {
        return new Person(row.getString("name"), Role.valueOf(row.getString("role")), Instants.instant(row.getLong("made_at")));
    }
}
