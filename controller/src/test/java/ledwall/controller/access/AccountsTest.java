package ledwall.controller.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlPeopleStore;
import ledwall.controller.storage.SqlSessionStore;
import ledwall.controller.storage.SqlSetupStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    private static final String PASSWORD = "yak butter lamp 7";
    private static final String HERE = "127.0.0.1";

    private final HandClock clock = new HandClock();
    private final Database database = Database.inMemory();
    private final SqlPeopleStore people = new SqlPeopleStore(database);
    private final Sessions sessions = new Sessions(new SqlSessionStore(database), clock, new CountingEntropy());
    private final Accounts accounts = new Accounts(people, new SqlSetupStore(database), sessions, new Throttle(clock), new PasswordPolicy(), clock,
        new CountingEntropy());

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void setupLinkMakesOneAdministratorAndNoSecond() {
        var token = accounts.offerSetup().orElseThrow();
        var login = accounts.setUp(token, "drolma", PASSWORD, HERE);

        assertEquals(Role.ADMINISTRATOR, login.person().role());
        assertEquals("drolma", sessions.find(login.token()).orElseThrow().name());
        assertFalse(accounts.needsSetup());
        assertTrue(accounts.offerSetup().isEmpty());
        assertEquals("alreadySetUp", assertThrows(Refusal.class, () -> accounts.setUp(token, "tashi", PASSWORD, HERE)).code());
        assertEquals(1, accounts.all().size());
    }

    @Test
    void onlyTheNewestSetupLinkWorks() {
        var old = accounts.offerSetup().orElseThrow();
        var newest = accounts.offerSetup().orElseThrow();

        assertNotEquals(old, newest);
        assertEquals("wrongSetupToken", assertThrows(Refusal.class, () -> accounts.setUp(old, "drolma", PASSWORD, HERE)).code());
        accounts.setUp(newest, "drolma", PASSWORD, HERE);
    }

    @Test
    void aRefusedPasswordLeavesTheSetupLinkUsable() {
        var token = accounts.offerSetup().orElseThrow();

        assertEquals("weakPassword", assertThrows(Refusal.class, () -> accounts.setUp(token, "drolma", "short", HERE)).code());
        accounts.setUp(token, "drolma", PASSWORD, HERE);
    }

    @Test
    void wrongNameAndWrongPasswordAnswerAlike() {
        accounts.add("drolma", Role.OPERATOR, PASSWORD);

        var wrongPassword = assertThrows(Accounts.WrongPassword.class, () -> accounts.logIn("drolma", "not " + PASSWORD, HERE));
        var wrongName = assertThrows(Accounts.WrongPassword.class, () -> accounts.logIn("nobody", PASSWORD, HERE));
        assertEquals(wrongPassword.getMessage(), wrongName.getMessage());
    }

    @Test
    void triesSlowDownEvenWithTheRightPasswordAndRecoverWithTime() {
        accounts.add("drolma", Role.OPERATOR, PASSWORD);
        for (int i = 0; i < Throttle.FREE; i++) {
            int n = i;
            assertThrows(Accounts.WrongPassword.class, () -> accounts.logIn("drolma", "wrong " + n, "10.0.0.9"));
        }

        var slowed = assertThrows(Accounts.TooManyAttempts.class, () -> accounts.logIn("drolma", PASSWORD, "10.0.0.9"));
        assertEquals(Throttle.NAME_PAUSE, slowed.retryAfter());
        clock.advance(Throttle.NAME_PAUSE);
        assertEquals("drolma", accounts.logIn("drolma", PASSWORD, "10.0.0.9").person().name());
    }

    @Test
    void triesSentAllAtOnceCountBeforeTheFirstIsLookedAt() {
        var throttle = new Throttle(clock);
        for (int i = 0; i < Throttle.FREE; i++) {
            assertTrue(throttle.begin("name " + i, "10.0.0.9").isZero());
        }
        assertTrue(throttle.begin("drolma", "10.0.0.9").isPositive());
    }

    @Test
    void aStrangerLocksNobodyOutElsewhere() {
        var throttle = new Throttle(clock);
        for (int i = 0; i < 1_000; i++) {
            throttle.begin("drolma", "10.0.0." + i % 20);
        }

        assertTrue(throttle.begin("drolma", "192.168.1.7").isZero());
        assertTrue(throttle.begin("drolma", "192.168.1.7").isPositive(), "which failed now");
    }

    @Test
    void behindAProxyANameWaitsSecondsAtMostAndOtherNamesNotAtAll() {
        var throttle = new Throttle(clock);
        int tried = 0;
        for (int second = 0; second < 600; second++) {
            tried += throttle.begin("drolma", HERE).isZero() ? 1 : 0;
            tried += throttle.begin("drolma", "::1").isZero() ? 1 : 0;
            clock.advance(Duration.ofSeconds(1));
        }

        assertTrue(tried <= Throttle.FREE + 300, tried + " tries in ten minutes");
        assertTrue(throttle.begin("tashi", HERE).isZero());
        clock.advance(Throttle.NAME_PAUSE);
        assertTrue(throttle.begin("drolma", HERE).isZero());
    }

    @Test
    void successesOfOneAddressNeverSlowItDown() {
        var throttle = new Throttle(clock);
        for (int i = 0; i < 10 * Throttle.FREE; i++) {
            assertTrue(throttle.begin("drolma", HERE).isZero());
            throttle.succeeded("drolma", HERE);
        }
    }

    @Test
    void sessionEndsWhenUnusedForTwelveHours() {
        var token = logIn();
        clock.advance(Duration.ofHours(11));
        assertTrue(sessions.find(token).isPresent(), "used within 12 h");
        clock.advance(Duration.ofHours(11));
        assertTrue(sessions.find(token).isPresent(), "the use before counts");
        clock.advance(Duration.ofHours(12));
        assertTrue(sessions.find(token).isEmpty());
    }

    @Test
    void sessionEndsAfterSevenDaysHoweverMuchItIsUsed() {
        var token = logIn();
        for (int hour = 6; hour < 7 * 24; hour += 6) {
            clock.advance(Duration.ofHours(6));
            assertTrue(sessions.find(token).isPresent(), "hour " + hour);
        }
        clock.advance(Duration.ofHours(6));
        assertTrue(sessions.find(token).isEmpty());
    }

    @Test
    void anotherPasswordEndsAllSessions() {
        var token = logIn();
        accounts.changePassword("drolma", "another butter lamp 8");

        assertTrue(sessions.find(token).isEmpty());
        assertThrows(Accounts.WrongPassword.class, () -> accounts.logIn("drolma", PASSWORD, HERE));
        accounts.logIn("drolma", "another butter lamp 8", HERE);
    }

    @Test
    void aPersonKeepsAtMostFiftySessions() {
        var store = new SqlSessionStore(database);
        accounts.add("drolma", Role.OPERATOR, PASSWORD);
        var person = people.byName("drolma").orElseThrow().person();
        var first = sessions.open(person);
        for (int i = 0; i < Sessions.MAX_PER_PERSON; i++) {
            clock.advance(Duration.ofSeconds(1));
            sessions.open(person);
        }

        assertTrue(sessions.find(first).isEmpty());
        assertEquals(Sessions.MAX_PER_PERSON, store.countUsedSince(clock.wall().minus(Duration.ofHours(1))));
    }

    @Test
    void databaseHoldsNeitherPasswordNorToken() {
        var token = logIn();
        var dump = database.read("dump", handle -> handle.createQuery("SELECT password_hash || token_hash FROM person, session").mapTo(String.class).one());

        assertTrue(dump.startsWith("$argon2id$v=19$m=65536,t=3,p=4$"), dump);
        assertFalse(dump.contains(token) || dump.contains(PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "aaaaaaaaaaaaaaaa", "drolma-of-lhasa", "password2026!", "123456789012", "QwertyUiop123", "Administrator1"})
    void guessablePasswordsAreRefused(String password) {
        assertEquals("weakPassword", assertThrows(Refusal.class, () -> accounts.add("drolma", Role.OPERATOR, password)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "../x", "a\nb", "-x", "a\u0000"})
    void namesThatNobodyHasAreRefused(String name) {
        assertEquals("badPersonName", assertThrows(Refusal.class, () -> accounts.add(name, Role.OPERATOR, PASSWORD)).code());
    }

    @Test
    void tibetanAndChineseNamesAreWelcome() {
        assertEquals("སྒྲོལ་མ", accounts.add("སྒྲོལ་མ", Role.OPERATOR, PASSWORD).name());
        assertEquals("卓玛", accounts.add("卓玛", Role.OPERATOR, "酥油灯照亮了整个寺院的夜晚").name());
    }

    @Test
    void argon2AgreesWithTheReferenceImplementation() {
        // $ echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1 (test.c of the reference implementation, version 0x13)
        var phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertTrue(new Argon2(new CountingEntropy()).verify("password", phc));
        assertFalse(new Argon2(new CountingEntropy()).verify("passwort", phc));
    }

    private String logIn() {
        accounts.add("drolma", Role.OPERATOR, PASSWORD);
        return accounts.logIn("drolma", PASSWORD, HERE).token();
    }
}
