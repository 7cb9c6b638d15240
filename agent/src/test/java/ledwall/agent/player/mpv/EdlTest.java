package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import ledwall.agent.player.PlayList;
import org.junit.jupiter.api.Test;

class EdlTest {
    @Test
    void entriesCarryTheirLengthInSeconds() {
        var list = new PlayList("l", List.of(new PlayList.Entry("/media/a.mp4", 250, 25), new PlayList.Entry("/media/b.mp4", 7, 30)));
        assertEquals("edl://!no_chapters;%12%/media/a.mp4,0,10.000000000;%12%/media/b.mp4,0,0.233333333", Edl.of(list));
    }

    @Test
    void namesAreCountedInBytes() {
        assertEquals("%4%a;,%", Edl.quoted("a;,%"));
        assertEquals("%6%\u5c4f\u5e55", Edl.quoted("\u5c4f\u5e55"));
        assertEquals("%9%\u0f56\u0f7c\u0f51", Edl.quoted("\u0f56\u0f7c\u0f51"));
    }
}
