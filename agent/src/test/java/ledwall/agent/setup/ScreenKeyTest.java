package ledwall.agent.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenKeyTest {
    private static final ScreenKey KEY = new ScreenKey(new ScreenId("screen-1"), "\u897f\u5b81 \"1\"", Bytes.of(new byte[32]), new Settings.Address("::1", 7420));

    @TempDir Path folder;

    @Test
    void aKeyIsKeptForItsOwnerAlone() throws Exception {
        KEY.write(folder);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("screen.json"))));
        assertEquals(KEY, ScreenKey.read(folder));
        KEY.write(folder);
        assertEquals(KEY, ScreenKey.read(folder));
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        KEY.write(folder);
        Files.setPosixFilePermissions(folder.resolve("screen.json"), PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(problem().contains("chmod 600"));
    }

    @Test
    void withoutAKeyTheNextStepIsNamed() {
        assertTrue(problem().contains("ledwall-agent enrol"));
    }

    @Test
    void aDamagedKeyIsToldAsOne() throws IOException {
        KEY.write(folder);
        Files.writeString(folder.resolve("screen.json"), "{\"screen\":\"screen-1\"");
        assertTrue(problem().contains("enrol the agent again"));
    }

    private String problem() {
        return String.valueOf(assertThrows(SettingsProblem.class, () -> ScreenKey.read(folder)).getMessage());
    }
}
