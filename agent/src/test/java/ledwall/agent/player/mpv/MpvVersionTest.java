package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MpvVersionTest {
    @Test
    void loadfileTakesAnIndexFrom038On() {
        assertFalse(MpvVersion.indexedLoadfile("mpv 0.35.1"));
        assertFalse(MpvVersion.indexedLoadfile("mpv 0.37.0"));
        assertTrue(MpvVersion.indexedLoadfile("mpv v0.38.0"));
        assertTrue(MpvVersion.indexedLoadfile("mpv v0.40.0-dirty"));
        assertTrue(MpvVersion.indexedLoadfile("mpv 1.0"));
        assertFalse(MpvVersion.indexedLoadfile("mpv git-abc"));
        assertFalse(MpvVersion.indexedLoadfile(null));
    }

    @Test
    void droppedFramesAreCountedOnOverFiles() {
        var dropped = new DroppedFrames();
        assertEquals(0, dropped.total(0));
        assertEquals(3, dropped.total(3));
        assertEquals(3, dropped.total(0));
        assertEquals(5, dropped.total(2));
    }
}
