package ledwall.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import ledwall.protocol.runtime.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every disk does, the real one and the simulated one: both run these same tests. */
public abstract class DiskContract {
    protected abstract Disk disk();

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private String text(String path) throws IOException {
        return new String(disk().read(path, 0, 1_000), UTF_8);
    }

    @Test
    void writesAppendsAndCuts() throws IOException {
        disk().write("a/b/file", 0, bytes("hello"));
        assertEquals(5, disk().append("a/b/file", bytes(" world")));
        disk().write("a/b/file", 0, bytes("J"));
        disk().force("a/b/file");
        assertEquals("Jello world", text("a/b/file"));
        disk().truncate("a/b/file", 5);
        disk().append("a/b/file", bytes("!"));
        assertEquals("Jello!", text("a/b/file"));
        assertEquals(6, disk().size("a/b/file"));
    }

    @Test
    void readsWhatIsThereAndNothingBeyondTheEnd() throws IOException {
        disk().append("file", bytes("0123456789"));
        assertArrayEquals(bytes("345"), disk().read("file", 3, 3));
        assertArrayEquals(bytes("89"), disk().read("file", 8, 100));
        assertEquals(0, disk().read("file", 10, 100).length);
        assertEquals(0, disk().read("file", 99, 100).length);
    }

    @Test
    void leavesNoHoles() throws IOException {
        disk().append("file", bytes("ab"));
        assertThrows(IllegalArgumentException.class, () -> disk().write("file", 3, bytes("c")));
        assertThrows(IllegalArgumentException.class, () -> disk().write("file", -1, bytes("c")));
        disk().write("file", 2, bytes("c"));
        assertEquals("abc", text("file"));
    }

    @Test
    void renamesOverAnOlderFile() throws IOException {
        disk().append("media/x.part", bytes("new"));
        disk().append("media/done/x", bytes("old"));
        disk().renameAtomically("media/x.part", "media/done/x");
        assertEquals("new", text("media/done/x"));
        assertFalse(disk().exists("media/x.part"));
        disk().renameAtomically("media/done/x", "elsewhere/x");
        assertEquals(List.of("x"), disk().list("elsewhere"));
    }

    @Test
    void listsSortedNamesOfFilesAndFolders() throws IOException {
        for (var path : List.of("m/b", "m/a", "m/c/d", "n/z")) {
            disk().append(path, bytes("x"));
        }
        assertEquals(List.of("a", "b", "c"), disk().list("m"));
        assertEquals(List.of(), disk().list("nothing"));
        disk().delete("m/a");
        disk().delete("m/never-was");
        assertEquals(List.of("b", "c"), disk().list("m"));
    }

    @Test
    void namesAMissingFile() {
        assertThrows(NoSuchFileException.class, () -> disk().read("missing", 0, 1));
        assertThrows(NoSuchFileException.class, () -> disk().size("missing"));
        assertThrows(NoSuchFileException.class, () -> disk().truncate("missing", 0));
        assertThrows(NoSuchFileException.class, () -> disk().force("missing"));
        assertThrows(NoSuchFileException.class, () -> disk().renameAtomically("missing", "there"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a", "a/./b", "..", "a\\b", "a\u0000b", "a\nb"})
    void refusesPathsThatLeadElsewhere(String path) {
        assertThrows(IllegalArgumentException.class, () -> disk().write(path, 0, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> disk().append(path, new byte[1]));
        assertThrows(IllegalArgumentException.class, () -> disk().read(path, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> disk().exists(path));
        assertThrows(IllegalArgumentException.class, () -> disk().list(path));
        assertThrows(IllegalArgumentException.class, () -> disk().delete(path));
        assertThrows(IllegalArgumentException.class, () -> disk().locate(path));
        assertThrows(IllegalArgumentException.class, () -> disk().renameAtomically("a", path));
    }

    @Test
    void saysWhereAFileIsAndHowMuchIsFree() throws IOException {
        assertTrue(disk().locate("media/x").endsWith("/media/x") && disk().locate("media/x").startsWith("/"));
        assertTrue(disk().freeBytes() > 0);
    }
}
