package ledwall.protocol.runtime.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLogTest {
    private final FailureLog log = new FailureLog();
    private final List<String> lines = new ArrayList<>();

    private void fails(String name, Exception cause) {
        log.failed("player a", name, cause).ifPresent(line -> lines.add(line.text()));
    }

    private void works(String name) {
        log.worked("player a", name).ifPresent(line -> lines.add(line.text()));
    }

    @Test
    void aDisplayThatIsGoneForAnHourIsSomeLines() {
        for (int i = 0; i < 1_000; i++) {
            fails("open mpv", new IOException("there is no display :0"));
        }
        works("open mpv");
        assertEquals(11, lines.size(), lines.toString());
        assertEquals("work failed: open mpv in lane player a: java.io.IOException: there is no display :0", lines.getFirst());
        assertEquals("work failed 2 times: open mpv in lane player a: java.io.IOException: there is no display :0", lines.get(1));
        assertEquals("work failed 512 times: open mpv in lane player a: java.io.IOException: there is no display :0", lines.get(9));
        assertEquals("work goes on: open mpv in lane player a, which failed 1000 times", lines.getLast());
    }

    @Test
    void anotherCauseOrAnotherTaskIsToldAtOnce() {
        fails("open mpv", new IOException("there is no display :0"));
        fails("adopt mpv", new IOException("there is no display :0"));
        fails("open mpv", new IOException("mpv is not installed"));
        fails("open mpv", new IOException("mpv is not installed"));
        assertEquals(4, lines.size(), lines.toString());
    }

    @Test
    void whatFailedOnceAndWorksIsToldOnceAndAnewTheNextTime() {
        fails("write lists", new IOException("no room"));
        works("write lists");
        fails("write lists", new IOException("no room"));
        works("write lists");
        assertEquals(2, lines.size(), lines.toString());
        assertEquals(lines.getFirst(), lines.getLast());
    }

    @Test
    void aFaultOfOurOwnComesWithItsTraceOnce() {
        var ours = new IllegalStateException("no such state");
        assertSame(ours, log.failed("lane", "decide", ours).orElseThrow().trace());
        assertNull(log.failed("lane", "decide", ours).orElseThrow().trace());
        assertNull(log.failed("lane", "read", new IOException("no such file")).orElseThrow().trace());
    }

    @Test
    void ofMoreThanItRemembersItTellsTheOldestInFullAgain() {
        for (int i = 0; i <= FailureLog.MOST; i++) {
            fails("write file " + i, new IOException("no room"));
        }
        lines.clear();
        fails("write file " + FailureLog.MOST, new IOException("no room"));
        fails("write file 0", new IOException("no room"));
        assertEquals(List.of("work failed 2 times: write file 256 in lane player a: java.io.IOException: no room",
                "work failed: write file 0 in lane player a: java.io.IOException: no room"), lines);
    }
}
