package ledwall.agent.player.mpv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFolderTest {
    @TempDir Path folder;

    @Test
    void theLastFolderIsUsedAgainWhileOnlyItsOwnerCanEnterIt() throws IOException {
        Path first = chosen(null);
        assertEquals(first, chosen(first));
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rwxr-x---"));
        Path second = chosen(first);
        assertNotEquals(first, second);
        Files.delete(first);
        Path link = Files.createSymbolicLink(folder.resolve("link"), second);
        Path third = chosen(link);
        assertNotEquals(link, third);
        Files.delete(second);
        Path fourth = chosen(second);
        assertNotEquals(second, fourth);
        Files.delete(third);
        Files.delete(fourth);
    }

    private static Path chosen(Path last) throws IOException {
        return SocketFolder.choose(Map.of(), "somebody", last);
    }
}
