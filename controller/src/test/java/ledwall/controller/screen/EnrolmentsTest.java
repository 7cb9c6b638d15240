package ledwall.controller.screen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.storage.Rooms;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnrolmentsTest {
    private static final String HERE = "127.0.0.1:40000";

    private final Rooms rooms = new Rooms();
    private final Screen screen = rooms.screen("A");

    @AfterEach
    void close() {
        rooms.close();
    }

    private String refusal(String code, String remote) {
        return assertThrows(Refusal.class, () -> rooms.enrolments.redeem(code, remote)).code();
    }

    @Test
    void aCodeIsTradedForAKeyOnce() {
        assertEquals(Optional.empty(), rooms.screenStore.key(screen.id()));
        var code = rooms.enrolments.open(screen.id());
        assertTrue(code.code().matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}"), code.code());
        assertFalse(code.toString().contains(code.code()), "a code does not slip into a log");
        rooms.news();
        var enrolled = rooms.enrolments.redeem(code.code(), HERE);
        assertEquals(screen, enrolled.screen());
        assertEquals(32, enrolled.key().length());
        assertEquals(Optional.of(enrolled.key()), rooms.screenStore.key(screen.id()));
        assertEquals(List.of("SCREEN " + screen.id()), rooms.news());
        assertEquals("codeInvalid", refusal(code.code(), HERE));
    }

    @Test
    void aCodeTypedCarelesslyWorks() {
        var code = rooms.enrolments.open(screen.id()).code();
        var careless = " " + code.toLowerCase(Locale.ROOT).replace("-", " ").replace('0', 'o').replace('1', 'l');
        assertEquals(screen, rooms.enrolments.redeem(careless, HERE).screen());
    }

    @Test
    void aCodeEndsAfterAQuarterOfAnHourOrWithTheNextOne() {
        var first = rooms.enrolments.open(screen.id());
        var second = rooms.enrolments.open(screen.id());
        assertEquals("codeInvalid", refusal(first.code(), HERE));
        rooms.pass(Enrolments.VALIDITY.minusSeconds(1));
        var third = rooms.enrolments.open(rooms.screen("B").id());
        rooms.pass(Duration.ofSeconds(2));
        assertEquals("codeInvalid", refusal(second.code(), HERE));
        assertEquals("B", rooms.enrolments.redeem(third.code(), HERE).screen().name());
    }

    @Test
    void enrollingAgainReplacesTheKeyAndRetiringForgetsIt() {
        var first = rooms.enrolments.redeem(rooms.enrolments.open(screen.id()).code(), HERE).key();
        var open = rooms.enrolments.open(screen.id());
        assertEquals(Optional.of(first), rooms.screenStore.key(screen.id()));
        assertNotEquals(first, rooms.enrolments.redeem(open.code(), HERE).key());
        var last = rooms.enrolments.open(screen.id());
        rooms.screens.retire(screen.id());
        assertEquals(Optional.empty(), rooms.screenStore.key(screen.id()));
        assertEquals("codeInvalid", refusal(last.code(), HERE));
        assertEquals("screenUnknown", assertThrows(Refusal.class, () -> rooms.enrolments.open(screen.id())).code());
    }

    @Test
    void guessingIsSlowedDownForThatAddressOnly() {
        var code = rooms.enrolments.open(screen.id());
        for (int i = 0; i < Enrolments.MAX_TRIES; i++) {
            assertEquals("codeInvalid", refusal("00000-0000" + i, "10.0.0.9:" + (5_000 + i)));
        }
        assertEquals("enrolmentPaused", refusal(code.code(), "10.0.0.9:6000"));
        assertEquals(6, rooms.enrolments.refused());
        rooms.pass(Enrolments.WINDOW.plusSeconds(1));
        assertEquals(screen, rooms.enrolments.redeem(code.code(), "10.0.0.9:6001").screen());
        assertEquals("codeInvalid", refusal("wrong", "[::1]:6001"));
    }

    @Test
    void behindATunnelWrongCodesOfOthersMakeAShortPause() {
        var code = rooms.enrolments.open(screen.id());
        for (int i = 0; i < Enrolments.MAX_TRIES; i++) {
            assertEquals("codeInvalid", refusal("00000-0000" + i, "127.0.0.1:" + (5_000 + i)));
        }
        assertEquals("enrolmentPaused", refusal(code.code(), HERE));
        rooms.pass(Enrolments.SHARED_PAUSE);
        assertEquals(screen, rooms.enrolments.redeem(code.code(), HERE).screen());
    }

    @Test
    void noCodeLiesInTheDatabase() {
        var code = rooms.enrolments.open(screen.id()).code();
        String stored = rooms.database.read("look", handle -> handle.createQuery("SELECT code_hash FROM enrolment").mapTo(String.class).one());
        assertTrue(stored.matches("[0-9a-f]{64}"), stored);
        assertFalse(stored.contains(code));
    }
}
