package ledwall.controller.release.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.json.WireName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page asks for what each kind of channel takes, under the same names: what it does not know an edit there would take away. */
class ChannelFormTest {
    private static final Pattern SETTING = Pattern.compile("\\{ name: \"(\\w+)\"([^}]*)}");
    private static final Pattern CONSTANT = Pattern.compile("const (\\w+): Setting = (\\{[^}]*})");

    @ParameterizedTest
    @EnumSource(ChannelKind.class)
    void thePageAndTheControllerNameTheSameSettings(ChannelKind kind, @TempDir Path folder) throws IOException {
        var page = new TreeSet<String>();
        String form = form(WireName.of(kind));
        SETTING.matcher(form).results().forEach(found -> page.add(found.group(2).contains("secret: true") ? "secret." + found.group(1) : found.group(1)));
        // Whether a channel is called early is of no account where it needs no call.
        if (kind == ChannelKind.FEED || kind == ChannelKind.MANUAL) {
            page.add(Channel.EARLY);
        }
        assertEquals(taken(kind, folder), page);
    }

    /** What it says that it takes, once it is given what it does not. */
    private static TreeSet<String> taken(ChannelKind kind, Path folder) throws IOException {
        try (var rig = new OnlineRig(folder)) {
            var refusal = assertThrows(Refusal.class, () -> rig.channel(kind, Map.of("noSuchSetting", "x"), Map.of()));
            String list = refusal.cause().replaceFirst("(?s).*; it takes ", "").replaceFirst("\\.$", "");
            return new TreeSet<>(Arrays.asList(list.split(", ", -1)));
        }
    }

    private static String form(String kind) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path controller = Files.isDirectory(here.resolve("controller")) ? here.resolve("controller") : here;
        String text = Files.readString(controller.resolve("ui/src/releases/channels/kinds.ts"));
        String list = text.replaceFirst("(?s).*SETTINGS[^=]*= \\{", "").replaceFirst("(?s)\n};.*", "");
        String own = list.replaceFirst("(?s).*?\\b" + kind + ": \\[", "").replaceFirst("(?s)\\],\n(  \\w+: \\[.*|$)", "");
        for (var constant : CONSTANT.matcher(text).results().toList()) {
            own = own.replaceAll("\\b" + constant.group(1) + "\\b", constant.group(2).replace("$", ""));
        }
        return own;
    }
}
