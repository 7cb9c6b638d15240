package ledwall.controller.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import ledwall.controller.access.CountingEntropy;
import ledwall.protocol.id.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    @TempDir Path folder;

    private Bytes open() throws IOException {
        return KeyFile.open(folder, 32, new CountingEntropy());
    }

    @Test
    void aKeyIsMadeOnceForItsOwnerAlone() throws IOException {
        Bytes made = open();

        assertEquals(made, open());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("channel.key"))));
        assertEquals(1, Files.list(folder).count());
    }

    @Test
    void aKeyThatOthersMayReadIsRefused() throws IOException {
        open();
        Files.setPosixFilePermissions(folder.resolve("channel.key"), PosixFilePermissions.fromString("rw-r-----"));

        String words = assertThrows(IOException.class, this::open).getMessage();
        assertTrue(words.contains("rw-r-----") && words.contains("mode 600"), words);
    }

    @Test
    void whatIsNoKeyIsRefused() throws IOException {
        open();
        Files.write(folder.resolve("channel.key"), new byte[31]);
        assertThrows(IOException.class, this::open);

        Files.delete(folder.resolve("channel.key"));
        Files.createSymbolicLink(folder.resolve("channel.key"), folder.resolve("elsewhere"));
        assertThrows(IOException.class, this::open);
    }

    @Test
    void aKeyThatWasHalfMadeIsMadeAnew() throws IOException {
        Files.write(folder.resolve("channel.key.part"), new byte[3]);

        assertEquals(32, open().length());
    }
}
