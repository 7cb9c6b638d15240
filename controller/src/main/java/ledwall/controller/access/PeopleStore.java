package ledwall.controller.access;

import java.util.List;
import java.util.Optional;

/** People and the hashes of their passwords. Blocking; each method is one transaction. */
public interface PeopleStore {
    /** By name. */
    List<Person> all();

    Optional<Account> byName(String name);

    /** False, and nothing changed, if the name is taken. */
    boolean insert(Account account);

    /** Adds the account unless there is an administrator already; false, and nothing changed, if there is one or the name is taken. */
    boolean insertFirstAdministrator(Account account);

    boolean hasAdministrator();

    /** Sets another password hash and ends all sessions of that person; false if there is no such person. */
    boolean changePassword(String name, String passwordHash);

    /** A person with the PHC string of their password; it never leaves this package but to the store. */
    record Account(Person person, String passwordHash) {
        @Override
        public String toString() {
            return "Account[" + person.name() + "]";
        }
    }
}
