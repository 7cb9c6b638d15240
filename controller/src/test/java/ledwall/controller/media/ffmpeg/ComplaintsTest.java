package ledwall.controller.media.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ledwall.controller.refusal.Refusal;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    @Test
    void toolThatSomebodyKilledIsNotTheFilesFault() {
        assertEquals(Refusal.Kind.UNAVAILABLE, Complaints.of(new Confined.Ended(137, "", false)).kind());
    }

    @Test
    void toolThatWeKilledForItsSlownessIs() {
        assertEquals("mediaUnsupported", Complaints.of(new Confined.Ended(137, "", true)).code());
    }
}
