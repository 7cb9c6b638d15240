package ledwall.controller.access;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import ledwall.controller.access.PeopleStore.Account;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;

/**
 * Everything that is done to accounts: the first administrator, logging in, adding people, changing passwords. Blocking (Argon2id takes some hundred
 * milliseconds), safe from any thread. Rights are checked by the caller.
 */
public final class Accounts {
    private final PeopleStore people;
    private final SetupStore setup;
    private final Sessions sessions;
    private final Throttle throttle;
    private final PasswordPolicy policy;
    private final Argon2 argon2;
    private final Clock clock;
    private final Entropy entropy;

    public Accounts(PeopleStore people, SetupStore setup, Sessions sessions, Throttle throttle, PasswordPolicy policy, Clock clock, Entropy entropy) {
        this.people = people;
        this.setup = setup;
        this.sessions = sessions;
        this.throttle = throttle;
        this.policy = policy;
        this.clock = clock;
        this.entropy = entropy;
        this.argon2 = new Argon2(entropy);
    }

    /** Somebody just logged in; {@code token} goes into their cookie and nowhere else. */
    public record LogIn(Person person, String token) {
        @Override
        public String toString() {
            return "LogIn[" + person.name() + "]";
        }
    }

    public boolean needsSetup() {
        return !people.hasAdministrator();
    }

    /** A fresh setup token, which voids the one before; empty once there is an administrator. It is kept nowhere: show it now. */
    public Optional<String> offerSetup() {
        if (!needsSetup()) {
            setup.clear();
            return Optional.empty();
        }
        var token = Tokens.fresh(entropy);
        setup.replace(Tokens.hash(token));
        return Optional.of(token);
    }

    /** Makes the first administrator and logs them in. Works once. */
    public LogIn setUp(String token, String name, String password, String address) {
        slowDown("setup", address);
        if (!needsSetup()) {
            throw Refusal.conflict("alreadySetUp", "The first administrator was made already.", "Log in, or ask an administrator for an account.");
        }
        var offered = setup.tokenHash();
        if (offered.isEmpty() || !sameSecret(offered.get(), Tokens.hash(token))) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "wrongSetupToken", "This setup link is not the newest one.",
                "Use the link that the controller printed when it last started.");
        }
        throttle.succeeded("setup", address);
        var account = account(name, Role.ADMINISTRATOR, password);
        if (!people.insertFirstAdministrator(account)) {
            throw Refusal.conflict("alreadySetUp", "The first administrator was made already.", "Log in, or ask an administrator for an account.");
        }
        setup.clear();
        return new LogIn(account.person(), sessions.open(account.person()));
    }

    public LogIn logIn(String name, String password, String address) {
        slowDown(name, address);
        var account = people.byName(name);
        boolean right = argon2.verify(password, account.map(Account::passwordHash).orElse(Argon2.NOBODY));
        if (account.isEmpty() || !right) {
            throw new WrongPassword();
        }
        throttle.succeeded(name, address);
        return new LogIn(account.get().person(), sessions.open(account.get().person()));
    }

    /**
     * Somebody who is logged in shows once more who they are, before something that must not happen by a slip. Slowed down as logging in is.
     *
     * @throws Refusal {@code wrongPassword}
     */
    public void confirm(Person person, String password, String address) {
        slowDown(person.name(), address);
        if (!argon2.verify(password, people.byName(person.name()).map(Account::passwordHash).orElse(Argon2.NOBODY))) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "wrongPassword", "The password is wrong.", "Type the password that you log in with.");
        }
        throttle.succeeded(person.name(), address);
    }

    public Person add(String name, Role role, String password) {
        var account = account(name, role, password);
        if (!people.insert(account)) {
            throw Refusal.conflict("nameTaken", "There is somebody called " + name + " already.", "Choose another name.");
        }
        return account.person();
    }

    /** Sets another password and ends all sessions of that person. */
    public void changePassword(String name, String password) {
        policy.check(Person.checkName(name), password);
        if (!people.changePassword(name, argon2.hash(password))) {
            throw Refusal.notFound("unknownPerson", "There is nobody called " + name + ".", "Look at the list of people for the right name.");
        }
    }

    public List<Person> all() {
        return people.all();
    }

    private Account account(String name, Role role, String password) {
        policy.check(Person.checkName(name), password);
        return new Account(new Person(name, role, clock.wall()), argon2.hash(password));
    }

    private void slowDown(String name, String address) {
        Duration wait = throttle.begin(name, address);
        if (wait.isPositive()) {
            throw new TooManyAttempts(wait);
        }
    }

    private static boolean sameSecret(String hash, String other) {
        return Bytes.of(hash.getBytes(StandardCharsets.US_ASCII)).equalsSecret(Bytes.of(other.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Name or password is wrong; which of them is nobody's business. */
    public static final class WrongPassword extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongPassword() {
            super("Name or password is wrong.", null, false, false);
        }
    }

    /** Too many wrong passwords of late. */
    public static final class TooManyAttempts extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Duration wait;

        TooManyAttempts(Duration wait) {
            super("Too many wrong passwords.", null, false, false);
            this.wait = wait;
        }

        public Duration retryAfter() {
            return wait;
        }
    }
}
