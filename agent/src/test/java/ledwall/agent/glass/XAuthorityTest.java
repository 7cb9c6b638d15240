package ledwall.agent.glass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XAuthorityTest {
    @TempDir Path folder;

    @Test
    void theCookieIsThatOfTheDisplay() throws IOException {
        Path file = folder.resolve("authority");
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            entry(out, 0, "7", "MIT-MAGIC-COOKIE-1", "over-the-net");
            entry(out, 256, "6", "MIT-MAGIC-COOKIE-1", "another");
            entry(out, 256, "7", "XDM-AUTHORIZATION-1", "other kind");
            entry(out, 256, "7", "MIT-MAGIC-COOKIE-1", "right");
        }
        assertArrayEquals("right".getBytes(StandardCharsets.US_ASCII), XAuthority.cookie(file, 7));
        assertEquals(0, XAuthority.cookie(file, 8).length);
    }

    @Test
    void withoutAFileThereIsNoCookie() throws IOException {
        assertEquals(0, XAuthority.cookie(folder.resolve("absent"), 0).length);
    }

    @Test
    void theFileIsTheOneNamedByTheEnvironment() {
        assertEquals(Path.of("/run/x"), XAuthority.file(Map.of("XAUTHORITY", "/run/x"), "/home/wall"));
        assertEquals(Path.of("/home/wall/.Xauthority"), XAuthority.file(Map.of(), "/home/wall"));
    }

    private static void entry(DataOutputStream out, int family, String display, String kind, String key) throws IOException {
        out.writeShort(family);
        for (String part : new String[] {"host", display, kind, key}) {
            out.writeShort(part.length());
            out.writeBytes(part);
        }
    }
}
