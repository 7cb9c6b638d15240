package ledwall.controller.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a media tool finds itself in; asked of real children. */
final class ConfinedTest {
    @Test
    void mediaToolsGiveWayToAllElse() throws IOException {
        String[] stat = said("cat", "/proc/self/stat").getFirst().replaceFirst("^.*\\) ", "").split(" ");
        // proc(5): nice is field 19, and the two before the closing bracket are gone.
        assertEquals("19", stat[19 - 3]);
        assertEquals(List.of("best-effort: prio 7"), said("ionice"));
    }

    private static List<String> said(String... command) throws IOException {
        var lines = new ArrayList<String>();
        var bounds = new Confined.Bounds(Duration.ofSeconds(5), Duration.ofSeconds(20), 1 << 20);
        assertTrue(Confined.run(List.of(command), bounds, lines::add).well(), String.join(" ", command));
        return lines;
    }
}
